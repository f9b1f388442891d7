"""Working days in Morocco: Monday to Friday, less the public holidays.

The holidays come from a library that only estimates the religious feasts (they are declared after
the moon is sighted) and is a day early for most of those checked; overrides correct it. What is
estimated never shortens a deadline: counting forward it is a holiday, counting back it is a working
day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Override:
    """A correction: `on` is, or is not, a public holiday; confirmed once it was announced."""

    on: date
    is_holiday: bool
    confirmed: bool


@lru_cache(maxsize=64)
def _library(year: int) -> dict[date, bool]:
    """The library's public holidays of a year; True for those it only estimates."""
    import holidays

    named = holidays.country_holidays("MA", years=year, language="en_US")
    return {on: "estimated" in name for on, name in named.items() if on.year == year}


class WorkingDays:
    """Counts working days. Holds the overrides that were known when it was made."""

    def __init__(self, overrides: Iterable[Override] = ()) -> None:
        self._overrides = {override.on: override for override in overrides}
        self._added: dict[tuple[date, int], date] = {}
        self._counted: dict[tuple[date, date], int] = {}

    def is_working(self, on: date, *, estimates_count: bool = True) -> bool:
        """Whether people work on a civil date.

        Args:
            on: the date.
            estimates_count: whether a holiday that is only estimated counts as one.
        """
        if on.weekday() >= SATURDAY:
            return False
        override = self._overrides.get(on)
        if override is not None:
            return not override.is_holiday or not (override.confirmed or estimates_count)
        estimated = _library(on.year).get(on)
        return estimated is None or (estimated and not estimates_count)

    def may_send(self, on: date) -> bool:
        """Whether letters may leave: not on an estimated feast, nor on the day after it."""
        return self.is_working(on) and not self._is_estimated(on - ONE_DAY)

    def add(self, on: date, number: int) -> date:
        """The date `number` working days after `on` (before it when negative).

        Zero gives the date itself. A deadline that is counted forward and falls on a holiday that
        is only estimated moves later, never earlier.
        """
        known = self._added.get((on, number))
        if known is None:
            known = self._added[on, number] = self._count(on, number)
        return known

    def between(self, start: date, end: date) -> int:
        """Working days from `start` (excluded) to `end` (included); negative when end is before."""
        if end < start:
            return -self.between(end, start)
        known = self._counted.get((start, end))
        if known is None:
            span = range(1, (end - start).days + 1)
            known = sum(self.is_working(start + timedelta(days=n)) for n in span)
            self._counted[start, end] = known
        return known

    def _count(self, on: date, number: int) -> date:
        forward = number > 0
        step, left = (ONE_DAY if forward else -ONE_DAY), abs(number)
        while left:
            on += step
            left -= self.is_working(on, estimates_count=forward)
        return on

    def _is_estimated(self, on: date) -> bool:
        override = self._overrides.get(on)
        if override is not None:
            return override.is_holiday and not override.confirmed
        return _library(on.year).get(on, False)
