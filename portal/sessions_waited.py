"""The council sessions that plans wait for, and the councils that wait for one of them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.language import Phrase
from lifecycle.pathway_words import KIND_NAMES, full_name
from lifecycle.rows import PLAN
from lifecycle.session_moves import WAITING
from models.collectivity import Collectivity
from models.plan import Plan
from models.words import CollectivityKind, Language
from notifications.session_names import session_name
from portal.viewer import Viewer


@dataclass(slots=True)
class Waited:
    """A session, the openings that its plans count from, and how many plans wait for it."""

    kind: CollectivityKind
    code: str
    kind_name: str
    name: str
    openings: list[date]
    plans: int


@dataclass(frozen=True, slots=True)
class Council:
    """A council that waits for a session."""

    code: str
    region_code: str
    name: Phrase


def sessions_waited(session: Session, viewer: Viewer, language: Language) -> list[Waited]:
    """The sessions waited for in the regions that the viewer sees, the next one first."""
    query = (
        select(
            Collectivity.kind, PLAN.session_code, PLAN.session_on, Collectivity.region_code,
            func.count(),
        )
        .select_from(Plan)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(PLAN.stage.in_(WAITING), PLAN.session_code.is_not(None))
        .group_by(Collectivity.kind, PLAN.session_code, PLAN.session_on, Collectivity.region_code)
        .order_by(PLAN.session_on, Collectivity.kind)
    )  # fmt: skip
    found: dict[tuple[str, str], Waited] = {}
    for kind, code, opens_on, region, count in session.execute(query):
        if viewer.may_see(region):
            kind_name = KIND_NAMES[kind].said_in(language)
            name = session_name(code, language) or code
            one = found.setdefault((kind, code), Waited(kind, code, kind_name, name, [], 0))
            one.plans += count
            one.openings = sorted({*one.openings, opens_on})
    return list(found.values())


def councils_waiting(session: Session, kind: CollectivityKind | None, code: str) -> list[Council]:
    """The councils of a kind whose plans wait for a session, by region and code."""
    if kind is None:
        return []
    query = (
        select(
            Collectivity.code, Collectivity.region_code, Collectivity.kind, Collectivity.name_ar,
            Collectivity.name_fr,
        )
        .select_from(Plan)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(PLAN.stage.in_(WAITING), PLAN.session_code == code, Collectivity.kind == kind)
        .order_by(Collectivity.region_code, Collectivity.code)
    )  # fmt: skip
    return [
        Council(place, region, full_name(of, name_ar, name_fr))
        for place, region, of, name_ar, name_fr in session.execute(query)
    ]
