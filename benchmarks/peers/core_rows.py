"""The rows of a plan through SQLAlchemy Core, for peers that bring no tables of their own for them.

Every statement takes all rows of its table at once, as Core's documentation advises.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from same_work import StageWork, entry_of
from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    event,
    insert,
    update,
)

METADATA = MetaData()
PLAN = Table(
    "plan", METADATA, Column("id", Integer, primary_key=True), Column("stage", String),
    Column("settled", Boolean), Column("head", String), Column("workflow", String),
)  # fmt: skip


def _of_plan(name: str, *columns: Column[Any]) -> Table:
    key = Column("id", Integer, primary_key=True)
    return Table(name, METADATA, key, Column("plan_id", ForeignKey("plan.id")), *columns)


STEP = _of_plan("step", Column("told", String))
ENTRY = _of_plan("entry", Column("body", String), Column("hash", String))
LETTER = _of_plan("letter", Column("key", String, unique=True), Column("told", String))
MOVED = (
    update(PLAN)
    .where(PLAN.c.id == bindparam("plan"))
    .values(stage=bindparam("to"), head=bindparam("chained"), workflow=bindparam("kept"))
)


@dataclass(frozen=True)
class Moved:
    """A plan that its library let through: its head before, and what it keeps of the workflow."""

    plan: int
    head: str
    workflow: str | None = None


def engine_of(url: str) -> Engine:
    """An engine with every table made."""
    engine = create_engine(url)
    durable(engine)
    METADATA.create_all(engine)
    return engine


def durable(engine: Engine) -> None:
    """SQLite writes ahead and waits for the disk, as for everybody here."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA journal_mode=WAL"))
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=FULL"))


def open_plans(engine: Engine, plans: int, first: str, workflow: str | None = None) -> None:
    """So many plans in their first stage."""
    told = {"stage": first, "settled": True, "head": "0" * 64, "workflow": workflow}
    with engine.begin() as connection:
        connection.execute(insert(PLAN), [{"id": n, **told} for n in range(1, plans + 1)])


def write(connection: Any, number: int, stage: StageWork, moved: Iterable[Moved]) -> None:
    """The state, the entries, the steps and the letters of plans, on a connection or a session."""
    plans: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    told, words = "s" * stage.step_length, "l" * stage.letter_length
    for one in moved:
        body, digest = entry_of(one.plan, number, stage, one.head)
        plans.append(
            {"plan": one.plan, "to": stage.target, "chained": digest, "kept": one.workflow}
        )
        entries.append({"plan_id": one.plan, "body": body, "hash": digest})
        steps += [{"plan_id": one.plan, "told": told}] * stage.steps
        letters += [
            {"plan_id": one.plan, "key": f"{one.plan}-{number}-{n}", "told": words}
            for n in range(stage.letters)
        ]
    connection.execute(MOVED, plans)
    for table, rows in ((ENTRY, entries), (STEP, steps), (LETTER, letters)):
        if rows:
            connection.execute(insert(table), rows)
