"""Which plans still miss somebody since elections renewed their council."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.board import newest_plans
from lifecycle.long_lists import chunks
from lifecycle.rows import PLAN, RENEWED_ON, STEP
from lifecycle.worklist_line import HOLDING, of_plans, within
from models.plan import PlanStep
from models.succession import Succession
from models.words import CollectivityKind, Role, Stage, StepState, SuccessionState

COMMITTEE_STEP = "set_up_committee"
NEEDED = (Role.FOCAL_POINT, Role.PRESIDENT, Role.COMMITTEE)
DONE = (StepState.REPORTED, StepState.ACCEPTED)
Held = tuple[Role, date | None]  # a role and its last day


@dataclass(frozen=True, slots=True)
class Gap:
    """A plan that misses somebody since the elections of `renewed_on`.

    `missing` are the roles that nobody holds; `named` those of them for which somebody was asked
    and has not answered yet.
    """

    reference: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region_code: str
    renewed_on: date
    missing: tuple[Role, ...]
    named: tuple[Role, ...]


def gaps(
    session: Session, on: date, *, region: str | None = None, cohort: str | None = None
) -> list[Gap]:
    """The plans that miss a focal point, a president or a committee on a civil date, by reference.

    Plans that withdrew are left out. A committee is missed where there was one: somebody held the
    role until the elections, or the step that sets it up is done; reporting that step again, or
    naming somebody for the role, ends it.
    """
    query = of_plans(PLAN.collectivity_code, RENEWED_ON, PLAN.id).where(
        RENEWED_ON.is_not(None), PLAN.stage != Stage.WITHDRAWN,
        PLAN.id.in_(newest_plans(cohort)), within(region),
    )  # fmt: skip
    rows = session.execute(query.order_by(PLAN.reference)).all()
    codes = sorted({row.collectivity_code for row in rows})
    held, named = _held(session, codes, on), _named(session, codes)
    set_up = _set_up(session, [row.id for row in rows])
    found = []
    for reference, kind, ar, fr, region_code, code, renewed, number in rows:
        since = date.fromisoformat(renewed)
        missing = _missing(held.get(code, []), set_up.get(number), since, on)
        if missing:
            asked = tuple(role for role in missing if role in named.get(code, ()))
            found.append(Gap(reference, kind, ar, fr, region_code, since, missing, asked))
    return found


def _missing(
    held: Sequence[Held], set_up_on: date | None, since: date, on: date
) -> tuple[Role, ...]:
    """The roles that nobody holds on a date; who left with the elections held one to that day."""
    there = {role for role, until in held if until is None or (until >= on and until > since)}
    had = set_up_on is not None or (Role.COMMITTEE, since) in held
    if not had or (set_up_on is not None and set_up_on > since):
        there.add(Role.COMMITTEE)
    return tuple(role for role in NEEDED if role not in there)


def _held(session: Session, codes: Sequence[str], on: date) -> dict[str, list[Held]]:
    """The roles that are, or were, held by a date, with the last day of each, by collectivity."""
    query = select(HOLDING.collectivity_code, HOLDING.role, HOLDING.until_on).where(
        HOLDING.from_on <= on, HOLDING.role.in_(NEEDED)
    )
    found: dict[str, list[Held]] = {}
    for some in chunks(codes):
        for code, role, until in session.execute(query.where(HOLDING.collectivity_code.in_(some))):
            found.setdefault(code, []).append((role, until))
    return found


def _set_up(session: Session, plans: Sequence[int]) -> dict[int, date]:
    """When the committee was last set up, by plan."""
    query = (
        select(STEP.plan_id, STEP.done_on)
        .select_from(PlanStep)
        .where(STEP.key == COMMITTEE_STEP, STEP.state.in_(DONE), STEP.done_on.is_not(None))
        .order_by(STEP.occurrence)
    )
    return {
        plan: done_on
        for some in chunks(plans)
        for plan, done_on in session.execute(query.where(STEP.plan_id.in_(some)))
    }


def _named(session: Session, codes: Sequence[str]) -> dict[str, set[Role]]:
    """The roles for which somebody was asked and has not answered, by collectivity."""
    query = select(Succession.collectivity_code, Succession.role).where(
        Succession.state == SuccessionState.NAMED
    )
    found: dict[str, set[Role]] = {}
    for some in chunks(codes):
        for code, role in session.execute(query.where(Succession.collectivity_code.in_(some))):
            found.setdefault(code, set()).add(role)
    return found
