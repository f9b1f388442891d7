"""Counting working days, and what an estimated feast may and may not do to a deadline."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.working_days import Override, WorkingDays

DAYS = WorkingDays()
GREEN_MARCH = date(2023, 11, 6)  # a Monday, certain
FEAST = date(2023, 9, 28)  # a Thursday, only estimated by the library; so is the day before
dates = st.dates(date(2022, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("on", "works"),
    [
        (date(2023, 11, 3), True),
        (date(2023, 11, 4), False),
        (date(2023, 11, 5), False),
        (GREEN_MARCH, False),
        (date(2024, 1, 14), False),
        (FEAST, False),
    ],
)
def test_people_work_from_monday_to_friday_less_the_holidays(on: date, works: bool) -> None:
    assert DAYS.is_working(on) is works


def test_counting_forward_leaves_weekends_and_holidays_out() -> None:
    assert DAYS.add(date(2023, 11, 3), 1) == date(2023, 11, 7)


def test_counting_back_leaves_weekends_and_holidays_out() -> None:
    assert DAYS.add(date(2023, 11, 7), -1) == date(2023, 11, 3)


def test_a_deadline_counted_forward_passes_over_an_estimated_feast() -> None:
    assert DAYS.add(date(2023, 9, 26), 1) == date(2023, 9, 29)


def test_a_deadline_counted_back_does_not_become_earlier_by_an_estimated_feast() -> None:
    assert DAYS.add(date(2023, 9, 29), -1) == FEAST


def test_a_confirmed_feast_counts_in_both_directions() -> None:
    days = WorkingDays([Override(FEAST, is_holiday=True, confirmed=True)])
    assert days.add(date(2023, 9, 29), -1) == date(2023, 9, 27)
    assert days.add(date(2023, 9, 27), 1) == date(2023, 9, 29)


def test_a_feast_that_was_sighted_on_another_day_is_moved_by_two_corrections() -> None:
    days = WorkingDays(
        [
            Override(date(2023, 9, 27), is_holiday=False, confirmed=True),
            Override(date(2023, 9, 29), is_holiday=True, confirmed=True),
        ]
    )
    assert days.is_working(date(2023, 9, 27))
    assert not days.is_working(date(2023, 9, 29))


def test_no_letter_leaves_on_an_estimated_feast_nor_on_the_day_after_it() -> None:
    assert [DAYS.may_send(date(2023, 9, day)) for day in (26, 27, 28, 29)] == [
        True, False, False, False,
    ]  # fmt: skip
    confirmed = WorkingDays([Override(FEAST, is_holiday=True, confirmed=True)])
    assert confirmed.may_send(date(2023, 9, 29))


def test_no_working_day_further_is_the_day_itself() -> None:
    assert DAYS.add(GREEN_MARCH, 0) == GREEN_MARCH


@given(on=dates, number=st.integers(1, 60))
def test_a_deadline_falls_on_a_working_day_and_is_that_many_days_away(
    on: date, number: int
) -> None:
    later = DAYS.add(on, number)
    assert DAYS.is_working(later)
    assert DAYS.between(on, later) == number


@given(on=dates, number=st.integers(-60, 60))
def test_one_day_more_is_never_earlier(on: date, number: int) -> None:
    assert DAYS.add(on, number) < DAYS.add(on, number + 1) or number in (-1, 0)
    assert DAYS.add(on, -1) < on < DAYS.add(on, 1)


@given(on=dates, number=st.integers(-40, 40), feast=st.integers(-40, 40))
def test_an_estimated_feast_never_shortens_a_deadline(on: date, number: int, feast: int) -> None:
    guessed = WorkingDays([Override(on + timedelta(days=feast), True, confirmed=False)])
    without = WorkingDays([Override(on + timedelta(days=feast), False, confirmed=True)])
    assert guessed.add(on, number) >= without.add(on, number)


@given(start=dates, end=dates)
def test_the_days_between_turn_their_sign_with_the_direction(start: date, end: date) -> None:
    assert DAYS.between(start, end) == -DAYS.between(end, start)
