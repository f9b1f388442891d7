"""Nine o'clock in Casablanca, whatever the machine thinks."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle import legal_time
from lifecycle.clock import SystemClock, VirtualClock
from lifecycle.legal_time import StaleTimeZone, check_legal_time, instant_of, local_date


@pytest.mark.parametrize(
    ("on", "hour_in_utc"),
    [
        (date(2022, 10, 21), 8),
        (date(2023, 4, 3), 9),  # Ramadan
        (date(2026, 9, 18), 8),
        (date(2026, 9, 21), 9),  # the legal time changed on the 20th
        (date(2026, 12, 1), 9),
        (date(2027, 7, 1), 9),
    ],
)
def test_nine_in_the_morning_is_this_instant(on: date, hour_in_utc: int) -> None:
    assert instant_of(on) == datetime(on.year, on.month, on.day, hour_in_utc, tzinfo=UTC)
    assert VirtualClock(on).now() == instant_of(on)


def test_the_civil_date_turns_at_midnight_in_casablanca_not_in_utc() -> None:
    late = datetime(2022, 10, 21, 23, 30, tzinfo=UTC)
    assert local_date(late) == date(2022, 10, 22)
    assert SystemClock(lambda: late).today() == date(2022, 10, 22)
    assert local_date(late + timedelta(days=1461)) == date(2026, 10, 21)


def test_the_data_that_is_carried_knows_the_change_of_2026() -> None:
    check_legal_time()


def test_older_data_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_time, "CASABLANCA", timezone(timedelta(hours=1)))
    with pytest.raises(StaleTimeZone, match=r"tzdata>=2026\.3"):
        check_legal_time()


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(4, 23))
def test_a_local_hour_of_a_day_is_on_that_day(on: date, hour: int) -> None:
    assert local_date(instant_of(on, hour)) == on
