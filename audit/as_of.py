"""Plans as they were on a date, as that was known on another one: told by their entries alone.

An entry says when something happened (`effective_on`) and when it was recorded (`recorded_at`).
What was known on a date are the entries recorded by its end; what was true on a date, as then
known, are those of them that had happened (`audit.moments`, `audit.two_times`). An entry recorded
later never changes what was known before it.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from audit.entry_told import ENTRY, ENTRY_COLUMNS, EntryTold, entry_told
from audit.moments import Moment
from audit.plan_then import PlanThen, plan_then
from audit.scope import Scope
from audit.two_times import TwoTimes
from lifecycle.rows import PLAN
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.plan import Plan

AT_ONCE = 4000
WHOSE = (
    select(
        PLAN.id, PLAN.reference, PLAN.collectivity_code, Collectivity.kind, Collectivity.name_ar,
        Collectivity.name_fr, Collectivity.region_code, Cohort.code.label("cohort"), PLAN.cycle,
        PLAN.basis,
    )
    .select_from(Plan)
    .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
    .join(Cohort, Cohort.id == PLAN.cohort_id)
)  # fmt: skip


def as_of(session: Session, scope: Scope, when: Moment) -> list[PlanThen]:
    """Every plan of a scope that existed at a moment, as it was then, by region, code and cycle.

    Two statements, whatever the number of plans.
    """
    rows = {row.id: row._asdict() for row in session.execute(_in(WHOSE, scope))}
    found = [
        told
        for number, entries in groupby(_entries(session, scope, when), attrgetter("plan_id"))
        if (told := _told(rows[number], entries, when)) is not None
    ]
    return sorted(found, key=attrgetter("region_code", "collectivity_code", "cohort", "cycle"))


def of_regions(session: Session, scope: Scope, regions: Collection[str]) -> Scope:
    """The part of a scope that lies in some regions; all of it when none is named."""
    if not regions:
        return scope
    query = _in(WHOSE.where(Collectivity.region_code.in_(regions)), scope)
    return Scope(scope.name, frozenset(row.id for row in session.execute(query)))


def _told(whose: Mapping[str, Any], entries: Iterator[Any], when: Moment) -> PlanThen | None:
    """A plan as its entries tell it; None when it did not exist."""
    times, happened = TwoTimes(when.true_on.isoformat()), list[EntryTold]()
    for entry in entries:
        if times.take(orjson.loads(entry.canonical)):
            happened.append(entry_told(entry))
    return plan_then(whose, times.happened, happened, when.true_on) if times.happened else None


def _entries(session: Session, scope: Scope, when: Moment) -> Iterator[Any]:
    """What was known: the entries recorded by the date, each plan's in the order of `seq`."""
    query = (
        select(ENTRY.plan_id, ENTRY.canonical, *ENTRY_COLUMNS)
        .join(Plan, PLAN.id == ENTRY.plan_id)
        .where(ENTRY.recorded_at < when.recorded_before)
        .order_by(ENTRY.plan_id, ENTRY.seq)
    )
    yield from session.execute(_in(query, scope), execution_options={"yield_per": AT_ONCE})


def _in(query: Select[Any], scope: Scope) -> Select[Any]:
    return query if scope.plans is None else query.where(PLAN.id.in_(scope.plans))
