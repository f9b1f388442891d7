"""Plans through every stage of their path, the engine's way: what it writes, and how long it takes.

Between two stages the steps are settled by one statement, outside the clock: a benchmark of the
engine's moves, not of what people do.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, text

from benchmarks.servers import PostgresSite, SqliteSite
from lifecycle.acts import ENGINE
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.door import fire
from models.database import writing

Site = SqliteSite | PostgresSite
# A day on which each row of the table may be taken, in the order of the path (table version 1).
PATH = (
    ("open_co_creation", date(2023, 2, 24)),
    ("submit_to_council", date(2023, 9, 4)),
    ("adopt", date(2023, 10, 20)),
    ("open_monitoring_round", date(2024, 9, 2)),
    ("close_monitoring_round", date(2024, 11, 4)),
    ("open_evaluation", date(2026, 2, 2)),
    ("conclude", date(2026, 5, 4)),
)
INSERTED = ("plan_step", "history_entry", "outbox_letter")
SETTLE = (
    "UPDATE plan_step SET state = 'accepted', next_at = NULL, done_on = :day, settled_on = :day, "
    "outcome = CASE WHEN key = 'council_vote' THEN 'adopted' END WHERE settled_on IS NULL"
)


@dataclass(frozen=True, slots=True)
class Move:
    """One stage of all plans: its trigger, the seconds, the databases before and after it."""

    trigger: str
    seconds: float
    before: Engine
    after: Engine


def walk(
    site: Site, ready: Engine, plans: int, move: Callable[[Engine, str, date], None]
) -> list[Move]:
    """Take every plan through the whole path; a copy is kept of every stage."""
    done: list[Move] = []
    engine = ready
    for trigger, on in PATH:
        before = site.copy(engine)
        settle(before, on)
        engine = site.copy(before)
        with engine.connect() as warm:
            warm.execute(text("SELECT 1"))
        start = time.perf_counter()
        move(engine, trigger, on)
        seconds = time.perf_counter() - start
        _check(engine, trigger, plans)
        done.append(Move(trigger, seconds, before, engine))
    return done


def in_batches(engine: Engine, trigger: str, on: date) -> None:
    """What the flow `advance-plans` does."""
    advance(engine, on=on, clock=VirtualClock(on), cause="bench")


def one_by_one(engine: Engine, trigger: str, on: date) -> None:
    """What a page of the portal does: an act, a transaction."""
    clock = VirtualClock(on)
    with engine.connect() as connection:
        numbers = list(connection.execute(text("SELECT id FROM plan ORDER BY id")).scalars())
    for number in numbers:
        with writing(engine) as session:
            fire(session, number, trigger, actor=ENGINE, at=clock.now(), cause="bench")


def settle(engine: Engine, on: date) -> None:
    """Every open step is settled and every plan is to be looked at."""
    day: Any = on.isoformat() if engine.dialect.name == "sqlite" else on
    with engine.begin() as connection:
        connection.execute(text(SETTLE), {"day": day})
        connection.execute(text("UPDATE plan SET check_on = :day"), {"day": day})


def _check(engine: Engine, trigger: str, plans: int) -> None:
    with engine.connect() as connection:
        asked = text("SELECT count(*) FROM history_entry WHERE trigger = :trigger")
        moved = connection.execute(asked, {"trigger": trigger}).scalar_one()
    if moved != plans:
        raise AssertionError(f"{trigger}: {moved} of {plans} plans moved")
