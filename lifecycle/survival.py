"""How long things last when some of them have not ended yet: the product-limit estimate.

To look only at what has ended would be to look only at the quick ones. What has not ended yet says
that it lasts longer than it has lasted so far (Kaplan and Meier, 1958).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Spell:
    """How many days something has lasted, and whether it has ended; days may be negative."""

    days: int
    ended: bool


class Durations:
    """The estimate over spells: which share lasts longer than so many days."""

    def __init__(self, spells: Iterable[Spell]) -> None:
        known = sorted(spells, key=lambda spell: spell.days)
        self.ended = sum(spell.ended for spell in known)
        self._curve: list[tuple[int, float]] = []
        left, share = len(known), 1.0
        for days, group in groupby(known, key=lambda spell: spell.days):
            counts = Counter(spell.ended for spell in group)
            if counts[True]:
                share *= 1 - counts[True] / left
                self._curve.append((days, share))
            left -= counts.total()

    def lasting(self, days: int) -> float:
        """The share that lasts longer than so many days, from 1 down to 0."""
        return next((share for d, share in reversed(self._curve) if d <= days), 1.0)

    def within(self, share: float, *, beyond: int | None = None) -> int | None:
        """The days within which a share has ended, of those that last longer than `beyond`.

        None when nothing that long has been seen to end often enough to say.
        """
        start = 1.0 if beyond is None else self.lasting(beyond)
        wanted = start * (1 - share)
        if start <= 0:
            return None
        # A product of fractions misses what it should equal by a hair.
        return next((days for days, left in self._curve if left <= wanted + 1e-9), None)
