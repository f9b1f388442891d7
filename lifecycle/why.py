"""Why a plan has not advanced: each way out of its stage, and what stands against it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from lifecycle.deadlines import date_of
from lifecycle.errors import Reason
from lifecycle.facts import PlanFacts
from lifecycle.language import FiredBy, Transition
from lifecycle.machine import machine_for, reasons_against, reasons_for
from lifecycle.rows import read_facts

OF_ITSELF = {FiredBy.TIME, FiredBy.ENGINE}


@dataclass(frozen=True, slots=True)
class WayOut:
    """One transition from the plan's stage: whether it may be taken, and what is against it.

    `reasons` are the guards that do not hold, `holding` those that do; `opens_on` the date before
    which time does not fire it. `by_itself` is False for what a coordinator decides.
    """

    trigger: str
    dest: str
    may: bool
    by_itself: bool
    reasons: tuple[Reason, ...]
    opens_on: date | None
    holding: tuple[Reason, ...] = ()


def ways_out(facts: PlanFacts, today: date) -> list[WayOut]:
    """Every transition from a plan's stage with the guards that do not hold on a civil date."""
    return [_way(row, facts, today) for row in machine_for(facts.pathway).rows_from(facts.stage)]


def why(session: Session, plan_id: int, on: date) -> list[WayOut]:
    """The ways out of a stored plan on a civil date."""
    return ways_out(read_facts(session, [plan_id])[plan_id], on)


def _way(row: Transition, facts: PlanFacts, today: date) -> WayOut:
    reasons = reasons_against(row, facts, today)
    return WayOut(
        trigger=row.trigger,
        dest=row.dest,
        may=not reasons,
        by_itself=bool(OF_ITSELF & {*row.fired_by}),
        reasons=reasons,
        opens_on=date_of(row.when, facts) if row.when else None,
        holding=reasons_for(row, facts, today),
    )
