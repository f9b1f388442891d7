"""Reading the operations log, the newest record first."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lifecycle.legal_time import instant_of
from models.operation import OperationRecord
from models.words import OperationKind, OperationResult


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are asked for; what is left out filters nothing.

    `name` is a part of the name, in any case; the dates are civil dates of Casablanca on which the
    operation ended, both included.
    """

    kind: OperationKind | None = None
    who: str = ""
    name: str = ""
    result: OperationResult | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One record as lists show it; instants are in UTC."""

    id: int
    kind: OperationKind
    name: str
    who: str
    began_at: datetime
    ended_at: datetime
    asked: dict[str, Any]
    result: OperationResult
    told: str


def operations(
    session: Session,
    wanted: Wanted | None = None,
    *,
    most: int = 50,
    page: int = 1,
    before: int | None = None,
) -> list[OperationRow]:
    """The records that are asked for, the newest first.

    Args:
        session: may be one that only reads.
        wanted: the filters; every record when left out.
        most: how many at once.
        page: which page of so many, counted from 1.
        before: only records older than the one of this number: pages that stay put while more come.
    """
    query = _filtered(select(OperationRecord), wanted or Wanted())
    if before is not None:
        query = query.where(OperationRecord.id < before)
    query = query.order_by(OperationRecord.id.desc()).limit(most).offset((max(page, 1) - 1) * most)
    names = [one.name for one in fields(OperationRow)]
    return [
        OperationRow(**{name: getattr(row, name) for name in names})
        for row in session.scalars(query)
    ]


def _filtered(
    query: Select[tuple[OperationRecord]], wanted: Wanted
) -> Select[tuple[OperationRecord]]:
    of = OperationRecord
    if wanted.kind is not None:
        query = query.where(of.kind == wanted.kind)
    if wanted.who:
        query = query.where(of.who == wanted.who)
    if wanted.name:
        query = query.where(of.name.icontains(wanted.name, autoescape=True))
    if wanted.result is not None:
        query = query.where(of.result == wanted.result)
    if wanted.from_on is not None:
        query = query.where(of.ended_at >= instant_of(wanted.from_on, 0))
    if wanted.until_on is not None:
        query = query.where(of.ended_at < instant_of(wanted.until_on + timedelta(days=1), 0))
    return query
