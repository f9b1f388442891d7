"""Whether anything about any plan has changed since somebody looked."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.rows import PLAN
from models.cohort import Cohort
from models.plan import Plan


def plans_stand(session: Session, on: date) -> tuple[int, ...]:
    """What changes whenever any plan does: the day, plans, entries, cohorts.

    Entries are summed and not looked up by the newest: of two that commit at once on PostgreSQL the
    newer may be seen first.
    """
    plans = select(func.count(), func.coalesce(func.sum(PLAN.head_seq), 0)).select_from(Plan)
    cohorts = select(func.count()).select_from(Cohort).scalar_subquery()
    return (on.toordinal(), *session.execute(plans.add_columns(cohorts)).one())
