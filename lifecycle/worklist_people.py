"""What people bring to the worklist: addresses out of use, missing and silent focal points."""

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from lifecycle.board import newest_plans
from lifecycle.legal_time import local_date
from lifecycle.plans import FIRST
from lifecycle.renewal_gaps import gaps
from lifecycle.rows import PLAN
from lifecycle.worklist_line import (
    HOLDING,
    PLACE,
    WHICH,
    Line,
    held_on,
    live,
    of_plans,
    oldest_first,
    within,
)
from lifecycle.worklist_silence import focal_point_line, silent
from lifecycle.worklist_words import ToDo
from models.collectivity import Collectivity
from models.person import Person, RoleHolding
from models.plan import Plan
from models.succession import Succession
from models.words import Role, Stage, SuccessionState

NEWLY_NAMED = {Role.PRESIDENT: ToDo.NAME_PRESIDENT, Role.COMMITTEE: ToDo.NAME_COMMITTEE}


def unreachable(session: Session, on: date, region: str | None) -> list[Line]:
    """The holders of a role whose letters come back, a line for each role they hold."""
    query = (
        select(*WHICH, HOLDING.role, Person.id, Person.undeliverable_since,
               Person.undeliverable_cause, HOLDING.id)
        .select_from(Person)
        .join(RoleHolding, HOLDING.person_id == Person.id)
        .outerjoin(Collectivity, PLACE.code == func.coalesce(HOLDING.collectivity_code,
                                                             HOLDING.region_code))
        .outerjoin(Plan, and_(PLAN.collectivity_code == HOLDING.collectivity_code,
                              PLAN.id.in_(newest_plans()), PLAN.stage != Stage.WITHDRAWN))
        .where(Person.undeliverable_since.is_not(None), held_on(on), within(region))
        .where(or_(PLAN.id.is_not(None), HOLDING.collectivity_code.is_(None)))
        .order_by(Person.undeliverable_since, Person.id, HOLDING.id, *FIRST)
    )  # fmt: skip
    found: dict[int, Line] = {}  # once for each role, also of a collectivity with several plans
    for *which, role, number, since, cause, holding in session.execute(query):
        line = Line.about(
            ToDo.MEND_ADDRESS, which, role=role, person_id=number, since=since, why=cause or ""
        )
        found.setdefault(holding, line)
    return list(found.values())


def no_focal_point(session: Session, on: date, region: str | None) -> list[Line]:
    """The plans that nobody answers for: no focal point, one out of reach, or a silent one.

    One line a collectivity: the same person answers for its plans in every track.
    """
    named = _named(session)
    found = silent(session, on, region, named) | _gone(session, on, region, named)
    return oldest_first(list(found.values()))


def since_elections(session: Session, on: date, region: str | None) -> list[Line]:
    """The presidents and committees that plans miss since elections, a line for each of them."""
    return oldest_first(
        [
            Line.about(
                ToDo.CALL_NAMED if role in gap.named else todo,
                (gap.reference, gap.kind, gap.name_ar, gap.name_fr, gap.region_code),
                role=role,
                since=gap.renewed_on,
            )
            for gap in gaps(session, on, region=region)
            for role, todo in NEWLY_NAMED.items()
            if role in gap.missing
        ]
    )


def _gone(
    session: Session, on: date, region: str | None, named: dict[str, date]
) -> dict[str, Line]:
    """Plans whose focal point is nobody, or somebody who cannot be reached; by collectivity."""
    of_plan = HOLDING.collectivity_code == PLAN.collectivity_code
    focal = and_(of_plan, HOLDING.role == Role.FOCAL_POINT)
    reached = (
        select(HOLDING.id)
        .join(Person, Person.id == HOLDING.person_id)
        .where(focal, held_on(on), Person.undeliverable_since.is_(None))
    )
    lost = (
        select(func.max(Person.undeliverable_since))
        .join(RoleHolding, HOLDING.person_id == Person.id)
        .where(focal, held_on(on))
        .scalar_subquery()
    )
    left = select(func.max(HOLDING.until_on)).where(focal).scalar_subquery()
    query = of_plans(PLAN.collectivity_code, PLAN.opened_on, lost, left).where(
        ~reached.exists(), *live(region)
    )
    lines: dict[str, Line] = {}
    for *which, code, opened_on, lost_on, left_on in session.execute(query.order_by(*FIRST)):
        todo = ToDo.FOCAL_POINT_UNREACHABLE if lost_on else ToDo.NAME_FOCAL_POINT
        since = lost_on or left_on or opened_on
        lines.setdefault(code, focal_point_line(todo, which, since, named.get(code)))
    return lines


def _named(session: Session) -> dict[str, date]:
    """Since when a successor of the focal point is asked, by collectivity."""
    query = select(Succession.collectivity_code, Succession.named_at).where(
        Succession.state == SuccessionState.NAMED, Succession.role == Role.FOCAL_POINT
    )
    return {code: local_date(at) for code, at in session.execute(query)}
