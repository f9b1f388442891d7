"""Sealing: entries get their place, and the log's length and root are signed.

The signer trusts its own folder, not the database: it signs only a log that begins with the one it
signed last (C2SP: a log must not sign a checkpoint that contradicts an earlier one).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from audit.checkpoints import check_by_any, make_checkpoint, read_checkpoint
from audit.log_folder import LogFolder, folder_of
from audit.notes import SignerKey
from audit.sequencer import sequence
from audit.tiles import Tree, log_size
from lifecycle.clock import Clock
from lifecycle.errors import LifecycleError
from models.base import table_of
from models.database import reading, writing
from models.failpoints import Point, reach
from models.log import LogCheckpoint

TABLE = table_of(LogCheckpoint).c


class PastChanged(LifecycleError):
    """The log does not begin with the one that was signed before: nothing is signed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one sealing did: entries that got their place, and the newest checkpoint's note."""

    added: int
    note: str | None


def seal(engine: Engine, clock: Clock, folder: LogFolder | None = None) -> Sealed:
    """Give entries their place and sign the log as it then stands; nothing new, nothing signed.

    Raises:
        PastChanged: the log does not begin with the one that was signed before.
        NoteRefused: the key or a checkpoint in the folder cannot be read.
    """
    folder = folder or folder_of(engine)
    added = sequence(engine)
    return Sealed(added, sign(engine, clock, folder))


def sign(
    engine: Engine, clock: Clock, folder: LogFolder, keys: Sequence[SignerKey] = ()
) -> str | None:
    """Sign the log as it stands; the note that holds now, None for an empty log.

    Args:
        engine: the database.
        clock: tells the instant that is kept beside the note.
        folder: the log's folder, whose last checkpoint is trusted.
        keys: that sign; the folder's when left out, two while one takes over from the other.

    Raises:
        PastChanged, NoteRefused: as for `seal`.
    """
    with folder.alone():
        return sign_alone(engine, clock, folder, keys)


def sign_alone(
    engine: Engine, clock: Clock, folder: LogFolder, keys: Sequence[SignerKey] = ()
) -> str | None:
    """The same for who holds the folder already."""
    note = folder.last_note()
    with reading(engine) as session:
        size, tree = log_size(session), Tree(session)
        kept = session.scalar(select(func.max(TABLE.size))) or 0
        held = _check_held(note, folder, tree, size, kept)
        if size > held:
            signers = keys or [folder.signer()]
            note = make_checkpoint(size, tree.root(size), *signers)
            reach(Point.NOTE_SIGNED)
    if note and size > held:
        folder.hold(size, note)
        reach(Point.NOTE_HELD)
    if note and size > kept:
        _keep(engine, note, clock)
        reach(Point.NOTE_KEPT)
    return note


def _check_held(note: str | None, folder: LogFolder, tree: Tree, size: int, kept: int) -> int:
    """The size of the last checkpoint that the folder holds; the log must begin with it.

    Raises:
        PastChanged: it does not, or the folder lost the checkpoints that the database tells of.
    """
    if note is None:
        if kept:
            raise PastChanged(
                f"The database tells of checkpoints up to {kept} entries and {folder.path} holds "
                "none. Say where they are with INFITAH_LOG_FOLDER, restore that folder from its "
                "backup, or take a checkpoint back from an auditor with `infitah audit resume`; "
                "nothing is signed until then."
            )
        return 0
    held = check_by_any(note, folder.verifiers())
    told = f"A checkpoint of {held.size} entries was signed, root {held.short_root}"
    mend = "Keep both, restore a copy of the database and compare: infitah audit verify."
    if size < held.size:
        raise PastChanged(f"{told}; the log has only {size}. {mend}")
    if _root_or_none(tree.root, held.size) != held.root:
        raise PastChanged(f"{told}; the log no longer begins with them. {mend}")
    return held.size


def _root_or_none(root: Callable[[int], bytes], size: int) -> bytes | None:
    try:
        return root(size)
    except LookupError:
        return None


def _keep(engine: Engine, note: str, clock: Clock) -> None:
    """Keep a checkpoint in the table too."""
    told = read_checkpoint(note)
    with writing(engine) as session:
        if session.get(LogCheckpoint, told.size) is None:
            row = LogCheckpoint(
                size=told.size, root=told.root.hex(), note=note, made_at=clock.now()
            )
            session.add(row)
