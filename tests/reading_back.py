"""What the database holds after something happened, as plain rows to compare."""

from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.plans import HistoryRow, history_of
from lifecycle.rows import read_facts
from models.base import Base, table_of
from models.database import reading
from models.evidence import Evidence
from models.history import HistoryDisclosure, HistoryEntry
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep

WRITTEN = (Plan, PlanStep, HistoryEntry, HistoryDisclosure, Evidence, OutboxLetter)


def rows(session: Session, record: type[Base], *without: str) -> list[dict[str, Any]]:
    """Every row of a record, in the order of its number; some columns may be left out."""
    columns = [column for column in table_of(record).c if column.key not in without]
    found = session.execute(select(*columns).order_by(table_of(record).c.id))
    return [dict(row._mapping) for row in found]


def everything(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row that the door or a sweep writes."""
    with reading(engine) as session:
        return {record.__tablename__: rows(session, record) for record in WRITTEN}


def plan_of(engine: Engine, number: int) -> PlanFacts:
    """A plan as it stands."""
    with reading(engine) as session:
        return read_facts(session, [number])[number]


def step_of(engine: Engine, number: int, key: str) -> StepFacts:
    """The newest occurrence of a step as it stands."""
    return plan_of(engine, number).steps[key]


def history(engine: Engine, number: int) -> list[HistoryRow]:
    """The history of a plan, oldest first."""
    with reading(engine) as session:
        return history_of(session, number)


def letters(engine: Engine, kind: str | None = None, **of: Any) -> list[OutboxLetter]:
    """The letters of the outbox, of a kind, in the order in which they were written."""
    query = select(OutboxLetter).order_by(OutboxLetter.written_on, OutboxLetter.key)
    if kind:
        query = query.where(OutboxLetter.kind == kind)
    with reading(engine) as session:
        return list(session.scalars(query.filter_by(**of)))


def kinds(engine: Engine, **of: Any) -> list[str]:
    """The kinds of the letters, sorted, each as often as it was written."""
    return sorted(letter.kind for letter in letters(engine, **of))
