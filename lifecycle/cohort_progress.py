"""A cohort's calendar beside what its plans did: windows, and the share that settled a step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from lifecycle.facts import SETTLED, read_calendars
from lifecycle.pathway import VERSIONS
from lifecycle.plans import STOPPED
from lifecycle.rows import PLAN, STEP
from models.cohort import Cohort
from models.plan import Plan, PlanStep

# The windows of a calendar: the dates between which something is foreseen. A day is a window too.
WINDOWS = (
    ("orientation", "orientation_opens", "orientation_closes"),
    ("training", "training", "training"),
    ("first_workshops", "first_workshops_open", "first_workshops_close"),
    ("second_workshops", "second_workshops_open", "second_workshops_close"),
    ("implementation", "implementation_opens", "implementation_closes"),
)


@dataclass(frozen=True, slots=True)
class Window:
    """A window of the calendar, its first and its last day."""

    key: str
    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One step, from the day it first opened to its last deadline; `settled` of `asked` plans."""

    key: str
    opens: date
    closes: date
    asked: int
    settled: int

    @property
    def per_cent(self) -> int:
        """The share that settled it; a hundred only when all have."""
        return self.settled * 100 // self.asked if self.asked else 0


@dataclass(frozen=True, slots=True)
class CohortProgress:
    """A cohort's newest cycle that was begun. `plans` counts those that did not stop."""

    code: str
    name_ar: str
    name_fr: str
    cycle: int
    plans: int
    windows: tuple[Window, ...]
    steps: tuple[StepProgress, ...]


def read_cohort_progress(session: Session) -> list[CohortProgress]:
    """Every cohort with a plan, the newest first: three reads."""
    cohorts = session.scalars(select(Cohort).order_by(Cohort.founded_on.desc(), Cohort.id)).all()
    newest = _newest_cycles(session)
    steps = _steps(session, newest)
    return [
        CohortProgress(
            one.code, one.name_ar, one.name_fr, newest[one.id][0], newest[one.id][1],
            windows_of(read_calendars(one.calendar)[newest[one.id][0]].dates),
            in_order(steps.get(one.id, ()), one.pathway_version),
        )
        for one in cohorts if one.id in newest
    ]  # fmt: skip


def windows_of(dates: Mapping[str, date]) -> tuple[Window, ...]:
    """The windows whose dates a calendar has."""
    return tuple(
        Window(key, dates[opens], dates[closes])
        for key, opens, closes in WINDOWS
        if opens in dates and closes in dates
    )


def in_order(steps: Iterable[StepProgress], version: str) -> tuple[StepProgress, ...]:
    """Steps in the order of the table; those that no version knows come last."""
    places = {rule.key: place for place, rule in enumerate(VERSIONS[version].steps)}
    return tuple(sorted(steps, key=lambda step: (places.get(step.key, len(places)), step.key)))


def _newest_cycles(session: Session) -> dict[int, tuple[int, int]]:
    """The newest cycle of each cohort, and how many plans of it did not stop."""
    rows = session.execute(
        select(PLAN.cohort_id, PLAN.cycle, func.sum(case((PLAN.stage.in_(STOPPED), 0), else_=1)))
        .group_by(PLAN.cohort_id, PLAN.cycle)
        .order_by(PLAN.cycle)
    )
    return {cohort: (cycle, plans) for cohort, cycle, plans in rows}


def _steps(
    session: Session, newest: Mapping[int, tuple[int, int]]
) -> dict[int, list[StepProgress]]:
    """The first occurrence of each step that was opened, by cohort, of its newest cycle."""
    settled = func.sum(case((STEP.state.in_(sorted(SETTLED)), 1), else_=0))
    rows = session.execute(
        select(
            PLAN.cohort_id, PLAN.cycle, STEP.key, func.min(STEP.opened_on),
            func.max(func.coalesce(STEP.due_on, STEP.opened_on)), func.count(), settled,
        )
        .select_from(PlanStep)
        .join(Plan, PLAN.id == STEP.plan_id)
        .where(STEP.opened_on.is_not(None), STEP.occurrence == 1, PLAN.stage.not_in(STOPPED))
        .group_by(PLAN.cohort_id, PLAN.cycle, STEP.key)
    )  # fmt: skip
    found: dict[int, list[StepProgress]] = {}
    for cohort, cycle, key, opens, closes, _asked, done in rows:
        number, plans = newest.get(cohort, (0, 0))
        if cycle == number:
            found.setdefault(cohort, []).append(StepProgress(key, opens, closes, plans, done))
    return found
