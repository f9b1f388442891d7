"""Finding a cohort by its code."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.errors import LifecycleError
from models.cohort import Cohort


class NoSuchCohort(LifecycleError):
    """There is no cohort of this code; the message lists those there are."""


def cohort_number(session: Session, code: str | None) -> int | None:
    """The number of a cohort; None when no code is given.

    Raises:
        NoSuchCohort: no cohort has this code.
    """
    if not code:
        return None
    known = dict(session.execute(select(Cohort.code, Cohort.id)).all())
    if code not in known:
        names = ", ".join(sorted(known)) or "none is open yet"
        raise NoSuchCohort(f"There is no cohort {code}. Cohorts: {names}.")
    return known[code]
