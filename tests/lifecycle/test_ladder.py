"""Which reminder is owed when: the ladder of letters about one step."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lifecycle.facts import StepFacts
from lifecycle.ladder import APART, next_owed, rung_days
from lifecycle.pathway import LADDER
from lifecycle.working_days import WorkingDays
from models.words import Stage, StepState

DAYS = WorkingDays()
OPENED = date(2023, 3, 6)
KEYS = [rung.key for rung in LADDER]
opened = st.dates(date(2022, 10, 21), date(2027, 1, 1))
spans = st.integers(0, 400)


def owed(opened_on: date, due_on: date | None) -> dict[str, date]:
    return {day.rung.key: day.on for day in rung_days(opened_on, due_on, LADDER, DAYS)}


def a_step(due_on: date | None, **more: object) -> StepFacts:
    told: dict[str, object] = {"opened_on": OPENED, "due_on": due_on, "state": StepState.OPEN}
    return StepFacts("choose_axes", 1, Stage.CO_CREATION, **told | more)  # type: ignore[arg-type]


def test_a_step_of_two_months_climbs_every_rung() -> None:
    due = date(2023, 5, 12)
    assert owed(OPENED, due) == {
        "assign": OPENED,
        "half": DAYS.add(due, -15),
        "near": date(2023, 5, 5),
        "eve": date(2023, 5, 11),
        "late1": date(2023, 5, 16),
        "late2": date(2023, 5, 23),
        "late3": date(2023, 6, 2),
        "stalled": date(2023, 6, 23),
    }


def test_a_step_of_four_weeks_or_less_has_no_reminder_half_way() -> None:
    assert "half" not in owed(OPENED, DAYS.add(OPENED, 20))
    assert "half" in owed(OPENED, DAYS.add(OPENED, 21))


def test_the_reminder_half_way_waits_for_half_of_the_time() -> None:
    due = DAYS.add(OPENED, 24)  # fifteen working days before it is long before the half
    assert owed(OPENED, due)["half"] == OPENED + timedelta(days=(due - OPENED).days // 2)


def test_a_reminder_that_would_follow_at_once_is_left_out_but_the_eve_never_is() -> None:
    short = owed(OPENED, DAYS.add(OPENED, 6))
    assert "near" not in short
    assert short["eve"] == DAYS.add(OPENED, 5)
    shortest = owed(OPENED, DAYS.add(OPENED, 2))
    assert shortest["eve"] == DAYS.add(OPENED, 1)


def test_a_step_without_a_deadline_owes_its_first_letter_only() -> None:
    assert owed(OPENED, None) == {"assign": OPENED}
    assert next_owed(a_step(None), LADDER, DAYS, "assign") is None


def test_what_comes_next_stands_after_what_was_written_last() -> None:
    due = date(2023, 5, 12)
    assert next_owed(a_step(due), LADDER, DAYS) == OPENED
    assert next_owed(a_step(due), LADDER, DAYS, "near") == date(2023, 5, 11)
    assert next_owed(a_step(due), LADDER, DAYS, "stalled") is None


def test_a_rung_that_was_left_out_is_not_made_up_for() -> None:
    due = DAYS.add(OPENED, 6)  # it has no `near`
    assert next_owed(a_step(due), LADDER, DAYS, "half") == DAYS.add(OPENED, 5)


def test_only_a_step_that_somebody_owes_has_a_next_letter() -> None:
    due = date(2023, 5, 12)
    for state in StepState:
        next_on = next_owed(a_step(due, state=state), LADDER, DAYS)
        assert (next_on is not None) == (state in ("open", "returned"))


@given(opened_on=opened, span=spans)
def test_the_rungs_follow_one_another_in_the_order_of_the_ladder(
    opened_on: date, span: int
) -> None:
    days = rung_days(opened_on, opened_on + timedelta(days=span), LADDER, DAYS)
    assert [day.rung.key for day in days] == sorted((day.rung.key for day in days), key=KEYS.index)
    assert all(one.on < other.on for one, other in pairwise(days))


@given(opened_on=opened, span=spans)
def test_two_letters_about_a_step_are_two_working_days_apart_the_eve_excepted(
    opened_on: date, span: int
) -> None:
    days = rung_days(opened_on, opened_on + timedelta(days=span), LADDER, DAYS)
    for before, after in pairwise(days):
        assert after.rung.key == "eve" or after.on >= DAYS.add(before.on, APART)


@given(opened_on=opened, span=st.integers(14, 400))
def test_reminders_come_before_the_deadline_and_overdue_letters_after_it(
    opened_on: date, span: int
) -> None:
    due = opened_on + timedelta(days=span)
    for key, on in owed(opened_on, due).items():
        assert (on > due) == (key.startswith("late") or key == "stalled")
