"""The day within which a share was done: a number that somebody took, whatever the numbers."""

from collections import Counter
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.day_counts import share_within

DAYS = st.lists(st.integers(0, 400), min_size=1, max_size=60)
SHARES = st.sampled_from([0.1, 0.25, 0.5, 0.8, 0.95, 1.0])


@given(DAYS, SHARES)
def test_at_least_the_share_is_within_and_less_than_it_one_day_sooner(
    taken: list[int], share: float
) -> None:
    found = share_within(Counter(taken), share)
    assert found in taken
    assert sum(day <= found for day in taken) >= share * len(taken) - 1e-9
    assert sum(day < found for day in taken) < share * len(taken)


@given(DAYS, SHARES)
def test_it_is_the_nearest_rank_of_the_sorted_numbers(taken: list[int], share: float) -> None:
    rank = ceil(round(share * len(taken), 9))
    assert share_within(Counter(taken), share) == sorted(taken)[rank - 1]


@pytest.mark.parametrize(
    ("taken", "usual", "slow"),
    [([4], 4, 4), ([1, 9], 1, 9), ([1, 2, 3, 4, 5], 3, 4), ([0, 0, 0, 0, 90], 0, 0)],
)
def test_examples(taken: list[int], usual: int, slow: int) -> None:
    assert (share_within(Counter(taken), 0.5), share_within(Counter(taken), 0.8)) == (usual, slow)


def test_of_nothing_nothing_is_told() -> None:
    assert share_within(Counter(), 0.5) is None
