"""A missing check of deadlines: asked for on working mornings only, and answered by a later one."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.check_rhythm import check_expected, missed_check
from lifecycle.legal_time import CASABLANCA
from lifecycle.working_days import Override, WorkingDays

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
BY = 10
NOTHING_ELSE = WorkingDays()


def at(on: date, hour: int) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=CASABLANCA)


@pytest.mark.parametrize(
    ("now", "missed"),
    [
        (at(FRIDAY, 11), None),
        (at(FRIDAY + timedelta(days=1), 23), None),
        (at(FRIDAY + timedelta(days=2), 12), None),
        (at(MONDAY, 9), None),
        (at(MONDAY, 10), MONDAY),
        (at(MONDAY + timedelta(days=1), 3), MONDAY),
    ],
)
def test_after_the_check_of_friday_none_is_missing_until_monday_at_ten(
    now: datetime, missed: date | None
) -> None:
    assert missed_check(FRIDAY, now, NOTHING_ELSE, BY) == missed


def test_a_holiday_asks_for_no_check() -> None:
    holiday = WorkingDays([Override(MONDAY, is_holiday=True, confirmed=True)])
    assert missed_check(FRIDAY, at(MONDAY, 12), holiday, BY) is None
    assert missed_check(FRIDAY, at(MONDAY, 12), NOTHING_ELSE, BY) == MONDAY


def test_an_engine_that_never_checked_has_missed_the_last_working_day() -> None:
    assert missed_check(None, at(MONDAY, 9), NOTHING_ELSE, BY) == FRIDAY


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 23))
def test_the_check_that_is_expected_answers_and_the_day_before_it_does_not(
    on: date, hour: int
) -> None:
    now = at(on, hour)
    expected = check_expected(now, NOTHING_ELSE, BY)
    assert NOTHING_ELSE.is_working(expected)
    assert missed_check(expected, now, NOTHING_ELSE, BY) is None
    assert missed_check(expected - timedelta(days=1), now, NOTHING_ELSE, BY) == expected
    assert not any(
        NOTHING_ELSE.is_working(expected + timedelta(days=n))
        for n in range(1, (on - expected).days + (hour >= BY))
    )
