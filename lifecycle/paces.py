"""How long each step takes: what the cohort itself was seen to need, else what the table says.

A step whose deadline stands in a calendar is measured against that date: people hold a workshop in
its season. Any other is measured from the day it opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lifecycle.facts import StepFacts
from lifecycle.language import Anchor, CalendarDate, StepRule
from lifecycle.survival import Durations
from lifecycle.working_days import WorkingDays

LEAST_SEEN = 8  # ended steps from which a cohort speaks for itself (policy)


class Pace(StrEnum):
    """How fast the rest of a plan goes."""

    QUICKEST = "quickest"  # the fewest days of the table
    USUAL = "usual"  # half of the cohort is as quick
    SLOW = "slow"  # four fifths of the cohort are as quick


class Basis(StrEnum):
    """What the days of a step rest on."""

    COHORT = "cohort"
    NETWORK = "network"
    TABLE = "table"


SHARE = {Pace.USUAL: 0.5, Pace.SLOW: 0.8}
# Before a cohort has ended any steps: they end at their deadline, or half as late again (policy).
UNSEEN = {Pace.USUAL: 100, Pace.SLOW: 150}


def by_date(rule: StepRule) -> bool:
    """Whether a step is tied to a date, of the calendar or of a council, and not to a beginning."""
    return isinstance(rule.deadline.anchor, CalendarDate) or (
        rule.deadline.anchor == Anchor.COUNCIL_SESSION
    )


@dataclass(frozen=True, slots=True)
class Paces:
    """What was seen of each step, in the plan's cohort and in the whole network.

    `shares` says of the cohort's steps of any kind how much of their time they took, in hundredths
    of the days from the opening to the first deadline.
    """

    days: WorkingDays
    cohort: Mapping[str, Durations]
    network: Mapping[str, Durations]
    shares: Durations

    def basis(self, rule: StepRule) -> Basis:
        """What the days of a step rest on."""
        for basis, seen in ((Basis.COHORT, self.cohort), (Basis.NETWORK, self.network)):
            if rule.key in seen and seen[rule.key].ended >= LEAST_SEEN:
                return basis
        return Basis.TABLE

    def ends(
        self, rule: StepRule, step: StepFacts, pace: Pace, today: date, season: date | None = None
    ) -> date:
        """The civil date on which an open step is settled at a pace, today at the earliest.

        Args:
            rule: the step's row of the table.
            step: open or reported, or foreseen to be open from a later date on.
            pace: which.
            today: the date of the forecast.
            season: when the season of the step begins, for one that has a season.
        """
        opened = step.opened_on or today
        least = max(today, self.days.add(opened, rule.takes), season or today)
        if pace == Pace.QUICKEST:
            return least
        basis = self.basis(rule)
        if basis == Basis.TABLE:
            begins = max(opened, season or opened)
            return max(least, self._by_table(step, begins, pace, today))
        seen = (self.cohort if basis == Basis.COHORT else self.network)[rule.key]
        start = (step.original_due_on or opened) if by_date(rule) else opened
        beyond = (today - start).days - 1 if opened <= today else None
        days = seen.within(SHARE[pace], beyond=beyond)
        if days is None:
            return max(least, _as_long_again(opened, pace, today))
        return max(least, start + timedelta(days=days))

    def needs(self, rule: StepRule, pace: Pace) -> tuple[int, bool]:
        """The days that a step needs once it is open, and whether they are calendar days.

        What is tied to a date can be done in the table's fewest days; the rest of its time it waits
        for its season.
        """
        if pace != Pace.QUICKEST and not by_date(rule) and self.basis(rule) != Basis.TABLE:
            seen = (self.cohort if self.basis(rule) == Basis.COHORT else self.network)[rule.key]
            days = seen.within(SHARE[pace])
            if days is not None:
                return days, True
        return rule.takes, False

    def _by_table(self, step: StepFacts, opened: date, pace: Pace, today: date) -> date:
        """As much of the time that the table gives as the cohort took for its other steps.

        The time of a step with a season begins with it.
        """
        given = max(1, ((step.original_due_on or opened) - opened).days)
        lasted = (today - opened).days
        beyond = 100 * (lasted - 1) // given if lasted > 0 else None
        share = self.shares.within(SHARE[pace], beyond=beyond)
        if self.shares.ended < LEAST_SEEN:
            share = UNSEEN[pace] if lasted <= given else None
        if share is None:
            return _as_long_again(opened, pace, today)
        return opened + timedelta(days=-(-given * share // 100))


def _as_long_again(opened: date, pace: Pace, today: date) -> date:
    """Of what lasts longer than anything seen, the best guess is that it lasts as long again."""
    lasted = max(1, (today - opened).days)
    return today + timedelta(days=lasted if pace == Pace.SLOW else -(-lasted // 2))
