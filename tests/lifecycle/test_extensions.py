"""More time: asked, granted, refused; the clock stands still until the answer."""

from datetime import date
from typing import Any

import pytest
from builders import COORDINATOR, FOCAL_POINT, evidence
from reading_back import history, letters
from sqlalchemy import Engine
from story import Story, begun

from lifecycle import acts
from lifecycle.board import late_steps
from lifecycle.errors import Refused
from models.database import reading
from models.words import Role, StepState

STEP = "adhere_to_charter"  # opens on 21 October 2022, due on Friday 11 November


@pytest.fixture
def told(engine: Engine) -> Story:
    story = begun(engine)
    assert story.due(STEP) == "2022-11-11"
    return story


def ask(told: Story, until: str, *, actor: Any = FOCAL_POINT, reason: str = "fêtes") -> None:
    due_on = date.fromisoformat(until)
    told.fire(acts.ASK_EXTENSION, actor=actor, step=STEP, due_on=due_on, reason=reason)


def grant(told: Story, **more: Any) -> None:
    told.fire(acts.GRANT_EXTENSION, step=STEP, **more)


def refuse(told: Story, reason: str = "the session is near") -> None:
    told.fire(acts.REFUSE_EXTENSION, step=STEP, reason=reason)


def late(told: Story) -> list[str]:
    with reading(told.engine) as session:
        return [step.step_key for step in late_steps(session, on=told.clock.on)]


def of_kind(told: Story, kind: str) -> list[tuple[Role, dict[str, Any]]]:
    return [(letter.role, letter.context) for letter in letters(told.engine, kind)]


