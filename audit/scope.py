"""What part of the history is meant: one plan, one cohort, one region, or all of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.cohorts import cohort_number
from lifecycle.plans import find_plan
from lifecycle.rows import PLAN
from models.collectivity import Collectivity

ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """The plans that are meant. `name` is `all`, `plan:REFERENCE`, `cohort:CODE` or `region:CODE`.

    `plans` are their numbers; None stands for every plan and the log's own entries.
    """

    name: str
    plans: frozenset[int] | None = None


def scope_of(
    session: Session,
    *,
    plan: str | None = None,
    cohort: str | None = None,
    region: str | None = None,
) -> Scope:
    """The scope that is asked for; all when nothing is named.

    Raises:
        NoSuchPlan: nothing answers to `plan`, a reference, code or name.
        NoSuchCohort: there is no such cohort.
    """
    if plan:
        found = session.execute(
            select(PLAN.id, PLAN.reference).where(PLAN.reference == plan.strip())
        ).first()
        number, name = found or _newest(session, plan)
        return Scope(f"plan:{name}", frozenset({number}))
    query = select(PLAN.id)
    if cohort:
        query = query.where(PLAN.cohort_id == cohort_number(session, cohort))
        return Scope(f"cohort:{cohort}", frozenset(session.scalars(query)))
    if region:
        query = query.join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        query = query.where(Collectivity.region_code == region)
        return Scope(f"region:{region}", frozenset(session.scalars(query)))
    return Scope(ALL)


def _newest(session: Session, plan: str) -> tuple[int, str]:
    """The number and reference of the newest plan of a code or a name."""
    row = find_plan(session, plan, on=date.max)
    return row.id, row.reference
