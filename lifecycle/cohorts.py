"""Finding a cohort by its code."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lifecycle.errors import LifecycleError
from models.base import table_of
from models.cohort import Cohort

COHORT = table_of(Cohort).c
BY_CODE = select(COHORT.id).where(COHORT.code == bindparam("code"))


class NoSuchCohort(LifecycleError):
    """There is no cohort of this code; the message lists those there are."""


def cohort_number(session: Session, code: str | None) -> int | None:
    """The number of a cohort; None when no code is given.

    Raises:
        NoSuchCohort: no cohort has this code.
    """
    if not code:
        return None
    number: int | None = session.scalar(BY_CODE, {"code": code})
    if number is None:
        names = ", ".join(session.scalars(select(COHORT.code).order_by(COHORT.code)))
        raise NoSuchCohort(f"There is no cohort {code}. Cohorts: {names or 'none is open yet'}.")
    return number
