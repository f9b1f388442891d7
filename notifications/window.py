"""When letters may leave: Monday to Friday, 09:00 to 15:00 in Casablanca, Ramadan included.

Outside it a letter waits for the next opening; it is never dropped.
"""

from datetime import datetime, timedelta

from lifecycle.legal_time import CASABLANCA, instant_of, local_date
from lifecycle.working_days import WorkingDays

OPENS, CLOSES = 9, 15  # hours; collectivities work 09-15 in Ramadan (ministry's note, 2026)
ONE_DAY = timedelta(days=1)


def is_open(at: datetime, days: WorkingDays) -> bool:
    """Whether letters may leave at an aware instant."""
    local = at.astimezone(CASABLANCA)
    return OPENS <= local.hour < CLOSES and days.may_send(local.date())


def next_opening(at: datetime, days: WorkingDays) -> datetime:
    """The first opening later than an aware instant, in UTC."""
    on = local_date(at)
    while not days.may_send(on) or instant_of(on, OPENS) <= at:
        on += ONE_DAY
    return instant_of(on, OPENS)


def next_day(at: datetime, days: WorkingDays) -> datetime:
    """The opening on the first sending day after the civil date of an instant, in UTC."""
    return next_opening(instant_of(local_date(at), 23), days)
