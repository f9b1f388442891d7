"""Numbers of days as a few of them stand for all: the one in the middle, and a slow one."""

from collections import Counter


def share_within(days: Counter[int], share: float) -> int | None:
    """The fewest days within which at least a share (0 to 1) was done; None when there are none.

    The nearest-rank percentile: always a number of days that somebody really took.
    """
    needed, seen = share * days.total(), 0
    for number in sorted(days):
        seen += days[number]
        if seen and seen >= needed - 1e-9:
            return number
    return None
