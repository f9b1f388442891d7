"""Where plans wait: each step in each region, how many are there now, and how long it took others.

Three reads, whatever the number of plans: the database groups, and here days are counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from lifecycle.board import newest_plans
from lifecycle.day_counts import share_within
from lifecycle.facts import ASKED
from lifecycle.pathway import VERSIONS
from lifecycle.plans import STOPPED, late_on
from lifecycle.rows import PLAN, STEP
from lifecycle.rulebook import read_rulebook
from lifecycle.working_days import WorkingDays
from models.collectivity import Collectivity
from models.plan import Plan, PlanStep
from models.words import StepState, Track

HALF, MOST = 0.5, 0.8


@dataclass(slots=True)
class Bottleneck:
    """One step in one region.

    `waiting` plans are asked for it now, `late` of them after their deadline; `to_review` wait for
    a coordinator. `taken` counts the accepted steps by working days from opening to acceptance,
    `reviewed` by those from the day it was done to acceptance: time of the report included.
    """

    step_key: str
    region_code: str
    waiting: int = 0
    late: int = 0
    to_review: int = 0
    taken: Counter[int] = field(default_factory=Counter)
    reviewed: Counter[int] = field(default_factory=Counter)

    @property
    def usual(self) -> int | None:
        """Half of the accepted ones took at most so many working days."""
        return share_within(self.taken, HALF)

    @property
    def slow(self) -> int | None:
        """Four in five of them took at most so many."""
        return share_within(self.taken, MOST)

    @property
    def usual_review(self) -> int | None:
        """Half of the reviews took at most so many working days."""
        return share_within(self.reviewed, HALF)

    @property
    def slow_review(self) -> int | None:
        """Four in five of the reviews took at most so many."""
        return share_within(self.reviewed, MOST)


@dataclass(frozen=True, slots=True)
class Settled:
    """Accepted steps of a region that share their dates, and how many they are."""

    step_key: str
    region_code: str
    opened_on: date
    done_on: date | None
    settled_on: date
    count: int


def bottlenecks(session: Session, *, on: date, track: Track = Track.REMACTO) -> list[Bottleneck]:
    """Every step of a track and region in which a plan waits on a civil date, the worst first."""
    days = read_rulebook(session).days
    found = _waiting(session, on, track)
    add_times(found, _settled(session), days)
    return worst_first(found.values())


def worst_first(found: Iterable[Bottleneck]) -> list[Bottleneck]:
    """Those in which a plan waits: the most late ones first, then the most crowded."""
    return sorted(
        (one for one in found if one.waiting or one.to_review),
        key=lambda one: (
            -one.late, -one.waiting - one.to_review, one.step_key, one.region_code,
        ),
    )  # fmt: skip


def add_times(
    found: dict[tuple[str, str], Bottleneck], settled: Iterable[Settled], days: WorkingDays
) -> None:
    """Count the working days of accepted steps into their bottlenecks; the others are left out."""
    for one in settled:
        there = found.get((one.step_key, one.region_code))
        if there is None:
            continue
        there.taken[max(0, days.between(one.opened_on, one.settled_on))] += one.count
        if one.done_on is not None and one.step_key in REVIEWED:
            there.reviewed[max(0, days.between(one.done_on, one.settled_on))] += one.count


REVIEWED = frozenset(
    rule.key for table in VERSIONS.values() for rule in table.steps if rule.review
)  # fmt: skip


def _waiting(session: Session, on: date, track: Track) -> dict[tuple[str, str], Bottleneck]:
    query = (
        select(
            STEP.key, Collectivity.region_code,
            _number(STEP.state.in_(ASKED)), _number(late_on(on)),
            _number(STEP.state == StepState.REPORTED),
        )
        .select_from(PlanStep)
        .join(Plan, PLAN.id == STEP.plan_id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(PLAN.stage.not_in(STOPPED), STEP.state.in_((*ASKED, StepState.REPORTED)))
        .where(PLAN.id.in_(newest_plans(track=track)))
        .group_by(STEP.key, Collectivity.region_code)
    )  # fmt: skip
    return {(row[0], row[1]): Bottleneck(*row) for row in session.execute(query)}


def _number(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _settled(session: Session) -> list[Settled]:
    query = (
        select(
            STEP.key, Collectivity.region_code, STEP.opened_on, STEP.done_on, STEP.settled_on,
            func.count(),
        )
        .select_from(PlanStep)
        .join(Plan, PLAN.id == STEP.plan_id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(STEP.state == StepState.ACCEPTED)
        .where(STEP.opened_on.is_not(None), STEP.settled_on.is_not(None))
        .group_by(
            STEP.key, Collectivity.region_code, STEP.opened_on, STEP.done_on, STEP.settled_on
        )
    )  # fmt: skip
    return [Settled(*row) for row in session.execute(query)]
