"""Searching the members' plans, as a board and its lists ask for them.

Names are compared in one form (`lifecycle.names.fold`), which no database does alike: so the newest
plan of every member is read, 1,590 at the most, and chosen from in memory.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.collectivity_words import full_name
from lifecycle.names import close_names, fold
from lifecycle.plans import PlanRow, plan_rows
from lifecycle.session_moves import WAITING
from lifecycle.tracks import versions_of
from models.cohort import Cohort
from models.register import Registered, all_collectivities
from models.words import CollectivityKind, Stage, Track

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which plans are asked for: what is left empty lets everything through.

    `text` is a name in Arabic or French, a code of the register or a reference; `session` the code
    of the council session that a plan waits for. `track` is always one: members are counted once.
    """

    text: str = ""
    cohort: str = ""
    region: str = ""
    kind: CollectivityKind | None = None
    stage: Stage | None = None
    session: str = ""
    late: bool = False
    page: int = 1
    track: Track = Track.REMACTO

    @property
    def other_track(self) -> str:
        """The track as an address says it: '' for the network's own."""
        return "" if self.track == Track.REMACTO else self.track.value


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: cohorts and regions (code, Arabic, French), sessions waited for.

    `tracks` are those that have a plan.
    """

    cohorts: list[tuple[str, str, str]]
    regions: list[tuple[str, str, str]]
    sessions: list[str]
    tracks: list[Track]


@dataclass(frozen=True, slots=True)
class FoundPlans:
    """All that answer, the rows of one page of them, and the names nearest to a text in vain."""

    every: list[PlanRow]
    rows: list[PlanRow]
    page: int
    pages: int
    near: list[str] = field(default_factory=list)

    def counts(self) -> Counter[tuple[str, Stage]]:
        """How many there are by region and stage."""
        return Counter((row.region_code, row.stage) for row in self.every)

    def late(self) -> Counter[tuple[str, Stage]]:
        """How many of them have a late step, by region and stage."""
        return Counter((row.region_code, row.stage) for row in self.every if row.late_steps)


def search(session: Session, asked: Asked, *, on: date) -> FoundPlans:
    """The newest plan of each member that answers to what is asked, on a civil date.

    A page beyond the last gives the last.
    """
    return choose(newest(session, on=on), asked)


def choose(rows: Sequence[PlanRow], asked: Asked) -> FoundPlans:
    """The same, of plans that were read already."""
    every = [row for row in rows if _answers(row, asked)]
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(1, asked.page), pages)
    near = [] if every or not asked.text else _near(rows, asked)
    return FoundPlans(every, every[(page - 1) * PAGE : page * PAGE], page, pages, near)


def newest(session: Session, *, on: date) -> list[PlanRow]:
    """The plan of the newest cycle of each member, by region and code."""
    by_member = {
        (row.collectivity_code, row.cohort): row  # a later cycle comes later
        for row in plan_rows(session, on=on)
    }
    return list(by_member.values())


def choices(session: Session, rows: Sequence[PlanRow], track: Track = Track.REMACTO) -> Choices:
    """What may be chosen in the filters of a board of a track, given the plans of all tracks."""
    cohorts = (
        select(Cohort.code, Cohort.name_ar, Cohort.name_fr)
        .where(Cohort.pathway_version.in_(versions_of(track)))
        .order_by(Cohort.founded_on)
    )
    waited = {
        row.session_code
        for row in rows
        if row.track == track and row.stage in WAITING and row.session_code
    }
    return Choices(
        [(code, ar, fr) for code, ar, fr in session.execute(cohorts)],
        [(code, region.name_ar, region.name_fr) for code, region in regions().items()],
        sorted(waited),
        [track for track in Track if any(row.track == track for row in rows)],
    )


@cache
def regions() -> dict[str, Registered]:
    """The twelve regions of the national register, by code."""
    return {r.code: r for r in all_collectivities() if r.kind == CollectivityKind.REGION}


def outside(text: str) -> list[Registered]:
    """The collectivities of the national register that bear exactly this name or code."""
    wanted = fold(text)
    if not wanted:
        return []
    return [
        one
        for one in all_collectivities()
        if text.strip() == one.code or wanted in (fold(one.name_ar), fold(one.name_fr))
    ]


def _answers(row: PlanRow, asked: Asked) -> bool:
    return (
        asked.track == row.track
        and asked.cohort in ("", row.cohort)
        and asked.region in ("", row.region_code)
        and asked.kind in (None, row.kind)
        and asked.stage in (None, row.stage)
        and (not asked.late or row.late_steps > 0)
        and (not asked.session or (row.session_code == asked.session and row.stage in WAITING))
        and _is_named(row, asked.text.strip())
    )


def _is_named(row: PlanRow, text: str) -> bool:
    if not text or text.casefold() in (row.reference.casefold(), row.collectivity_code):
        return True
    wanted, name = fold(text), full_name(row.kind, row.name_ar, row.name_fr)
    return bool(wanted) and (wanted in fold(name.ar) or wanted in fold(name.fr))


def _near(rows: Iterable[PlanRow], asked: Asked) -> list[str]:
    """Names to suggest: of the plans that the other filters let through."""
    others = [row for row in rows if _answers(row, replace(asked, text=""))]
    return close_names(asked.text, [n for row in others for n in (row.name_ar, row.name_fr)])
