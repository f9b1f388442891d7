"""How long things last when some have not ended yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.survival import Durations, Spell

spells = st.lists(st.builds(Spell, st.integers(-40, 400), st.booleans()), max_size=40)


def ended(*days: int) -> list[Spell]:
    return [Spell(one, True) for one in days]


def going(*days: int) -> list[Spell]:
    return [Spell(one, False) for one in days]


def test_when_all_has_ended_it_is_the_plain_quantile() -> None:
    seen = Durations(ended(10, 20, 30, 40, 50))
    assert [seen.within(share) for share in (0.2, 0.5, 0.8, 1.0)] == [10, 30, 40, 50]


def test_what_has_not_ended_yet_makes_the_estimate_longer() -> None:
    quick = ended(10, 12, 14, 16)
    assert Durations(quick).within(0.5) == 12
    assert Durations([*quick, *going(30, 30, 30, 30)]).within(0.5) == 16
    assert Durations([*quick, *going(30, 30, 30, 30, 30)]).within(0.5) is None


def test_what_was_looked_at_for_a_shorter_time_says_nothing_of_the_longer() -> None:
    """The textbook example: what is censored at 12 is at risk until then, and not after."""
    seen = Durations([*ended(5, 15), *going(12)])
    assert seen.lasting(5) == pytest.approx(2 / 3)
    assert seen.lasting(15) == 0


def test_what_has_lasted_so_long_already_is_compared_with_what_lasted_longer() -> None:
    seen = Durations(ended(5, 6, 7, 30, 40, 50))
    assert seen.within(0.5) == 7
    assert seen.within(0.5, beyond=7) == 40
    assert seen.within(0.5, beyond=50) is None


def test_of_nothing_nothing_is_known() -> None:
    assert Durations([]).within(0.5) is None
    assert Durations([]).ended == 0


@given(spells, st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_greater_share_never_ends_earlier(seen: list[Spell], one: float, other: float) -> None:
    estimate = Durations(seen)
    less, more = estimate.within(min(one, other)), estimate.within(max(one, other))
    assert more is None or (less is not None and less <= more)


@given(spells, st.integers(-50, 500))
def test_the_share_that_lasts_falls_from_one_to_nought(seen: list[Spell], days: int) -> None:
    estimate = Durations(seen)
    assert 0 <= estimate.lasting(days + 1) <= estimate.lasting(days) <= 1


@given(spells, st.integers(-50, 400), st.floats(0.01, 1))
def test_what_is_foreseen_beyond_some_days_lies_beyond_them(
    seen: list[Spell], beyond: int, share: float
) -> None:
    found = Durations(seen).within(share, beyond=beyond)
    assert found is None or found > beyond
