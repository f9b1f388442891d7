"""What-if, applied as one logged batch and undone by another: everything as it was before."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import builders
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from audit.log_folder import LogFolder
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.batch_undo import undo
from lifecycle.batches import Done, NoSuchBatch, apply_batch, batches, find_batch
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.history import broken_link
from lifecycle.plans import chain_of, history_of
from lifecycle.previews import PreviewChanged, preview
from lifecycle.whatif import (
    Question,
    more_time,
    optional_step,
    other_table,
    same_act,
    session_moves,
)
from models.database import writing
from models.outbox import OutboxLetter
from models.words import BatchKind, CollectivityKind, Stage, StepState

TODAY = date(2023, 6, 1)
OCCASION = Occasion(builders.COORDINATOR, VirtualClock(TODAY).now(), "test")
COMMUNE = CollectivityKind.COMMUNE
WHY = "workshops were late"


@pytest.fixture
def session(engine: Engine, tmp_path: Path) -> Iterator[Session]:
    """What a batch did to the tables, its entries tell."""
    with writing(engine) as session:
        yield session
    assert verify(engine, LogFolder(tmp_path / "log")).findings.kept == []


@pytest.fixture
def numbers(session: Session) -> list[int]:
    """Four plans: two that draft their projects, two that join today; nothing of them is near."""
    opened = builders.plans(session, 2)
    for number in opened:
        builders.drive_to(session, number, VirtualClock(date(2023, 5, 2)), step="draft_projects")
    late = VirtualClock(TODAY)
    return [*opened, *(builders.plan(session, code=f"05.091.03.0{n}", clock=late) for n in (1, 2))]


def applied(session: Session, question: Question, *, undoes: int | None = None) -> Done:
    told = preview(session, question.work(), question.asked)
    return apply_batch(
        session, question.make, kind=question.kind, asked=question.asked, reason=question.reason,
        occasion=OCCASION, digest=told.digest, undoes=undoes,
    )  # fmt: skip


def undone(session: Session, number: int) -> Done:
    question = undo(session, number, occasion=OCCASION, reason="it was a mistake")
    return applied(session, question, undoes=number)


def standing(session: Session, numbers: list[int]) -> dict[int, Any]:
    """What a decision may change of a plan: its session, its version, its steps and their dates."""
    found = {}
    for number in numbers:
        facts = builders.facts_of(session, number)
        owed = {
            step.key: step.due_on
            for step in facts.steps.values()
            if step.state in (StepState.OPEN, StepState.RETURNED, StepState.REPORTED)
        }
        found[number] = (
            facts.stage, facts.session_code, facts.session_on, facts.pathway.version, owed,
        )  # fmt: skip
    return found


def a_question(session: Session, numbers: list[int], choice: str, days: int) -> Question:
    if choice == "session":
        return session_moves(
            session, COMMUNE, "2023-10", days=days, occasion=OCCASION, reason=WHY, source="n° 12"
        )
    if choice == "cancelled":
        return session_moves(
            session, COMMUNE, "2023-10", cancel=True, occasion=OCCASION, reason=WHY, source="n° 12"
        )
    if choice == "time":
        return more_time(numbers, days=days, occasion=OCCASION, reason=WHY)
    if choice == "table":
        return other_table(numbers, "2", occasion=OCCASION, reason=WHY)
    return optional_step(numbers, choice, occasion=OCCASION, reason=WHY)


CHOICES = (
    "session", "cancelled", "time", "table", "adhere_to_charter", "draft_projects",
    "hold_second_workshop", "publish_programme",
)  # fmt: skip


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    choice=st.sampled_from(CHOICES),
    days=st.integers(1, 90),
    chosen=st.sets(st.integers(0, 3), min_size=1),
)
def test_undoing_gives_back_every_session_deadline_and_step(
    session: Session, numbers: list[int], choice: str, days: int, chosen: set[int]
) -> None:
    savepoint = session.begin_nested()
    mine = [numbers[one] for one in sorted(chosen)]
    before = standing(session, numbers)
    done = applied(session, a_question(session, mine, choice, days))
    back = undone(session, done.batch.id)
    assert standing(session, numbers) == before
    assert not back.told.refused
    for number in numbers:
        assert broken_link(chain_of(session, number)) is None
    savepoint.rollback()
    session.expire_all()


def test_every_entry_of_a_batch_names_it_and_every_plan_stands_in_it(
    session: Session, numbers: list[int]
) -> None:
    done = applied(session, more_time(numbers, days=14, occasion=OCCASION, reason=WHY))
    batch, rows = find_batch(session, done.batch.id)
    assert (batch.kind, batch.reason, batch.made_by) == (BatchKind.ACT, WHY, "person:7")
    assert [row.plan_id for row in rows] == numbers
    for row in rows:
        entry = history_of(session, row.plan_id)[-1]
        assert (entry.seq, entry.body["batch"]) == (row.seq, batch.id)
        assert all(date.fromisoformat(came) - date.fromisoformat(was) >= timedelta(days=14)
                   for was, came in row.before["deadlines"].values())  # fmt: skip


def test_two_weeks_more_for_what_is_late_already_count_from_today(session: Session) -> None:
    (late,) = builders.plans(session, 1)  # one that joined in October and did nothing
    due = builders.facts_of(session, late).steps["adhere_to_charter"].due_on
    assert due is not None
    assert due < TODAY
    applied(session, more_time([late], days=14, occasion=OCCASION, reason=WHY))
    step = builders.facts_of(session, late).steps["adhere_to_charter"]
    assert step.due_on == TODAY + timedelta(days=14)
    assert step.original_due_on == due


def test_a_step_of_a_later_stage_is_not_asked_when_its_stage_comes(
    session: Session, numbers: list[int]
) -> None:
    joining = numbers[2]
    applied(session, optional_step([joining], "choose_axes", occasion=OCCASION, reason=WHY))
    clock = VirtualClock(TODAY)
    facts = builders.drive_to(session, joining, clock, stage=Stage.CO_CREATION)
    axes = facts.step("choose_axes")
    assert axes is not None
    assert (axes.state, axes.outcome, axes.opened_on) == (StepState.WAIVED, "optional", None)
    other = facts.step("set_up_committee")
    assert other is not None
    assert other.state == StepState.OPEN


def test_a_step_that_is_asked_after_all_is_asked_when_its_stage_comes(
    session: Session, numbers: list[int]
) -> None:
    joining = numbers[2]
    done = applied(session, optional_step([joining], "choose_axes", occasion=OCCASION, reason=WHY))
    undone(session, done.batch.id)
    facts = builders.drive_to(session, joining, VirtualClock(TODAY), stage=Stage.CO_CREATION)
    axes = facts.step("choose_axes")
    assert axes is not None
    assert (axes.state, axes.occurrence) == (StepState.OPEN, 2)


def test_a_step_of_a_stage_that_is_over_is_refused_for_that_plan_alone(
    session: Session, numbers: list[int]
) -> None:
    done = applied(
        session, optional_step(numbers, "attend_training", occasion=OCCASION, reason=WHY)
    )
    refused = {one.plan_id: one.refusal for one in done.told.refused}
    assert set(refused) == set(numbers[:2])
    assert "settled already" in str(refused[numbers[0]])
    rows = {row.plan_id: row for row in find_batch(session, done.batch.id)[1]}
    assert rows[numbers[0]].seq is None
    assert rows[numbers[0]].refusal is not None
    assert rows[numbers[2]].seq is not None


def test_the_vote_of_the_council_cannot_be_optional(session: Session, numbers: list[int]) -> None:
    done = applied(session, optional_step(numbers, "council_vote", occasion=OCCASION, reason=WHY))
    assert len(done.told.refused) == 4
    assert not done.told.done


def test_a_plan_that_went_on_since_is_not_put_back_and_the_others_are(
    session: Session, numbers: list[int]
) -> None:
    question = session_moves(
        session, COMMUNE, "2023-10", days=21, occasion=OCCASION, reason=WHY, source="n° 12"
    )
    done = applied(session, question)
    assert len(done.told.done) == 4
    gone = numbers[0]
    door.fire(
        session, gone, acts.MOVE_SESSION, actor=builders.COORDINATOR, reason="extraordinary",
        at=OCCASION.at, session_code="2024-02",
    )  # fmt: skip
    back = undone(session, done.batch.id)
    assert [one.plan_id for one in back.told.refused] == [gone]
    assert builders.facts_of(session, gone).session_code == "2024-02"
    assert builders.facts_of(session, numbers[1]).session_on == date(2023, 10, 2)


def test_time_that_a_person_gave_since_is_left_to_them(
    session: Session, numbers: list[int]
) -> None:
    one, other = numbers[2], numbers[3]
    done = applied(session, more_time([one, other], days=14, occasion=OCCASION, reason=WHY))
    door.fire(
        session, one, acts.MOVE, actor=builders.COORDINATOR, reason="illness", at=OCCASION.at,
        step="adhere_to_charter", due_on=date(2023, 8, 1),
    )  # fmt: skip
    undone(session, done.batch.id)
    kept = builders.facts_of(session, one).steps["adhere_to_charter"].due_on
    assert kept == date(2023, 8, 1)


def test_putting_a_deadline_back_leaves_the_least_days_from_today(
    session: Session, numbers: list[int]
) -> None:
    """Nobody becomes late overnight because a decision was undone."""
    number = numbers[0]
    due = builders.facts_of(session, number).steps["draft_projects"].due_on
    assert due is not None
    done = applied(session, more_time([number], days=60, occasion=OCCASION, reason=WHY))
    later = Occasion(builders.COORDINATOR, VirtualClock(due - timedelta(days=1)).now(), "test")
    question = undo(session, done.batch.id, occasion=later, reason="a mistake")
    told = preview(session, question.work(), question.asked)
    (moved,) = told.done[0].deadlines
    assert moved.due_on is not None
    assert due < moved.due_on <= due + timedelta(days=30)


def test_a_batch_is_undone_once_and_an_undo_is_not_undone(
    session: Session, numbers: list[int]
) -> None:
    done = applied(session, more_time(numbers, days=14, occasion=OCCASION, reason=WHY))
    back = undone(session, done.batch.id)
    with pytest.raises(Refused, match=f"undone already, by batch {back.batch.id}"):
        undo(session, done.batch.id, occasion=OCCASION, reason="again")
    with pytest.raises(Refused, match="cannot be undone: decide anew"):
        undo(session, back.batch.id, occasion=OCCASION, reason="again")
    with pytest.raises(NoSuchBatch):
        undo(session, 99, occasion=OCCASION, reason="again")
    listed = {line.batch.id: line for line in batches(session)}
    assert listed[done.batch.id].undone_by == back.batch.id
    assert (listed[done.batch.id].plans, listed[done.batch.id].refused) == (4, 0)


def test_what_was_suspended_together_is_resumed_together(
    session: Session, numbers: list[int]
) -> None:
    make = same_act(numbers, "suspend", OCCASION, reason="elections")
    question = Question(BatchKind.ACT, {"act": "suspend", "plans": numbers}, "elections", make)
    before = standing(session, numbers)
    done = applied(session, question)
    assert {builders.facts_of(session, one).stage for one in numbers} == {Stage.SUSPENDED}
    undone(session, done.batch.id)
    assert standing(session, numbers) == before


def test_what_nothing_takes_back_says_so(session: Session, numbers: list[int]) -> None:
    make = same_act(numbers, "withdraw", OCCASION, reason="elections")
    question = Question(BatchKind.ACT, {"act": "withdraw", "plans": numbers}, "elections", make)
    done = applied(session, question)
    with pytest.raises(Refused, match="decide anew"):
        undo(session, done.batch.id, occasion=OCCASION, reason="again")


def test_something_that_changed_since_the_preview_leaves_no_batch(engine: Engine) -> None:
    with writing(engine) as session:
        (number,) = builders.plans(session, 1)
        question = more_time([number], days=14, occasion=OCCASION, reason=WHY)
        told = preview(session, question.work(), question.asked)
        builders.settle(session, number, "adhere_to_charter", VirtualClock(TODAY))
    with pytest.raises(PreviewChanged), writing(engine) as session:
        apply_batch(
            session, question.make, kind=question.kind, asked=question.asked,
            reason=question.reason, occasion=OCCASION, digest=told.digest,
        )  # fmt: skip
    with writing(engine) as session:
        assert batches(session) == []


def test_the_people_hear_of_a_batch_and_of_its_undoing(
    session: Session, numbers: list[int]
) -> None:
    def letters() -> int:
        query = select(OutboxLetter.id).where(OutboxLetter.kind == "session_moved")
        return len(session.scalars(query).all())

    question = session_moves(
        session, COMMUNE, "2023-10", days=21, occasion=OCCASION, reason=WHY, source="n° 12"
    )
    done = applied(session, question)
    assert letters() == 4 * 3
    undone(session, done.batch.id)
    assert letters() == 2 * 4 * 3


def test_no_days_or_a_session_that_is_not_there_is_refused(
    session: Session, numbers: list[int]
) -> None:
    with pytest.raises(Refused, match="at least one day"):
        more_time(numbers, days=0, occasion=OCCASION, reason=WHY)
    with pytest.raises(Refused, match="no session 2023-09"):
        session_moves(
            session, COMMUNE, "2023-09", days=7, occasion=OCCASION, reason=WHY, source="x"
        )


def test_more_time_that_was_given_is_not_taken_back_by_a_session_that_moves_later(
    session: Session, numbers: list[int]
) -> None:
    number = numbers[0]
    clock = VirtualClock(TODAY)
    builders.drive_to(session, number, clock, step="put_on_agenda")
    facts = builders.facts_of(session, number)
    step, code = facts.steps["put_on_agenda"], facts.session_code
    assert step.due_on is not None
    assert code is not None
    given = step.due_on + timedelta(days=15)
    at = Occasion(builders.COORDINATOR, clock.now(), "test")
    door.fire(
        session, number, acts.MOVE, actor=builders.COORDINATOR, reason="illness", at=at.at,
        step="put_on_agenda", due_on=given,
    )  # fmt: skip
    question = session_moves(
        session, COMMUNE, code, days=3, occasion=at, reason=WHY, source="n° 12"
    )
    told = preview(session, question.work(), question.asked)
    mine = next(one for one in told.plans if one.plan_id == number)
    assert all(moved.due_on >= given for moved in mine.deadlines if moved.due_on)
