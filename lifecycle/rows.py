"""From rows to facts, for many plans in two reads."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import BindParameter, Select, Text, and_, bindparam, cast, func, select, tuple_
from sqlalchemy.orm import Session

from lifecycle.facts import Calendar, Filed, PlanFacts, StepFacts, read_calendars
from lifecycle.legal_time import local_date
from lifecycle.pathway import VERSIONS
from lifecycle.shares import ALL, MOST, Share
from models.base import table_of
from models.batch import Batch, BatchPlan
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.history import HistoryEntry
from models.plan import Plan, PlanStep
from models.words import BatchKind, Stage

PLAN = table_of(Plan).c
STEP = table_of(PlanStep).c
HEAD = table_of(HistoryEntry).c
MEMBER, COHORT = table_of(Collectivity).c, table_of(Cohort).c
# When elections last renewed the council of a plan's collectivity, in any of its plans.
_BATCH = table_of(Batch).c
_OF_BATCH, _SAME_PLACE = table_of(BatchPlan).alias(), table_of(Plan).alias()
RENEWED_ON = (
    select(func.max(_BATCH.asked["on"].as_string()))
    .join(_OF_BATCH, _OF_BATCH.c.batch_id == _BATCH.id)
    .join(_SAME_PLACE, _SAME_PLACE.c.id == _OF_BATCH.c.plan_id)
    .where(_BATCH.kind == BatchKind.RENEW_COUNCIL, _OF_BATCH.c.seq.is_not(None))
    .where(_SAME_PLACE.c.collectivity_code == PLAN.collectivity_code)
    .correlate(table_of(Plan))
    .scalar_subquery()
    .label("renewed_on")
)
PLAN_COLUMNS = (
    PLAN.id, PLAN.reference, PLAN.collectivity_code, PLAN.cohort_id, PLAN.cycle, PLAN.stage,
    PLAN.resume_stage, PLAN.opened_on, PLAN.entered_on, PLAN.suspended_on, PLAN.session_code,
    PLAN.session_on, PLAN.pathway_version, PLAN.check_on, PLAN.head_seq, PLAN.head_hash,
    PLAN.basis, PLAN.version, PLAN.filed, PLAN.content_adopted, RENEWED_ON, HEAD.recorded_at,
    MEMBER.kind, MEMBER.region_code, cast(COHORT.calendar, Text).label("calendar"),
)  # fmt: skip
STEP_COLUMNS = (
    STEP.plan_id, STEP.id, STEP.key, STEP.occurrence, STEP.stage, STEP.state, STEP.opened_on,
    STEP.due_on, STEP.original_due_on, STEP.due_rule, STEP.moved_because, STEP.done_on,
    STEP.settled_on, STEP.outcome, STEP.next_at, STEP.last_rung, STEP.asked_on, STEP.asked_until,
)  # fmt: skip
# Built once: making a statement anew costs as much as running it.
IDS: BindParameter[int] = bindparam("plans", expanding=True)
PLANS = (
    select(*PLAN_COLUMNS)
    .join(table_of(Collectivity), MEMBER.code == PLAN.collectivity_code)
    .join(table_of(Cohort), COHORT.id == PLAN.cohort_id)
    .outerjoin(table_of(HistoryEntry), and_(HEAD.plan_id == PLAN.id, HEAD.seq == PLAN.head_seq))
    .where(PLAN.id.in_(IDS))
)
STEPS = select(*STEP_COLUMNS).where(STEP.plan_id.in_(IDS)).order_by(STEP.id)
# In the order of its index, which holds only plans that wait for a date: a batch goes on where the
# one before it ended, and what is not due is never read.
DUE = (
    select(PLAN.check_on, PLAN.id)
    .where(PLAN.check_on.is_not(None), PLAN.check_on <= bindparam("today"))
    .where(tuple_(PLAN.check_on, PLAN.id) > tuple_(bindparam("on"), bindparam("number")))
    .order_by(PLAN.check_on, PLAN.id)
    .limit(bindparam("most"))
)
Place = tuple[date, int]
BEGINNING: Place = (date.min, 0)


def read_facts(session: Session, plan_ids: Sequence[int]) -> dict[int, PlanFacts]:
    """The facts of plans, by plan number, with the newest occurrence of each step."""
    rows = session.execute(PLANS, {"plans": plan_ids}).all()
    facts = {row.id: _plan_facts(row, _calendars(row.calendar)) for row in rows}
    for row in session.execute(STEPS, {"plans": plan_ids}).all():
        _add_step(facts[row[0]].steps, row)
    _mark_next_cycles(session, facts)
    return facts


def plans_due(
    session: Session,
    on: date,
    limit: int,
    cohort_id: int | None = None,
    after: Place = BEGINNING,
    share: Share = ALL,
) -> list[Place]:
    """The plans that the engine should look at on a civil date, at most `limit` of them.

    Each with the day since which it waits, the longest first, behind the place `after`.
    """
    bound: dict[str, Any] = {"today": on, "on": after[0], "number": after[1], "most": limit}
    if cohort_id is not None:
        bound["cohort"] = cohort_id
    rows = session.execute(_due(cohort_id is not None, share), bound)
    return [(since, number) for since, number in rows]


@lru_cache(maxsize=2 * MOST)
def _due(of_cohort: bool, share: Share) -> Select[Any]:
    query = DUE.where(*share.by_number(PLAN.id))
    return query.where(PLAN.cohort_id == bindparam("cohort")) if of_cohort else query


@lru_cache(maxsize=64)
def _calendars(stored: str) -> dict[int, Calendar]:
    """The calendars of a cohort by cycle: a thousand of its plans carry the same words."""
    return read_calendars(orjson.loads(stored))


def _plan_facts(row: Any, calendars: dict[int, Calendar]) -> PlanFacts:
    return PlanFacts(
        id=row.id,
        reference=row.reference,
        collectivity_code=row.collectivity_code,
        kind=row.kind,
        region_code=row.region_code,
        cohort_id=row.cohort_id,
        cycle=row.cycle,
        stage=row.stage,
        opened_on=row.opened_on,
        entered_on=row.entered_on,
        pathway=VERSIONS[row.pathway_version],
        calendar=calendars[row.cycle],
        next_calendar=calendars.get(row.cycle + 1),
        resume_stage=row.resume_stage,
        suspended_on=row.suspended_on,
        session_code=row.session_code,
        session_on=row.session_on,
        check_on=row.check_on,
        basis=row.basis,
        filed={kind: Filed(*told) for kind, told in (row.filed or {}).items()},
        content_adopted=row.content_adopted,
        renewed_on=date.fromisoformat(row.renewed_on) if row.renewed_on else None,
        head_seq=row.head_seq,
        head_hash=row.head_hash,
        recorded_on=local_date(row.recorded_at) if row.recorded_at else None,
        version=row.version,
    )


def _add_step(steps: dict[str, StepFacts], row: Any) -> None:
    """Keep a step when it is the newest occurrence of its key."""
    step = step_of(row)
    known = steps.get(step.key)
    if known is None or known.occurrence <= step.occurrence:
        steps[step.key] = step
        step.stored = True


def step_of(row: Any) -> StepFacts:
    """The facts of a step, from a row that begins with the columns of a step."""
    return StepFacts(*row[2 : len(STEP_COLUMNS)])


def _mark_next_cycles(session: Session, facts: dict[int, PlanFacts]) -> None:
    """Say of concluded plans whether their next cycle was opened."""
    concluded = [plan for plan in facts.values() if plan.stage == Stage.COMPLETED]
    if not concluded:
        return
    codes = [plan.collectivity_code for plan in concluded]
    known = {
        tuple(row)
        for row in session.execute(
            select(PLAN.collectivity_code, PLAN.cohort_id, PLAN.cycle).where(
                PLAN.collectivity_code.in_(codes)
            )
        )
    }
    for plan in concluded:
        following = (plan.collectivity_code, plan.cohort_id, plan.cycle + 1)
        plan.has_next_cycle = following in known
