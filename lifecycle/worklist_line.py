"""One line of the worklist, and what every query of it has in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from lifecycle.board import newest_plans
from lifecycle.plans import STOPPED
from lifecycle.rows import PLAN
from lifecycle.worklist_words import ToDo
from models.base import table_of
from models.collectivity import Collectivity
from models.person import RoleHolding
from models.plan import Plan
from models.words import CollectivityKind, Role, Stage

PLACE = table_of(Collectivity).c
HOLDING = table_of(RoleHolding).c
# What tells a reader which plan a line is about.
WHICH = (PLAN.reference, PLACE.kind, PLACE.name_ar, PLACE.name_fr, PLACE.region_code)
GOING = PLAN.stage.not_in((*STOPPED, Stage.COMPLETED))


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits for a coordinator.

    `reference` is None for what is about no plan (the address of a coordinator), `kind` for what is
    about the whole network. `since` is the civil date from which it waits. `why` are words of the
    collectivity or of the mail server: they may name people and are for those who sign in.
    """

    todo: ToDo
    reference: str | None
    kind: CollectivityKind | None
    name_ar: str
    name_fr: str
    region_code: str
    since: date | None = None
    step_key: str | None = None
    due_on: date | None = None
    asked_until: date | None = None
    working_days: int | None = None
    role: Role | None = None
    person_id: int | None = None
    letter_id: str | None = None
    letter_kind: str | None = None
    why: str = ""

    @classmethod
    def about(cls, todo: ToDo, which: Sequence[Any], **more: Any) -> "Line":
        """A line from the columns of `WHICH` and what else is known."""
        reference, kind, name_ar, name_fr, region_code = which
        return cls(todo, reference, kind, name_ar or "", name_fr or "", region_code or "", **more)


def of_plans(*columns: Any) -> Select[Any]:
    """A query of plans with their collectivities: `WHICH`, then these columns."""
    query = select(*WHICH, *columns).select_from(Plan)
    return query.join(Collectivity, PLACE.code == PLAN.collectivity_code)


def within(region: str | None) -> ColumnElement[bool]:
    """The condition of one region, or none."""
    return PLACE.region_code == region if region else true()


def live(region: str | None) -> list[ColumnElement[bool]]:
    """The plans on their way, the newest of each member, in a region."""
    return [GOING, PLAN.id.in_(newest_plans()), within(region)]


def held_on(on: date) -> ColumnElement[bool]:
    """The roles that are held on a civil date."""
    lasting = or_(HOLDING.until_on.is_(None), HOLDING.until_on >= on)
    return and_(HOLDING.from_on <= on, lasting)


def oldest_first(lines: list[Line]) -> list[Line]:
    """The lines by date, those without one at the end."""
    return sorted(lines, key=lambda line: (line.since is None, line.since or date.max))
