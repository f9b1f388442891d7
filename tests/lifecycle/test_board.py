"""Where everybody stands: stages by region, late steps and who must act, the letters."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.board import board, late_steps, letters, newest_plans
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.next_cycle import open_next_cycles
from lifecycle.outages import CHECK, lost_deadlines
from lifecycle.rulebook import read_rulebook
from lifecycle.sweep_records import record_sweep
from lifecycle.working_days import WorkingDays
from models.database import writing
from models.outbox import OutboxLetter
from models.plan import PlanStep
from models.words import CollectivityKind, FactBasis, LetterState, Role, Stage, StepState

TODAY, MUCH_LATER = date(2022, 10, 21), date(2023, 3, 1)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def fire(session: Session, number: int, trigger: str, **more: object) -> None:
    at = VirtualClock(TODAY).now()
    door.fire(session, number, trigger, actor=builders.COORDINATOR, at=at, reason="test", **more)


def test_plans_are_counted_by_region_and_stage(session: Session) -> None:
    first, *_ = builders.plans(session, 3)
    builders.plan(session, CollectivityKind.REGION)
    fire(session, first, "withdraw")
    found = board(session, on=TODAY)
    assert found.counts == {
        ("05", Stage.JOINING): 2, ("05", Stage.WITHDRAWN): 1, ("09", Stage.JOINING): 1,
    }  # fmt: skip
    assert (found.total(Stage.JOINING), found.total(Stage.COMPLETED)) == (3, 0)
    assert found.stages() == [Stage.JOINING, Stage.WITHDRAWN]
    assert ("09", "سوس-ماسة", "Souss-Massa") in found.regions


def test_a_plan_is_late_from_the_day_after_a_deadline_and_counts_once(session: Session) -> None:
    builders.plans(session, 2)
    due = session.scalars(select(PlanStep.due_on).where(PlanStep.due_on.is_not(None))).all()
    assert board(session, on=min(due)).late == {}
    assert board(session, on=MUCH_LATER).late == {("05", Stage.JOINING): 2}


def test_an_illustration_is_counted_apart(session: Session) -> None:
    builders.plan(session, basis=FactBasis.ILLUSTRATIVE)
    builders.plan(session, CollectivityKind.REGION, basis=FactBasis.DOCUMENTED)
    assert board(session, on=TODAY).illustrative == 1


def test_only_the_asked_cohort_is_counted(session: Session) -> None:
    builders.plan(session)
    assert board(session, on=TODAY, cohort="2022-founders").total(Stage.JOINING) == 1
    assert board(session, on=TODAY, cohort="2026-second").counts == {}


def test_a_member_in_its_second_cycle_is_counted_once(session: Session) -> None:
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, stage=Stage.COMPLETED)
    facts = builders.facts_of(session, number)
    occasion = Occasion(acts.ENGINE, clock.now(), "test")
    open_next_cycles(session, [facts], occasion, read_rulebook(session))
    found = board(session, on=clock.today())
    assert found.counts == {("05", Stage.CO_CREATION): 1}
    assert number not in set(session.scalars(newest_plans()))


def test_late_steps_come_the_latest_first_with_their_working_days_and_who_must_act(
    session: Session,
) -> None:
    builders.plan(session)
    found = late_steps(session, on=MUCH_LATER)
    assert found
    assert [step.due_on for step in found] == sorted(step.due_on for step in found)
    assert len({step.due_on for step in found}) > 1
    first = found[0]
    assert first.working_days == WorkingDays().between(first.due_on, MUCH_LATER)
    assert (first.reference, first.name_fr) == ("PAO-2022-05091010-1", "Béni Mellal")
    assert first.who in set(Role)
    assert first.state == StepState.OPEN
    assert late_steps(session, on=TODAY) == []


def test_a_step_is_not_late_on_its_deadline(session: Session) -> None:
    builders.plan(session)
    first = late_steps(session, on=MUCH_LATER)[0]
    keys = {step.step_key for step in late_steps(session, on=first.due_on)}
    assert first.step_key not in keys
    next_day = first.due_on + timedelta(days=1)
    assert first.step_key in {step.step_key for step in late_steps(session, on=next_day)}


def test_a_plan_that_is_suspended_or_gone_is_late_with_nothing(session: Session) -> None:
    suspended, gone, going = builders.plans(session, 3)
    fire(session, suspended, "suspend")
    fire(session, gone, "withdraw")
    of = {step.reference for step in late_steps(session, on=MUCH_LATER)}
    assert of == {builders.facts_of(session, going).reference}
    assert board(session, on=MUCH_LATER).late == {("05", Stage.JOINING): 1}


def test_late_steps_are_asked_for_by_region_cohort_and_number(session: Session) -> None:
    builders.plan(session)
    builders.plan(session, CollectivityKind.REGION)
    every = late_steps(session, on=MUCH_LATER)
    assert {step.region_code for step in every} == {"05", "09"}
    assert {s.region_code for s in late_steps(session, on=MUCH_LATER, region="09")} == {"09"}
    assert late_steps(session, on=MUCH_LATER, cohort="2026-second") == []
    assert late_steps(session, on=MUCH_LATER, limit=1) == every[:1]


def test_letters_are_counted_by_state_and_the_undeliverable_named_without_addresses(
    session: Session,
) -> None:
    builders.plan(session, cause="replay:test")
    builders.plan(session, CollectivityKind.REGION)
    written = session.scalars(select(OutboxLetter).order_by(OutboxLetter.key)).all()
    replayed = sum(letter.replayed for letter in written)
    written[0].state, written[0].cause = LetterState.UNDELIVERABLE, "nobody holds the role"
    session.flush()
    counted = letters(session)
    assert sum(counted.by_state.values()) == len(written)
    assert counted.by_state[LetterState.UNDELIVERABLE] == 1
    assert counted.undeliverable == [(written[0].key, "nobody holds the role")]
    assert 0 < replayed < len(written)
    assert counted.replayed == replayed


def lost_after_three_weeks(session: Session) -> object:
    record_sweep(session, CHECK, TODAY - timedelta(days=21), VirtualClock(TODAY), {})
    return lost_deadlines(session, TODAY)


@pytest.mark.parametrize(
    ("what", "index"),
    [
        (lambda session: board(session, on=TODAY), "ix_plan_step_owed"),
        (lambda session: late_steps(session, on=TODAY, limit=50), "ix_plan_step_owed"),
        (letters, "ix_outbox_letter_state"),
        (lambda session: lost_after_three_weeks(session), "ix_plan_step_owed"),
    ],
    ids=["the board", "the late steps", "the letters by state", "the deadlines of an outage"],
)
def test_what_is_late_and_the_letters_by_state_are_read_by_their_index(
    engine: Engine, what: Callable[[Session], object], index: str
) -> None:
    said: list[tuple[str, object]] = []
    event.listen(engine, "before_cursor_execute", lambda *seen: said.append((seen[2], seen[3])))
    with writing(engine) as session:
        what(session)
        asked = next(one for one in said if "plan_step" in one[0] or "outbox_letter" in one[0])
        sqlite = engine.dialect.name == "sqlite"
        connection = session.connection()
        if not sqlite:  # of an empty table it would read all
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
        plan = connection.exec_driver_sql(explain + asked[0], asked[1]).all()
    assert index in str(plan)
