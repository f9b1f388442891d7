"""Proofs to take away, in the forms of C2SP: that an entry is in the log, that the log only grew.

Each is checked before it is given away, so nobody is handed one that does not hold.
"""

import base64
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.log_folder import LogFolder
from audit.merkle import (
    ProofRefused,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
)
from audit.one_entry import content_of
from audit.published import checkpoint_of_size, newest
from audit.tiles import Tree
from lifecycle.errors import LifecycleError
from lifecycle.history import leaf_hash
from models.base import table_of
from models.log import LogLeaf

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LEAF = table_of(LogLeaf).c


class NotSealed(LifecycleError):
    """No checkpoint covers what a proof is asked of: it is sealed within a minute, or not there."""


class DoesNotHold(LifecycleError):
    """The log does not lead to the root that was signed: `infitah audit verify` says where."""


def tlog_proof(session: Session, folder: LogFolder, chain: int, seq: int) -> str:
    """That an entry is in the log of the newest checkpoint (c2sp.org/tlog-proof).

    The `extra` line holds the entry's bytes, so the file is checked by itself.

    Args:
        session: reads.
        folder: of the log.
        chain: a plan's number, or LOG_CHAIN.
        seq: the entry's number in its chain.

    Raises:
        NotSealed: there is no such entry, or no checkpoint covers it yet.
        DoesNotHold: the entry or the log was changed.
    """
    content, last = content_of(session, chain, seq), newest(session, folder)
    place = session.scalar(select(LEAF.n).where(LEAF.chain == chain, LEAF.seq == seq))
    if content is None or last is None or place is None or place >= last.size:
        raise NotSealed(f"Entry {seq} is under no signed checkpoint yet.")
    leaf = bytes.fromhex(leaf_hash(content))
    try:
        path = inclusion_proof(Tree(session).node, place, last.size)
        check_inclusion(leaf, place, last.size, path, last.checkpoint.root)
    except (LookupError, ProofRefused) as refused:
        raise DoesNotHold(f"Entry {seq} is not what was sealed: {refused}.") from refused
    lines = [FIRST_LINE, f"extra {_base64(content)}", f"index {place}", *map(_base64, path)]
    return _with_note(lines, last.note)


def consistency_lines(session: Session, folder: LogFolder, old: int, new: int) -> str:
    """That the log of a newer checkpoint begins with that of an older one.

    The form is what a log sends to a witness (c2sp.org/tlog-witness, add-checkpoint): the old size,
    the proof of RFC 6962 section 2.1.2, the newer checkpoint.

    Raises:
        NotSealed: there is no checkpoint of one of the sizes, or the older one is the longer.
        DoesNotHold: the log was changed.
    """
    before, after = (checkpoint_of_size(session, folder, size) for size in (old, new))
    if before is None or after is None or not 0 < old <= new:
        raise NotSealed(f"There are no checkpoints of {old} and then of {new} entries.")
    try:
        path = consistency_proof(Tree(session).node, old, new)
        check_consistency(old, new, before.checkpoint.root, after.checkpoint.root, path)
    except (LookupError, ProofRefused) as refused:
        raise DoesNotHold(f"The log was changed: {refused}.") from refused
    return _with_note([f"old {old}", *map(_base64, path)], after.note)


def _with_note(lines: Iterable[str], note: str) -> str:
    return "\n".join(lines) + "\n\n" + note


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
