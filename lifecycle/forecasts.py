"""Forecasts of stored plans: what was seen so far is read, and what is foreseen is kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle.board import newest_plans
from lifecycle.facts import SETTLED
from lifecycle.forecast import BEFORE_THE_VOTE, PlanForecast, forecast
from lifecycle.language import StepRule
from lifecycle.paces import Pace, Paces, by_date
from lifecycle.pathway import VERSIONS
from lifecycle.rows import PLAN, STEP, read_facts
from lifecycle.rulebook import Rulebook, read_rulebook
from lifecycle.survival import Durations, Spell
from models.bulk import insert_rows
from models.database import writing
from models.forecast import Forecast
from models.plan import Plan, PlanStep
from models.words import Stage, StepState

Seen = dict[str, list[Spell]]
# A step that was asked again is done faster: only the first time counts. One that was waived was
# not done, and a plan that stands still says nothing about pace.
SEEN = (
    select(
        PLAN.cohort_id, PLAN.pathway_version, STEP.key, STEP.state, STEP.opened_on,
        STEP.original_due_on, STEP.settled_on,
    )
    .select_from(PlanStep)
    .join(Plan, PLAN.id == STEP.plan_id)
    .where(STEP.occurrence == 1, STEP.opened_on.is_not(None), STEP.state != StepState.WAIVED)
    .where(PLAN.stage.not_in((Stage.SUSPENDED, Stage.WITHDRAWN)))
    .where(STEP.stage.in_(BEFORE_THE_VOTE))
)  # fmt: skip


def read_paces(session: Session, on: date, rules: Rulebook) -> dict[int, Paces]:
    """What was seen of each step until a civil date, by the number of the cohort."""
    by_cohort: dict[int, Seen] = defaultdict(lambda: defaultdict(list))
    network: Seen = defaultdict(list)
    shares: dict[int, list[Spell]] = defaultdict(list)
    for row in session.execute(SEEN):
        rule = VERSIONS[row.pathway_version].by_key[row.key]
        spell = _spell(row, rule, on)
        if spell is None:
            continue
        by_cohort[row.cohort_id][row.key].append(spell)
        network[row.key].append(spell)
        if row.original_due_on and rule.season is None:
            given = max(1, (row.original_due_on - row.opened_on).days)
            taken = 100 * (_end(row, on) - row.opened_on).days // given
            shares[row.cohort_id].append(Spell(taken, spell.ended))
    everywhere = _durations(network)
    return {
        cohort: Paces(rules.days, _durations(seen), everywhere, Durations(shares[cohort]))
        for cohort, seen in by_cohort.items()
    }


def forecast_plans(
    session: Session,
    *,
    on: date,
    cohort: str | None = None,
    plans: Sequence[int] | None = None,
    paces: dict[int, Paces] | None = None,
) -> list[PlanForecast]:
    """The forecast of every newest plan that still has its vote before it, on a civil date.

    Args:
        session: to read with.
        on: the date of the forecast.
        cohort: the code of one cohort; all when left out.
        plans: the numbers of the plans that are wanted; all when left out.
        paces: what was seen of each step, when it was read already.
    """
    rules = read_rulebook(session)
    query = newest_plans(cohort).where(PLAN.stage.in_(BEFORE_THE_VOTE)).order_by(PLAN.reference)
    if plans is not None:
        query = query.where(PLAN.id.in_(plans))
    if paces is None:
        paces = read_paces(session, on, rules)
    facts = read_facts(session, list(session.scalars(query)))
    nobody = Paces(rules.days, {}, {}, Durations([]))
    told = (forecast(one, on, paces.get(one.cohort_id, nobody), rules) for one in facts.values())
    return sorted((one for one in told if one), key=lambda one: one.reference)


def keep(engine: Engine, *, on: date, cohort: str | None = None) -> int:
    """Foresee and keep it, so that it can be held against what comes; gives back how many plans.

    What was kept for a date is not foreseen again.
    """
    with writing(engine) as session:
        told = forecast_plans(session, on=on, cohort=cohort)
        insert_rows(
            session.connection(), Forecast, [_row(one) for one in told],
            unless_known="plan_id, made_on",
        )  # fmt: skip
    return len(told)


def _row(told: PlanForecast) -> dict[str, Any]:
    return {
        "plan_id": told.plan_id,
        "made_on": told.made_on,
        "target": told.target.code,
        "target_on": told.target.opens_on,
        "outlook": told.outlook,
        **{pace.value: told.sessions[pace].code for pace in Pace},
    }


def _end(row: Any, on: date) -> date:
    end: date = row.settled_on if row.state in SETTLED and row.settled_on else on
    return end


def _spell(row: Any, rule: StepRule, on: date) -> Spell | None:
    """How long one step lasted, or has lasted; None when its date is not known."""
    start = row.original_due_on if by_date(rule) else row.opened_on
    if start is None:
        return None
    return Spell((_end(row, on) - start).days, row.state in SETTLED)


def _durations(seen: Seen) -> dict[str, Durations]:
    return {key: Durations(spells) for key, spells in seen.items()}


def by_region(told: Iterable[PlanForecast]) -> dict[str, list[PlanForecast]]:
    """Forecasts by the code of the region."""
    found: dict[str, list[PlanForecast]] = defaultdict(list)
    for one in told:
        found[one.region_code].append(one)
    return found
