"""One entry with all that proves it: its bytes, its hashes, its place, its words.

What stands beside the bytes is held against them here and now; nothing is believed for being there.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.entry_words import Words, words_of
from audit.own_entries import CHAIN_NAME
from lifecycle.history import GENESIS, leaf_hash
from lifecycle.rows import PLAN
from models.base import table_of
from models.history import HistoryEntry
from models.log import LOG_CHAIN, LogEntry, LogLeaf
from models.words import Stage

ENTRY, OWN = table_of(HistoryEntry).c, table_of(LogEntry).c
LEAF = table_of(LogLeaf).c


@dataclass(frozen=True, slots=True)
class OneEntry:
    """An entry as it stands. `n` is its place in the log, `leaf` the hash there; both may lack.

    `said` is what the bytes say; {} when they are no JSON object. Stages are None in the log's own
    entries.
    """

    chain: int
    seq: int
    reference: str
    collectivity_code: str | None
    content: bytes
    stored_hash: str
    said: dict[str, Any]
    trigger: str
    step_key: str | None
    from_stage: Stage | None
    to_stage: Stage | None
    effective_on: date | None
    recorded_at: datetime
    actor_kind: str
    actor_id: str
    n: int | None
    leaf: str | None
    previous_hash: str
    words: list[Words]

    @property
    def hash(self) -> str:
        """The leaf hash of the bytes, computed from them."""
        return leaf_hash(self.content)

    @property
    def is_as_hashed(self) -> bool:
        """Whether the bytes are those that were hashed, in the history and in the log."""
        return self.hash == self.stored_hash and self.leaf in (None, self.hash)

    @property
    def follows(self) -> bool:
        """Whether it names the hash of the entry before it."""
        return bool(self.previous_hash) and self.said.get("_prev") == self.previous_hash


def find_entry(session: Session, reference: str, seq: int) -> OneEntry | None:
    """The entry of a plan's reference, or of `log`, and its number; None when it is not there."""
    chain, code = _chain(session, reference)
    row = _row(session, chain, seq) if chain is not None else None
    if chain is None or row is None:
        return None
    own = chain == LOG_CHAIN
    said = _said(row.canonical)
    place = session.execute(
        select(LEAF.n, LEAF.leaf).where(LEAF.chain == chain, LEAF.seq == seq)
    ).first()
    return OneEntry(
        chain=chain,
        seq=seq,
        reference=reference,
        collectivity_code=code,
        content=row.canonical,
        stored_hash=row.leaf_hash,
        said=said,
        trigger=row.kind if own else row.trigger,
        step_key=None if own else row.step_key,
        from_stage=None if own else row.from_stage,
        to_stage=None if own else row.to_stage,
        effective_on=None if own else row.effective_on,
        recorded_at=row.recorded_at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        n=place.n if place else None,
        leaf=place.leaf.hex() if place else None,
        previous_hash=_hash_before(session, chain, seq),
        words=[] if own else words_of(session, chain, seq, reference, said.get("pii")),
    )


def content_of(session: Session, chain: int, seq: int) -> bytes | None:
    """The canonical bytes of an entry; None when it is not there."""
    row = _row(session, chain, seq)
    return row.canonical if row else None


def _chain(session: Session, reference: str) -> tuple[int | None, str | None]:
    if reference == CHAIN_NAME:
        return LOG_CHAIN, None
    query = select(PLAN.id, PLAN.collectivity_code).where(PLAN.reference == reference)
    row = session.execute(query).first()
    return (row.id, row.collectivity_code) if row else (None, None)


def _row(session: Session, chain: int, seq: int) -> Any:
    own = select(*OWN).where(OWN.seq == seq)
    of_plan = select(*ENTRY).where(ENTRY.plan_id == chain, ENTRY.seq == seq)
    return session.execute(own if chain == LOG_CHAIN else of_plan).first()


def _hash_before(session: Session, chain: int, seq: int) -> str:
    """The hash of the entry before, from its bytes; '' when it is gone."""
    if seq == 1:
        return GENESIS
    before = _row(session, chain, seq - 1)
    return leaf_hash(before.canonical) if before else ""


def _said(content: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(content)
    except orjson.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}
