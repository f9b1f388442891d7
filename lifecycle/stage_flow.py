"""How many members stood in each stage, month after month, from the entries of the history."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lifecycle.rows import PLAN
from models.base import table_of
from models.collectivity import Collectivity
from models.history import HistoryEntry
from models.plan import Plan
from models.words import CollectivityKind, Stage

ENTRY = table_of(HistoryEntry).c
LONGEST = 120  # months: ten years are the most that a page shows


@dataclass(frozen=True, slots=True)
class StageChange:
    """A plan of a member entered a stage on a civil date. `cycle` tells its plans apart."""

    on: date
    member: str
    cycle: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class StageFlow:
    """Members by stage at the end of each month, the last day being today.

    `days` are civil dates; `counts` holds, for each stage in which somebody ever stood, as many
    numbers as there are days.
    """

    days: tuple[date, ...] = ()
    counts: tuple[tuple[Stage, tuple[int, ...]], ...] = ()

    @property
    def total(self) -> int:
        """Members on the last day."""
        return sum(numbers[-1] for _, numbers in self.counts) if self.days else 0

    def on_last_day(self) -> dict[Stage, int]:
        """Members by stage on the last day; stages in which nobody stands are left out."""
        return {stage: numbers[-1] for stage, numbers in self.counts if numbers and numbers[-1]}


def read_stage_flow(
    session: Session,
    *,
    until: date,
    region: str | None = None,
    kind: CollectivityKind | None = None,
) -> StageFlow:
    """The flow of all members, or of a region's or a kind's, up to a civil date: one read.

    Of two moves of a plan the one recorded last is right, even when it happened first: so the flow
    of today is what the plans' rows say.
    """
    query = (
        select(
            ENTRY.plan_id, ENTRY.effective_on, PLAN.cohort_id, PLAN.collectivity_code, PLAN.cycle,
            ENTRY.to_stage,
        )
        .join(Plan, PLAN.id == ENTRY.plan_id)
        .where(or_(ENTRY.from_stage.is_(None), ENTRY.from_stage != ENTRY.to_stage))
        .where(ENTRY.effective_on <= until)
        .order_by(ENTRY.plan_id, ENTRY.seq)
    )  # fmt: skip
    if region or kind:
        query = query.join(Collectivity, Collectivity.code == PLAN.collectivity_code)
    if region:
        query = query.where(Collectivity.region_code == region)
    if kind:
        query = query.where(Collectivity.kind == kind)
    changes = (
        StageChange(on, f"{cohort}:{code}", cycle, stage)
        for _, on, cohort, code, cycle, stage in _still_right(session.execute(query).all())
    )
    return stage_flow(changes, until)


def _still_right(moves: Sequence[Any]) -> list[Any]:
    """The moves that none recorded later overtakes, as they happened; given as recorded."""
    kept, earliest = list[Any](), dict[int, date]()
    for move in reversed(moves):
        if move.effective_on <= earliest.get(move.plan_id, date.max):
            kept.append(move)
            earliest[move.plan_id] = move.effective_on
    kept.reverse()
    return sorted(kept, key=attrgetter("effective_on"))


def stage_flow(changes: Iterable[StageChange], until: date) -> StageFlow:
    """The flow of some changes, given in the order in which they happened, up to a civil date.

    A member whose next cycle was opened is counted in that one only.
    """
    known = [change for change in changes if change.on <= until]
    if not known:
        return StageFlow()
    days = _ends_of_months(known[0].on, until)
    newest: dict[str, tuple[int, Stage]] = {}
    seen: list[Counter[Stage]] = []
    waiting = iter([*known, None])
    change = next(waiting)
    for day in days:
        while change is not None and change.on <= day:
            if change.cycle >= newest.get(change.member, (0, change.stage))[0]:
                newest[change.member] = (change.cycle, change.stage)
            change = next(waiting)
        seen.append(Counter(stage for _, stage in newest.values()))
    ever = [stage for stage in Stage if any(counted[stage] for counted in seen)]
    return StageFlow(
        tuple(days), tuple((stage, tuple(counted[stage] for counted in seen)) for stage in ever)
    )


def _ends_of_months(first: date, until: date) -> list[date]:
    """The last day of each month from that of `first`; the last one is `until`."""
    days = [_month_end(first)]
    while days[-1] < until:
        days.append(_month_end(days[-1] + timedelta(days=1)))
    return [*days[:-1], until][-LONGEST:]


def _month_end(on: date) -> date:
    return on.replace(day=monthrange(on.year, on.month)[1])
