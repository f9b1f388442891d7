"""A cohort's calendar and what its plans did of it."""

from datetime import date
from typing import Any

import builders
import pytest
from builders import COORDINATOR
from sqlalchemy import Engine, event

from lifecycle import door
from lifecycle.clock import VirtualClock
from lifecycle.cohort_progress import (
    CohortProgress,
    StepProgress,
    in_order,
    read_cohort_progress,
    windows_of,
)
from lifecycle.pathway import PATHWAY
from models.database import reading, writing
from models.words import CollectivityKind

FOUNDED = date(2022, 10, 21)
CHARTER = "adhere_to_charter"


def progress(engine: Engine) -> list[CohortProgress]:
    with reading(engine) as session:
        return read_cohort_progress(session)


def test_a_step_shows_how_many_of_the_plans_that_go_on_settled_it(engine: Engine) -> None:
    with writing(engine) as session:
        first, second, _ = builders.plans(session, 3)
        clock = VirtualClock(FOUNDED)
        builders.settle(session, first, CHARTER, clock)
        builders.settle(session, second, CHARTER, clock, review=False)
    (found,) = progress(engine)
    charter = next(step for step in found.steps if step.key == CHARTER)
    assert (found.cycle, found.plans) == (1, 3)
    assert (charter.settled, charter.asked, charter.per_cent) == (1, 3, 33)
    assert charter.opens == FOUNDED < charter.closes
    with writing(engine) as session:
        at = VirtualClock(FOUNDED).now()
        door.fire(session, second, "withdraw", actor=COORDINATOR, at=at, reason="x")
    (found,) = progress(engine)
    charter = next(step for step in found.steps if step.key == CHARTER)
    assert (charter.settled, charter.asked, charter.per_cent) == (1, 2, 50)


def test_the_windows_are_those_of_the_cycle_s_calendar() -> None:
    dates = {"training": date(2023, 2, 22), "orientation_opens": date(2022, 12, 6)}
    (window,) = windows_of(dates)
    assert (window.key, window.opens, window.closes) == ("training", *[date(2023, 2, 22)] * 2)


def test_steps_stand_in_the_order_of_the_table() -> None:
    keys = [rule.key for rule in PATHWAY.steps]
    steps = [StepProgress(key, FOUNDED, FOUNDED, 1, 0) for key in ["unknown", *reversed(keys)]]
    assert [step.key for step in in_order(steps, PATHWAY.version)] == [*keys, "unknown"]


@pytest.mark.parametrize(("settled", "asked", "shown"), [(0, 0, 0), (1, 3, 33), (199, 200, 99)])
def test_a_hundred_per_cent_is_all_of_them(settled: int, asked: int, shown: int) -> None:
    assert StepProgress("a", FOUNDED, FOUNDED, asked, settled).per_cent == shown


def test_without_a_plan_there_is_no_cohort_and_more_plans_cost_no_more_reads(
    engine: Engine,
) -> None:
    def reads() -> int:
        seen: list[str] = []

        def note(*said: Any) -> None:
            seen.append(said[2])

        event.listen(engine, "before_cursor_execute", note)
        progress(engine)
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    assert progress(engine) == []
    with writing(engine) as session:
        builders.plan(session)
    few = reads()
    with writing(engine) as session:
        builders.plans(session, 4)
        builders.plan(session, CollectivityKind.REGION)
    assert reads() == few <= 4
