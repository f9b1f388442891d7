"""The sequencer: gives every entry that was committed its place in the log.

Writers never wait for it. It takes what is owed a place, whoever committed it and however late, and
appends; the order of one plan's entries is kept, because an entry is only written after the one
before it was committed.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, and_, delete, func, select, text
from sqlalchemy.orm import Session

from audit.tiles import add_tiles, log_size
from lifecycle.clock import Clock
from models.base import table_of
from models.bulk import insert_values
from models.database import writing
from models.failpoints import Point, reach
from models.history import HistoryEntry
from models.log import LOG_CHAIN, LogEntry, LogLeaf, LogPending

BATCH = 4096
LOCK = 0x696E666A  # of PostgreSQL: one sequencer at a time; who comes second leaves it to the first
MERGE_DELAY = timedelta(seconds=60)  # promised: how long an entry may wait for its place
PENDING = table_of(LogPending).c
ENTRY = table_of(HistoryEntry).c
OWN = table_of(LogEntry).c


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many entries have no place yet, and for how long the oldest has waited."""

    entries: int
    longest: timedelta

    @property
    def late(self) -> bool:
        """Whether the promise is broken."""
        return self.longest > MERGE_DELAY


def sequence(engine: Engine) -> int:
    """Give every committed entry its place; gives back how many got one.

    Each batch is one transaction: leaves, full tiles and what is no longer owed.
    """
    added = 0
    while True:
        with writing(engine) as session:
            took = _take(session)
        reach(Point.SEQUENCED)
        added += took
        if took < BATCH:
            return added


def waiting(session: Session, clock: Clock) -> Waiting:
    """What waits for its place now."""
    count, oldest = session.execute(select(func.count(PENDING.id), func.min(PENDING.since))).one()
    longest = max(clock.now() - oldest, timedelta(0)) if oldest else timedelta(0)
    return Waiting(count, longest)


def _take(session: Session) -> int:
    """One batch; 0 when nothing is owed, or when another sequencer is at it."""
    if session.get_bind().dialect.name == "postgresql":
        free = session.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if not free:
            return 0
    owed = session.execute(_owed()).all()
    if not owed:
        return 0
    first = log_size(session)
    rows = [
        (number, row.chain, row.seq, bytes.fromhex(row.leaf_hash))
        for number, row in enumerate(owed, start=first)
    ]
    insert_values(session.connection(), LogLeaf, ("n", "chain", "seq", "leaf"), rows)
    reach(Point.LEAVES_WRITTEN)
    done = delete(LogPending).where(PENDING.id.in_([row.id for row in owed]))
    session.execute(done, execution_options={"synchronize_session": False})
    add_tiles(session, first, first + len(rows))
    reach(Point.PLACES_GIVEN)
    return len(rows)


def _owed() -> Any:
    """What is owed a place and is there; an entry that vanished is left for the verification."""
    leaf = func.coalesce(ENTRY.leaf_hash, OWN.leaf_hash).label("leaf_hash")
    return (
        select(PENDING.id, PENDING.chain, PENDING.seq, leaf)
        .outerjoin(HistoryEntry, and_(ENTRY.plan_id == PENDING.chain, ENTRY.seq == PENDING.seq))
        .outerjoin(LogEntry, and_(PENDING.chain == LOG_CHAIN, OWN.seq == PENDING.seq))
        .where(leaf.is_not(None))
        .order_by(PENDING.id)
        .limit(BATCH)
    )