def test_a_request_is_kept_told_and_brought_to_the_regions_coordinator(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    step = told.step(STEP)
    assert (str(step.asked_on), str(step.asked_until)) == ("2022-11-07", "2022-11-25")
    assert (str(step.due_on), step.state) == ("2022-11-11", StepState.OPEN)
    entry = history(told.engine, told.plan)[-1]
    assert (entry.trigger, entry.reason) == ("ask_extension", "fêtes")
    assert (entry.body["due"], entry.body["asked_until"]) == ("2022-11-11", "2022-11-25")
    ((role, context),) = of_kind(told, "extension_asked")
    assert role == Role.REGION_COORDINATOR
    assert (context["due_on"], context["asked_until"], context["reason"]) == (
        "2022-11-11", "2022-11-25", "fêtes",
    )  # fmt: skip
    assert told.is_whole()


def test_while_it_waits_nobody_is_reminded_and_nothing_is_late(told: Story) -> None:
    told.on("2022-11-03")
    ask(told, "2022-11-25")
    written = told.letters(of=STEP)
    told.on("2023-01-10")
    assert told.letters(of=STEP) == written
    assert STEP not in late(told)


def test_a_yes_gives_the_date_that_was_asked_for(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    told.on("2022-11-14")
    grant(told)
    step = told.step(STEP)
    assert (told.due(STEP), str(step.original_due_on)) == ("2022-11-25", "2022-11-11")
    assert (step.moved_because, step.asked_on, step.asked_until) == ("extension", None, None)
    told_to = [role for role, _ in of_kind(told, "deadline_moved")]
    assert told_to == [Role.DEPUTY, Role.FOCAL_POINT]
    assert of_kind(told, "deadline_moved")[0][1]["was"] == "2022-11-11"


def test_a_yes_may_name_another_date(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-12-30")
    grant(told, due_on=date(2022, 11, 18))
    assert told.due(STEP) == "2022-11-18"


def test_after_a_yes_the_ladder_starts_again_from_the_new_date(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    grant(told)
    told.on("2022-11-24")
    eves = [context for _, context in of_kind(told, "step_eve")]
    assert [context["due_on"] for context in eves] == ["2022-11-25"]
    assert "step_overdue" not in told.letters(of=STEP)
    told.on("2022-11-29")
    assert "step_overdue" in told.letters(of=STEP)


def test_a_no_gives_back_the_days_that_the_answer_took(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    told.on("2022-11-10")
    refuse(told)
    step = told.step(STEP)
    assert (told.due(STEP), step.moved_because) == ("2022-11-14", "extension_review")
    assert str(step.original_due_on) == "2022-11-11"
    told_to = [(role, context["due_on"]) for role, context in of_kind(told, "extension_refused")]
    assert told_to == [(Role.DEPUTY, "2022-11-14"), (Role.FOCAL_POINT, "2022-11-14")]
    told.on("2022-11-16")
    assert "step_overdue" in told.letters(of=STEP)


def test_a_no_of_the_same_day_moves_nothing(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    refuse(told)
    assert (told.due(STEP), told.step(STEP).moved_because) == ("2022-11-11", None)


def test_a_no_leaves_what_was_late_as_late_as_it_was(told: Story) -> None:
    told.on("2022-11-16")
    assert STEP in late(told)
    ask(told, "2022-11-30")
    assert STEP not in late(told)
    told.on("2022-11-21")
    refuse(told)
    assert told.due(STEP) == "2022-11-16"  # five days late, as on the day it was asked
    assert STEP in late(told)


def test_who_was_refused_may_ask_again(told: Story) -> None:
    ask(told, "2022-11-25")
    refuse(told)
    ask(told, "2022-11-18")
    assert str(told.step(STEP).asked_until) == "2022-11-18"


def test_a_report_before_the_answer_ends_the_question(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    told.report(STEP)
    step = told.step(STEP)
    assert (step.state, step.asked_on) == (StepState.REPORTED, None)
    for answer in (grant, refuse):
        with pytest.raises(Refused, match="is not possible"):
            answer(told)


def test_a_report_that_is_sent_back_asks_for_the_step_and_not_for_the_extension(
    told: Story,
) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    told.report(STEP)
    told.fire(acts.RETURN, step=STEP, reason="unsigned")
    assert told.step(STEP).asked_on is None
    with pytest.raises(Refused, match="no extension of"):
        grant(told)


def test_moving_the_deadline_answers_the_question(told: Story) -> None:
    ask(told, "2022-11-25")
    told.fire(acts.MOVE, step=STEP, due_on=date(2022, 12, 1), reason="strike")
    assert (told.due(STEP), told.step(STEP).asked_on) == ("2022-12-01", None)


def test_waiving_the_step_answers_the_question(told: Story) -> None:
    ask(told, "2022-11-25")
    told.fire(acts.WAIVE, step=STEP, reason="not applicable")
    assert (told.step(STEP).state, told.step(STEP).asked_on) == (StepState.WAIVED, None)


def test_a_suspension_over_a_question_gives_each_day_back_once(told: Story) -> None:
    told.on("2022-11-07")  # four days before the deadline
    ask(told, "2022-11-25")
    told.on("2022-11-09")
    told.fire("suspend", reason="the council was dissolved")
    told.on("2022-11-29")
    told.fire("resume")
    assert (told.due(STEP), str(told.step(STEP).asked_on)) == ("2022-12-01", "2022-11-27")
    told.on("2022-11-30")
    refuse(told)
    assert told.due(STEP) == "2022-12-04"  # four days left again


def test_a_deadline_that_passed_while_the_question_waited_is_not_late_after_a_suspension(
    told: Story,
) -> None:
    told.on("2022-11-10")  # one day before the deadline
    ask(told, "2022-11-25")
    told.on("2022-11-14")  # the deadline has gone by, and the clock stands still
    told.fire("suspend", reason="the council was dissolved")
    told.on("2022-11-24")
    told.fire("resume")
    told.on("2022-11-25")
    refuse(told)
    assert told.due(STEP) == "2022-11-26"  # one day left, as when it was asked
    assert STEP not in late(told)


def test_a_suspension_moves_the_date_that_was_asked_for_as_well(told: Story) -> None:
    told.on("2022-11-07")
    ask(told, "2022-11-25")
    told.fire("suspend", reason="elections")
    told.on("2022-12-07")
    told.fire("resume")
    grant(told)
    assert told.due(STEP) == "2022-12-25"  # fourteen days after a deadline of 11 December


@pytest.mark.parametrize("answer", [grant, refuse])
def test_nothing_is_answered_while_the_plan_is_suspended(told: Story, answer: Any) -> None:
    ask(told, "2022-11-25")
    told.fire("suspend", reason="elections")
    with pytest.raises(Refused, match="its steps wait"):
        answer(told)


def test_a_member_that_withdraws_asks_for_nothing_any_more(told: Story) -> None:
    ask(told, "2022-11-25")
    told.fire("withdraw", reason="vote of the council")
    told.fire("rejoin", reason="vote of the council")
    assert told.step(STEP).asked_on is None


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2022-11-11", "never shortened"),
        ("2022-11-10", "never shortened"),
        ("2022-11-07", "must be after 2022-11-07"),
        ("2022-01-01", "must be after"),
    ],
)
def test_more_time_is_later_than_today_and_than_the_deadline(
    told: Story, until: str, said: str
) -> None:
    told.on("2022-11-07")
    with pytest.raises(Refused, match=said):
        ask(told, until)
    assert told.step(STEP).asked_on is None


def test_a_second_request_waits_for_the_answer_to_the_first(told: Story) -> None:
    ask(told, "2022-11-25")
    with pytest.raises(Refused, match="waits for its answer"):
        ask(told, "2022-12-25")
    assert len(of_kind(told, "extension_asked")) == 1


def test_a_request_and_a_refusal_need_a_reason(told: Story) -> None:
    with pytest.raises(Refused, match="needs a reason"):
        ask(told, "2022-11-25", reason=" ")
    ask(told, "2022-11-25")
    with pytest.raises(Refused, match="needs a reason"):
        refuse(told, reason="")


def test_nothing_is_answered_that_was_not_asked(told: Story) -> None:
    for answer in (grant, refuse):
        with pytest.raises(Refused, match="no extension of adhere_to_charter was asked"):
            answer(told)


@pytest.mark.parametrize("trigger", [acts.GRANT_EXTENSION, acts.REFUSE_EXTENSION])
def test_a_focal_point_asks_and_does_not_answer(told: Story, trigger: str) -> None:
    ask(told, "2022-11-25")
    with pytest.raises(Refused, match="a coordinator decides it"):
        told.fire(trigger, actor=FOCAL_POINT, step=STEP, reason="yes")


def test_the_engine_asks_for_nothing(told: Story) -> None:
    with pytest.raises(Refused, match="a focal point or a coordinator"):
        ask(told, "2022-11-25", actor=acts.ENGINE)


def test_a_coordinator_may_ask_for_somebody_on_the_telephone(told: Story) -> None:
    ask(told, "2022-11-25", actor=COORDINATOR)
    assert history(told.engine, told.plan)[-1].actor_id == COORDINATOR.id


@pytest.mark.parametrize("state", ["reported", "settled"])
def test_a_step_that_is_not_asked_for_has_no_extension(told: Story, state: str) -> None:
    told.report(STEP)
    if state == "settled":
        told.accept(STEP)
    with pytest.raises(Refused, match="is not possible"):
        ask(told, "2022-12-25")


def test_a_correction_keeps_the_newest_evidence_and_the_step_reported(told: Story) -> None:
    told.on("2022-11-07")
    told.report(STEP)
    filed = evidence(STEP, date(2022, 11, 4))
    told.fire(acts.CORRECT, actor=FOCAL_POINT, step=STEP, evidence=filed)
    assert told.step(STEP).state == StepState.REPORTED
    entries = [entry.trigger for entry in history(told.engine, told.plan)]
    assert entries[-2:] == ["report_step", "correct_report"]
    told.accept(STEP)
    with pytest.raises(Refused, match="is not possible"):
        told.fire(acts.CORRECT, actor=FOCAL_POINT, step=STEP, evidence=filed)


def test_a_date_that_is_years_away_is_a_slip_of_the_pen(told: Story) -> None:
    told.on("2022-11-07")
    for trigger in (acts.ASK_EXTENSION, acts.MOVE):
        with pytest.raises(Refused, match="two years"):
            told.fire(trigger, step=STEP, due_on=date(9999, 12, 31), reason="fêtes")
