"""When councils sit, by law and by what was recorded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.council import MONTHS, SessionChange, Sessions
from lifecycle.working_days import WorkingDays
from models.words import CollectivityKind, SessionStatus

COMMUNE, REGION = CollectivityKind.COMMUNE, CollectivityKind.REGION
DAYS = WorkingDays()
MINE, YOURS = "05.091.01.0", "05.091.07.01"


def sessions(*changes: SessionChange, kind: CollectivityKind = COMMUNE) -> Sessions:
    return Sessions(kind, DAYS, changes)


def moved(on: date, code: str = "2023-10", **more: object) -> SessionChange:
    return SessionChange(code, on, SessionStatus.MOVED, **more)  # type: ignore[arg-type]


def cancelled(code: str = "2023-10", **more: object) -> SessionChange:
    return SessionChange(code, date(2023, 10, 2), SessionStatus.CANCELLED, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "code", "opens_on"),
    [
        ("commune", "2023-10", date(2023, 10, 2)),
        ("commune", "2023-02", date(2023, 2, 1)),
        ("commune", "2023-05", date(2023, 5, 2)),  # the first of May is a holiday
        ("region", "2023-10", date(2023, 10, 2)),
        ("region", "2024-07", date(2024, 7, 1)),
        ("region", "2025-03", date(2025, 3, 3)),
        ("prefecture", "2023-09", date(2023, 9, 11)),
        ("province", "2024-01", date(2024, 1, 8)),
    ],
)
def test_an_ordinary_session_opens_when_the_law_says(kind: str, code: str, opens_on: date) -> None:
    assert sessions(kind=CollectivityKind(kind)).opening(code) == opens_on


@pytest.mark.parametrize(
    "code", ["2023-09", "2023-10x1", "", "nonsense", "2023-1x", "2023/10", "2023-13"]
)
def test_a_session_that_does_not_exist_has_no_opening(code: str) -> None:
    assert sessions().opening(code) is None


def test_the_first_monday_that_is_a_holiday_gives_way_to_the_next_working_day() -> None:
    # The first Monday of January 2024 is New Year's Day (though no region sits in January).
    assert sessions(kind=REGION).legal_opening(2024, 1) == date(2024, 1, 2)


def test_a_session_that_was_moved_opens_on_its_new_day() -> None:
    assert sessions(moved(date(2023, 10, 9))).opening("2023-10") == date(2023, 10, 9)


def test_what_was_recorded_last_counts() -> None:
    changes = sessions(moved(date(2023, 10, 9)), cancelled(), moved(date(2023, 10, 12)))
    assert changes.opening("2023-10") == date(2023, 10, 12)


def test_a_change_for_one_collectivity_wins_over_one_for_its_kind_and_touches_no_other() -> None:
    both = sessions(
        moved(date(2023, 10, 5), collectivity_code=MINE), moved(date(2023, 10, 9))
    )  # the general one is newer, the particular one still wins
    assert both.opening("2023-10", MINE) == date(2023, 10, 5)
    assert both.opening("2023-10", YOURS) == date(2023, 10, 9)


def test_a_cancelled_session_is_passed_over() -> None:
    found = sessions(cancelled()).next_after(date(2023, 9, 1))
    assert (found.code, found.opens_on) == ("2024-02", date(2024, 2, 1))


def test_an_extraordinary_session_is_found_for_the_collectivity_that_called_it_only() -> None:
    called = sessions(
        moved(date(2023, 11, 20), "2023-11x1", ordinary=False, collectivity_code=MINE)
    )
    assert called.next_after(date(2023, 10, 15), MINE).code == "2023-11x1"
    assert not called.next_after(date(2023, 10, 15), MINE).ordinary
    assert called.next_after(date(2023, 10, 15), YOURS).code == "2024-02"


def test_a_session_that_opens_today_is_still_the_next_one() -> None:
    assert sessions().next_after(date(2023, 10, 2)).code == "2023-10"
    assert sessions().next_after(date(2023, 10, 3)).code == "2024-02"


def test_a_session_moved_into_the_next_year_keeps_its_code() -> None:
    late = sessions(moved(date(2024, 1, 8)))
    assert late.next_after(date(2024, 1, 2)).code == "2023-10"


def test_missing_october_costs_a_commune_four_months() -> None:
    found = sessions().next_after(date(2023, 10, 3))
    assert found.opens_on - date(2023, 10, 3) > timedelta(days=120)


@given(
    kind=st.sampled_from(list(CollectivityKind)), on=st.dates(date(2022, 1, 1), date(2030, 1, 1))
)
def test_the_next_session_is_in_a_month_of_the_law_and_nothing_lies_between(
    kind: CollectivityKind, on: date
) -> None:
    of_kind = Sessions(kind, DAYS)
    found = of_kind.next_after(on)
    assert found.opens_on >= on
    assert found.opens_on.month in MONTHS[kind]
    assert DAYS.is_working(found.opens_on)
    assert found.opens_on.day <= (14 if kind in ("prefecture", "province") else 9) + 2  # holidays
    assert of_kind.next_after(found.opens_on).opens_on == found.opens_on
