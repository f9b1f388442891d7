"""From a rule of the table to a date: anchors, units, and no deadline that is born passed."""

from datetime import date, timedelta
from typing import Any

import pytest
from builders import plan_facts, step_facts
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.deadlines import anchor_date, date_of, due_date, written
from lifecycle.facts import StepFacts
from lifecycle.language import Anchor, CalendarDate, Deadline, StepDone, Unit
from lifecycle.pathway import PATHWAY
from lifecycle.working_days import WorkingDays
from models.words import Provenance, StepState

DAYS = WorkingDays()


def step(key: str = "choose_axes", **more: Any) -> StepFacts:
    return step_facts(key, **more)


def rule(number: int, unit: Unit, anchor: object) -> Deadline:
    return Deadline(number, unit, anchor, Provenance.POLICY, "a test")  # type: ignore[arg-type]


ACCEPTED = {"state": StepState.ACCEPTED, "settled_on": date(2023, 10, 20)}


@pytest.mark.parametrize(
    ("anchor", "on"),
    [
        (CalendarDate("training"), date(2023, 2, 22)),
        (CalendarDate("a date that no calendar has"), None),
        (Anchor.STEP_OPENED, date(2023, 3, 6)),
        (Anchor.STAGE_ENTERED, date(2023, 3, 6)),
        (Anchor.COUNCIL_SESSION, date(2023, 10, 2)),
        (StepDone("never_asked"), None),
        (Anchor.IMPLEMENTATION_START, date(2024, 1, 1)),
        (Anchor.LAST_ROUND, date(2024, 1, 1)),
    ],
)
def test_a_rule_counts_from_its_anchor(anchor: object, on: date | None) -> None:
    assert anchor_date(rule(0, Unit.CALENDAR_DAYS, anchor), plan_facts(), step()) == on


def test_a_step_counts_from_the_day_it_was_done_not_from_the_day_it_was_accepted() -> None:
    done = step("council_vote", done_on=date(2023, 10, 9), **ACCEPTED)
    counted = rule(0, Unit.CALENDAR_DAYS, StepDone("council_vote"))
    assert anchor_date(counted, plan_facts(done)) == date(2023, 10, 9)
    waived = step("council_vote", **ACCEPTED | {"state": StepState.WAIVED})
    assert anchor_date(counted, plan_facts(waived)) == date(2023, 10, 20)


def test_a_plan_adopted_after_the_planned_start_is_implemented_from_its_vote() -> None:
    late = step("council_vote", done_on=date(2024, 2, 6), **ACCEPTED)
    early = step("council_vote", done_on=date(2023, 10, 9), **ACCEPTED)
    start = rule(0, Unit.CALENDAR_DAYS, Anchor.IMPLEMENTATION_START)
    assert anchor_date(start, plan_facts(late)) == date(2024, 2, 6)
    assert anchor_date(start, plan_facts(early)) == date(2024, 1, 1)


def test_the_next_round_counts_from_the_last_one() -> None:
    last = step("report_monitoring_round", opened_on=date(2024, 7, 1))
    assert anchor_date(rule(6, Unit.MONTHS, Anchor.LAST_ROUND), plan_facts(last)) == date(
        2024, 7, 1
    )


@pytest.mark.parametrize(
    ("number", "unit", "on"),
    [
        (15, Unit.CALENDAR_DAYS, date(2023, 10, 17)),
        (-20, Unit.CALENDAR_DAYS, date(2023, 9, 12)),
        (3, Unit.WORKING_DAYS, date(2023, 10, 5)),
        (-3, Unit.WORKING_DAYS, date(2023, 9, 27)),  # the feast is only estimated
        (5, Unit.MONTHS, date(2024, 3, 2)),
    ],
)
def test_a_rule_counts_in_its_unit(number: int, unit: Unit, on: date) -> None:
    assert date_of(rule(number, unit, Anchor.COUNCIL_SESSION), plan_facts(), days=DAYS) == on


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    opened = step(opened_on=date(2023, 8, 31))
    assert date_of(rule(6, Unit.MONTHS, Anchor.STEP_OPENED), plan_facts(), opened) == date(
        2024, 2, 29
    )


def test_a_deadline_comes_with_the_rule_that_made_it() -> None:
    due = due_date(plan_facts(), step(), DAYS)
    assert due is not None
    assert (due.on, due.moved_because) == (date(2023, 4, 17), None)
    assert due.rule == "-10 working_days calendar:first_workshops_close [policy]"


def test_a_step_that_opens_too_late_gets_the_least_days_and_says_what_the_rule_gave() -> None:
    due = due_date(plan_facts(), step(opened_on=date(2023, 4, 24)), DAYS)
    assert due is not None
    assert due.on == DAYS.add(date(2023, 4, 24), PATHWAY.least_days)
    assert due.moved_because == "least_days:2023-04-17"


def test_there_is_no_deadline_before_its_anchor_is_known() -> None:
    waiting = plan_facts(step("publish_programme"))
    assert due_date(waiting, waiting.steps["publish_programme"], DAYS) is None


def test_every_rule_of_the_table_is_written_in_one_line_that_tells_its_provenance() -> None:
    for one in PATHWAY.steps:
        line = written(one.deadline)
        assert line.endswith(f"[{one.deadline.provenance}]")
        assert "\n" not in line
    assert written(PATHWAY.by_key["put_on_agenda"].deadline) == (
        "-20 calendar_days council_session [law]"
    )


@given(
    key=st.sampled_from([one.key for one in PATHWAY.steps]),
    opened_on=st.dates(date(2022, 10, 21), date(2027, 1, 1)),
    session=st.integers(-300, 300),
)
def test_no_deadline_is_born_passed(key: str, opened_on: date, session: int) -> None:
    one = step(key, opened_on=opened_on)
    plan = plan_facts(
        one,
        entered_on=opened_on - timedelta(days=30),
        session_on=opened_on + timedelta(days=session),
    )
    due = due_date(plan, one, DAYS)
    assert due is None or due.on >= DAYS.add(opened_on, PATHWAY.least_days)
