"""A note of each finished sweep, so that people see that it runs."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.clock import Clock
from models.run import SweepRecord


def record_sweep(
    session: Session, name: str, on: date, clock: Clock, counts: dict[str, Any]
) -> None:
    """Note that a sweep (`deadlines`, `advance`, `deliver`) has finished, with its counts."""
    session.add(SweepRecord(name=name, on=on, finished_at=clock.now(), counts=counts))
    session.flush()


def last_sweep(session: Session, name: str) -> SweepRecord | None:
    """The last finished sweep of a name; None when there was none."""
    query = select(SweepRecord).where(SweepRecord.name == name)
    return session.scalars(query.order_by(SweepRecord.id.desc()).limit(1)).first()
