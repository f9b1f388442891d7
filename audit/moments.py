"""The two dates of a look back: what was true on the one, as it was known on the other.

A council votes on 3 October; the commune reports the vote on 25 October. Asked how the plan stood
on 10 October, the answer depends on when it is given: by what was known on 12 October the vote was
still owed; by what has been known since the 25th it had been held. Both answers are right, and two
published totals that contradict each other are often these two. So each look back has two dates:
what was true (`effective_on`, when it happened), as known (`recorded_at`, when it was recorded).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lifecycle.errors import LifecycleError
from lifecycle.legal_time import instant_of

ONE_DAY = timedelta(days=1)


class NotYet(LifecycleError):
    """A date after today: the history tells only of what was."""


@dataclass(frozen=True, slots=True)
class Moment:
    """True on a civil date, as known at the end of another one, both in Casablanca."""

    true_on: date
    known_on: date

    @property
    def recorded_before(self) -> datetime:
        """The instant (aware, UTC) before which an entry was recorded to be known."""
        return instant_of(self.known_on + ONE_DAY, 0)


def moment(today: date, *, on: date | None = None, known: date | None = None) -> Moment:
    """The moment that is asked for; what is left out is the same day, or today.

    Args:
        today: the civil date in Casablanca.
        on: the date on which it was true; that of `known` when left out.
        known: the date on which it was known; today when left out.

    Raises:
        NotYet: one of them is after today.
    """
    asked = Moment(on or known or today, known or today)
    for each in (asked.true_on, asked.known_on):
        if each > today:
            raise NotYet(f"{each} is after today, {today}: the history tells only of what was")
    return asked
