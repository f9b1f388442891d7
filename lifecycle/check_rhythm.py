"""Whether the daily check of deadlines is missing: it runs on each working morning."""

from datetime import date, datetime, timedelta

from lifecycle.legal_time import CASABLANCA
from lifecycle.working_days import WorkingDays

ONE_DAY = timedelta(days=1)


def check_expected(now: datetime, days: WorkingDays, by_hour: int) -> date:
    """The last working day whose check should be over by now.

    Args:
        now: an aware instant.
        days: the working days.
        by_hour: the local hour by which the check of a day is over.
    """
    local = now.astimezone(CASABLANCA)
    on = local.date() if local.hour >= by_hour else local.date() - ONE_DAY
    while not days.is_working(on):
        on -= ONE_DAY
    return on


def missed_check(
    last_on: date | None, now: datetime, days: WorkingDays, by_hour: int
) -> date | None:
    """The working day whose check is missing; None when none is.

    A weekend and a holiday ask for none; a check that was made since answers for the days before.

    Args:
        last_on: the civil date of the last check that was completed; None when there was none.
        now: an aware instant.
        days: the working days.
        by_hour: the local hour by which the check of a day is over.
    """
    expected = check_expected(now, days, by_hour)
    return None if last_on is not None and last_on >= expected else expected
