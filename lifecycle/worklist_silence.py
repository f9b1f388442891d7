"""Focal points who have been silent: a step is late, a letter is a month old, nobody answered."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from lifecycle.acts import OF_FOCAL_POINTS, PEOPLE_ACTS
from lifecycle.legal_time import instant_of, local_date
from lifecycle.plans import FIRST, late_on
from lifecycle.rows import PLAN, STEP
from lifecycle.worklist_line import HOLDING, Line, live, of_plans
from lifecycle.worklist_words import ToDo
from models.base import table_of
from models.history import HistoryEntry
from models.outbox import OutboxLetter
from models.plan import PlanStep
from models.words import LetterState, Role

SILENCE = timedelta(days=30)  # policy, after the network's own wish for successors
SIGNS_OF_LIFE = OF_FOCAL_POINTS | PEOPLE_ACTS
LETTER = table_of(OutboxLetter).c
ENTRY = table_of(HistoryEntry).c
NETWORK = (Role.REGION_COORDINATOR, Role.NATIONAL_COORDINATOR, Role.ADMIN, Role.AUDITOR)


def silent(
    session: Session, on: date, region: str | None, named: Mapping[str, date]
) -> dict[str, Line]:
    """Plans with a late step, a letter about it thirty days old, and no sign of life since.

    By the code of the collectivity: of several plans, the openness plan speaks.
    """
    written = (
        select(LETTER.plan_id, func.min(LETTER.written_on).label("on"))
        .join(
            PlanStep,
            and_(
                STEP.plan_id == LETTER.plan_id,
                STEP.key == LETTER.step_key,
                STEP.occurrence == LETTER.occurrence,
            ),
        )
        .where(late_on(on), LETTER.role == Role.FOCAL_POINT, LETTER.written_on <= on - SILENCE)
        .where(or_(LETTER.state == LetterState.ACCEPTED, LETTER.carried_by.is_not(None)))
        .group_by(LETTER.plan_id)
        .subquery()
    )
    signs = _signs_of_life().subquery()
    query = (
        of_plans(PLAN.collectivity_code, written.c.on, signs.c.at)
        .join(written, written.c.plan_id == PLAN.id)
        .outerjoin(signs, signs.c.plan_id == PLAN.id)
        .where(*live(region))
        .where(or_(signs.c.at.is_(None), signs.c.at < instant_of(on - SILENCE, 0)))
        .order_by(*FIRST)
    )
    lines: dict[str, Line] = {}
    for *which, code, first_on, sign_at in session.execute(query):
        since = max(first_on, local_date(sign_at)) if sign_at else first_on
        line = focal_point_line(ToDo.CALL_FOCAL_POINT, which, since, named.get(code))
        lines.setdefault(code, line)
    return lines


def _signs_of_life() -> Select[tuple[int, object]]:
    """The last act of each plan's own people: what coordinators record for them is none."""
    number = cast(HOLDING.person_id, String)
    network = select(literal("person:").concat(number)).where(HOLDING.role.in_(NETWORK))
    return (
        select(ENTRY.plan_id, func.max(ENTRY.recorded_at).label("at"))
        .where(ENTRY.trigger.in_(SIGNS_OF_LIFE), ENTRY.actor_id.not_in(network))
        .group_by(ENTRY.plan_id)
    )


def focal_point_line(todo: ToDo, which: Sequence[Any], since: date, named_on: date | None) -> Line:
    """A line about a focal point; while a successor is asked, it is them who are to be called."""
    if named_on is not None:
        todo, since = ToDo.CALL_SUCCESSOR, named_on
    return Line.about(todo, which, since=since, role=Role.FOCAL_POINT)
