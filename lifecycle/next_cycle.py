"""The next cycle of a concluded plan: a new plan of the same member, which need not join again."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.door import new_reference, open_plans
from lifecycle.entries import Occasion
from lifecycle.facts import PlanFacts
from lifecycle.history import GENESIS
from lifecycle.rulebook import Rulebook
from models.cohort import Cohort
from models.words import Stage


def open_next_cycles(
    session: Session, plans: Sequence[PlanFacts], occasion: Occasion, rules: Rulebook
) -> None:
    """Open the next plan of each concluded one, at co-creation, under the next cycle's calendar."""
    if not plans:
        return
    years = _years(session, {plan.cohort_id for plan in plans})
    following = [_following(plan, years[plan.cohort_id], occasion) for plan in plans]
    open_plans(session, following, occasion, rules)
    for plan in plans:
        plan.has_next_cycle = True


def _years(session: Session, cohorts: set[int]) -> dict[int, int]:
    rows = session.execute(select(Cohort.id, Cohort.founded_on).where(Cohort.id.in_(cohorts)))
    return {number: founded_on.year for number, founded_on in rows}


def _following(plan: PlanFacts, year: int, occasion: Occasion) -> PlanFacts:
    if plan.next_calendar is None:
        raise AssertionError("the guard the_next_cycle_has_a_calendar was not asked")
    cycle = plan.cycle + 1
    return replace(
        plan,
        id=0,
        reference=new_reference(year, plan.collectivity_code, cycle, plan.pathway.track),
        cycle=cycle,
        stage=Stage.CO_CREATION,
        opened_on=occasion.today,
        entered_on=occasion.today,
        calendar=plan.next_calendar,
        next_calendar=None,
        session_code=None,
        session_on=None,
        check_on=None,
        has_next_cycle=False,
        filed={},
        content_adopted=None,
        head_seq=0,
        head_hash=GENESIS,
        version=0,
        steps={},
    )
