"""A note of each finished sweep, so that people see that it runs.

A day's sweep that is shared out is finished when all its shares are: the last one says so.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from lifecycle.clock import Clock
from lifecycle.shares import Share
from models.run import SweepRecord, SweepShare

# Held until the end of the transaction: of two last shares at once, one sees the other.
ONE_BY_ONE = text("SELECT pg_advisory_xact_lock(hashtext(:name), :day)")


def record_sweep(
    session: Session, name: str, on: date, clock: Clock, counts: dict[str, Any]
) -> None:
    """Note that a sweep (`deadlines`, `advance`, `deliver`) has finished, with its counts."""
    session.add(SweepRecord(name=name, on=on, finished_at=clock.now(), counts=counts))
    session.flush()


def record_share(
    session: Session, name: str, on: date, share: Share, clock: Clock, counts: dict[str, int]
) -> bool:
    """Note that a share of a day's sweep is done; gives back whether the day is finished by it.

    Exactly one share of a day finishes it, with the counts of all; a share that is done again
    renews its note and finishes nothing. All of the work in one share finishes the day each time.

    Args:
        session: in a transaction that writes and does nothing else.
        name: which sweep.
        on: its civil date.
        share: which share, of how many.
        clock: tells the instant that is recorded.
        counts: what this share did.
    """
    if share.is_all:
        record_sweep(session, name, on, clock, counts)
        return True
    if session.get_bind().dialect.name == "postgresql":
        session.execute(ONE_BY_ONE, {"name": name, "day": on.toordinal()})
    key = {"name": name, "on": on, "shares": share.of, "share": share.number}
    known = session.get(SweepShare, key)
    if known is not None:
        known.finished_at, known.counts = clock.now(), counts
        return False
    session.add(SweepShare(**key, finished_at=clock.now(), counts=counts))
    session.flush()
    done = _done(session, name, on, share.of)
    if len(done) == share.of:
        record_sweep(session, name, on, clock, _summed(one.counts for one in done))
    return len(done) == share.of


def last_sweep(session: Session, name: str) -> SweepRecord | None:
    """The last finished sweep of a name; None when there was none."""
    query = select(SweepRecord).where(SweepRecord.name == name)
    return session.scalars(query.order_by(SweepRecord.id.desc()).limit(1)).first()


def _done(session: Session, name: str, on: date, shares: int) -> list[SweepShare]:
    query = select(SweepShare).where(
        SweepShare.name == name, SweepShare.on == on, SweepShare.shares == shares
    )
    return list(session.scalars(query))


def _summed(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)
