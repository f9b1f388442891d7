"""How many members and plans there were on a date, and which records make up each number.

A member is a collectivity that takes part in a cohort: it counts once, by the plan of its newest
cycle, as long as that plan is not withdrawn. A published total is right when its records are: each
names the entry that puts it there, with the hash that the signed log holds.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.entry_told import ENTRY, ENTRY_COLUMNS, EntryTold, entry_told
from audit.moments import Moment
from lifecycle.rows import PLAN
from lifecycle.tracks import of_track
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.plan import Plan
from models.words import CollectivityKind, Stage, Track

Member = tuple[str, str]  # the cohort and the collectivity's code


class By(StrEnum):
    """What members and plans are counted by."""

    STAGE = "stage"
    KIND = "kind"
    REGION = "region"
    COHORT = "cohort"


IN_ORDER: dict[By, tuple[str, ...]] = {By.STAGE: tuple(Stage), By.KIND: tuple(CollectivityKind)}


@dataclass(frozen=True, slots=True)
class Record:
    """One plan behind a number. `placed_by` put it into its stage; `membership` made it a member,
    or ended that. `newest` says whether it is the plan that its member is counted by.
    """

    reference: str
    collectivity_code: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region: str
    cohort: str
    cycle: int
    stage: Stage
    placed_by: EntryTold
    membership: EntryTold
    newest: bool

    @property
    def member(self) -> bool:
        """Whether it counts as a member."""
        return self.newest and self.stage != Stage.WITHDRAWN

    @property
    def who(self) -> Member:
        """Whose plan it is."""
        return self.cohort, self.collectivity_code

    def because(self, by: By) -> EntryTold:
        """The entry that puts it where it is counted."""
        return self.placed_by if by == By.STAGE else self.membership


@dataclass(frozen=True, slots=True)
class Count:
    """One number by its key, and every plan behind it, those of ended cycles too."""

    key: str
    records: tuple[Record, ...]

    @property
    def members(self) -> tuple[Record, ...]:
        """The members: those who take part."""
        return tuple(one for one in self.records if one.member)

    @property
    def left(self) -> tuple[Record, ...]:
        """Those who have left."""
        return tuple(one for one in self.records if one.newest and not one.member)


def records(
    session: Session,
    when: Moment,
    regions: Collection[str] = (),
    track: Track | None = Track.REMACTO,
) -> list[Record]:
    """Every plan of a track that existed at a moment, by region, code and cycle; of some regions.

    None counts the plans of every track: for one cohort, which is of one.

    Of several entries that move a plan, the one recorded last is right (`audit.two_times`).
    """
    found: list[Record] = []
    for _, plans in groupby(_plans(session, when, regions, track), attrgetter("cohort", "code")):
        found += _of_member([*plans])
    return sorted(found, key=attrgetter("region", "collectivity_code", "cohort", "cycle"))


def counts(found: Collection[Record], by: By) -> list[Count]:
    """The records by what they are counted by: stages and kinds in their order, others by code."""
    name = attrgetter(by.value)
    keys = sorted({name(one) for one in found}, key=lambda key: _place(by, key))
    return [Count(str(key), tuple(one for one in found if name(one) == key)) for key in keys]


def _place(by: By, key: str) -> tuple[int, str]:
    order = IN_ORDER.get(by)
    return (order.index(key), key) if order else (0, key)


def _plans(
    session: Session, when: Moment, regions: Collection[str], track: Track | None
) -> Iterator[Any]:
    """The moves of every plan that were known and had happened, each plan's as recorded."""
    query = (
        select(
            PLAN.cycle, Collectivity.code, Collectivity.kind,
            Collectivity.name_ar, Collectivity.name_fr, Collectivity.region_code,
            Cohort.code.label("cohort"), *ENTRY_COLUMNS,
        )
        .join(Plan, PLAN.id == ENTRY.plan_id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .join(Cohort, Cohort.id == PLAN.cohort_id)
        .where(ENTRY.recorded_at < when.recorded_before, ENTRY.effective_on <= when.true_on)
        .where(ENTRY.from_stage.is_(None) | (ENTRY.from_stage != ENTRY.to_stage))
        .where(of_track(track))
        .order_by(Cohort.id, Collectivity.code, PLAN.cycle, ENTRY.seq)
    )  # fmt: skip
    if regions:
        query = query.where(Collectivity.region_code.in_(regions))
    yield from session.execute(query, execution_options={"yield_per": 4000})


def _of_member(rows: list[Any]) -> list[Record]:
    """The plans of one member, the first cycle first, from the moves of all of them."""
    plans = [[*moves] for _, moves in groupby(rows, attrgetter("cycle"))]
    opened = [moves for moves in plans if moves[0].from_stage is None]
    found: list[Record] = []
    for moves in opened:
        told = [entry_told(row) for row in moves]
        crossed = [one for one in told if not one.stays_a_member]
        stays = found and found[-1].stage != Stage.WITHDRAWN and len(crossed) == 1
        membership = found[-1].membership if stays else crossed[-1]
        found.append(_record(moves[0], told[-1], membership, newest=moves is opened[-1]))
    return found


def _record(row: Any, placed_by: EntryTold, membership: EntryTold, *, newest: bool) -> Record:
    return Record(
        row.reference, row.code, row.kind, row.name_ar, row.name_fr, row.region_code, row.cohort,
        row.cycle, placed_by.to_stage, placed_by, membership, newest,
    )  # fmt: skip
