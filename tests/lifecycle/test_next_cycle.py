"""A plan that is concluded opens the next cycle of the same member, once."""

from datetime import date

import builders
import pytest
from reading_back import everything, history, kinds, letters, plan_of
from sqlalchemy import Engine

from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.history import broken_link
from lifecycle.plans import chain_of
from models.database import reading, writing
from models.words import CollectivityKind, Stage, StepState

OPENS = date(2025, 12, 1)


def concluded(engine: Engine, clock: VirtualClock, **more: object) -> int:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock, **more)  # type: ignore[arg-type]
        builders.drive_to(session, number, clock, stage=Stage.COMPLETED)
    return number


def test_the_next_plan_starts_at_co_creation_under_its_own_calendar(
    engine: Engine, clock: VirtualClock
) -> None:
    number = concluded(engine, clock)
    clock.on = max(clock.on, OPENS)
    advance(engine, on=clock.on, clock=clock)
    following = plan_of(engine, number + 1)
    assert following.reference == "PAO-2022-05091010-2"
    assert (following.cycle, following.stage) == (2, Stage.CO_CREATION)
    assert (following.session_code, following.session_on) == ("2027-05", date(2027, 5, 3))
    assert (following.opened_on, following.entered_on) == (clock.on, clock.on)
    due = {key: step.due_on for key, step in following.steps.items() if step.state == "open"}
    assert due == {
        "set_up_committee": date(2026, 10, 16),
        "choose_axes": date(2026, 10, 16),
        "hold_first_workshop": date(2026, 10, 30),
    }


def test_its_first_entry_starts_a_chain_of_its_own_and_its_member_is_told(
    engine: Engine, clock: VirtualClock
) -> None:
    number = concluded(engine, clock)
    advance(engine, on=clock.on, clock=clock)
    (entry,) = history(engine, number + 1)
    assert (entry.seq, entry.trigger, entry.to_stage, entry.body["cycle"]) == (
        1, "open_plan", Stage.CO_CREATION, 2,
    )  # fmt: skip
    with reading(engine) as session:
        assert broken_link(chain_of(session, number + 1)) is None
    assert history(engine, number)[-1].trigger == "open_next_cycle"
    assert {letter.plan_id for letter in letters(engine, "next_cycle_opened")} == {number + 1}
    assert "welcome" not in kinds(engine, plan_id=number + 1)


def test_it_opens_once(engine: Engine, clock: VirtualClock) -> None:
    number = concluded(engine, clock)
    advance(engine, on=clock.on, clock=clock)
    advance(engine, on=clock.on, clock=clock)
    before = everything(engine)
    clock.on = date(2027, 1, 4)
    assert advance(engine, on=clock.on, clock=clock).moved == []
    assert everything(engine)["history_entry"] == before["history_entry"]
    assert plan_of(engine, number).has_next_cycle


def test_a_cohort_without_a_next_calendar_opens_nothing(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        builders.cohort(session, calendar=builders.calendar(cycles=1))
    number = concluded(engine, clock)
    assert advance(engine, on=clock.on, clock=clock).moved == []
    assert plan_of(engine, number).stage == Stage.COMPLETED


@pytest.mark.parametrize("kind", CollectivityKind)
def test_every_kind_aims_at_the_session_that_the_calendar_names_for_it(
    engine: Engine, clock: VirtualClock, kind: CollectivityKind
) -> None:
    number = concluded(engine, clock, kind=kind)
    advance(engine, on=clock.on, clock=clock)
    following = plan_of(engine, number + 1)
    assert following.session_code == builders.SESSIONS[2][kind]
    assert all(step.state != StepState.WAIVED for step in following.steps.values())
