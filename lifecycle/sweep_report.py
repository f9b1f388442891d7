"""What a sweep found, in counts."""

from dataclasses import dataclass, field
from datetime import date

from lifecycle.outages import LostDeadline


@dataclass(slots=True)
class SweepReport:
    """What a sweep found: steps that owed something, letters written, rungs skipped.

    `broken` says why steps of a plan could not be looked at, by its reference; the others were.
    `finished` says that with it the whole day is checked: it took all of the work, or the last
    share of it. `lost` are the deadlines that passed while the daily check did not run, and stand.
    """

    on: date
    looked_at: int = 0
    letters: int = 0
    skipped: int = 0
    by_rung: dict[str, int] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    finished: bool = False
    lost: list[LostDeadline] = field(default_factory=list)

    def add(self, other: "SweepReport") -> None:
        """Count in what a batch did, once it is committed."""
        self.looked_at += other.looked_at
        self.letters += other.letters
        self.skipped += other.skipped
        for rung, count in other.by_rung.items():
            self.by_rung[rung] = self.by_rung.get(rung, 0) + count
        self.broken |= other.broken

    def counts(self) -> dict[str, int]:
        """What is noted of it."""
        return {"looked_at": self.looked_at, "letters": self.letters, "skipped": self.skipped}
