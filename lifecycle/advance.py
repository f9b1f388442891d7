"""The engine's own moves: plans whose guards hold, or whose date has come, go on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle.acts import ENGINE
from lifecycle.apart import done_apart
from lifecycle.broken_records import (
    BrokenRecords,
    broken_said,
    references_of,
    tell_of_broken,
)
from lifecycle.clock import Clock
from lifecycle.cohorts import cohort_number
from lifecycle.decide import is_behind
from lifecycle.door import move_on
from lifecycle.entries import Occasion
from lifecycle.errors import ConcurrentChange
from lifecycle.facts import PlanFacts
from lifecycle.language import FiredBy, Transition
from lifecycle.machine import every_guard_holds, machine_for
from lifecycle.next_check import next_check
from lifecycle.next_cycle import open_next_cycles
from lifecycle.rows import BEGINNING, Place, plans_due, read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.shares import ALL, Share
from lifecycle.sweep_records import record_sweep
from models.bulk import update_values
from models.collecting import not_collecting
from models.database import reading, writing
from models.failpoints import Point, reach
from models.plan import Plan
from models.trying_again import try_again

BATCH = 1000
FLOW = "advance-plans"
OF_ITSELF = {FiredBy.TIME, FiredBy.ENGINE}


@dataclass(slots=True)
class AdvanceReport:
    """What the engine looked at and moved: (reference of the plan, trigger) for each move.

    `broken` says why a plan could not be looked at, by its reference; the others were.
    """

    on: date
    looked_at: int = 0
    moved: list[tuple[str, str]] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    def add(self, batch: "AdvanceReport") -> None:
        """Count in what a batch did, once it is committed."""
        self.looked_at += batch.looked_at
        self.moved += batch.moved
        self.broken |= batch.broken


@dataclass(frozen=True, slots=True)
class _Which:
    """What a run takes: on a date, of one cohort or all, of one share or all."""

    on: date
    cohort: int | None
    share: Share


def advance(
    engine: Engine,
    *,
    on: date,
    clock: Clock,
    cohort: str | None = None,
    dry_run: bool = False,
    cause: str = "advance",
    share: Share = ALL,
) -> AdvanceReport:
    """Move every plan that may move by itself on a civil date; the cost is that of those due.

    A batch in which somebody acted meanwhile is read and decided anew: people go first.
    A plan that cannot be read or decided is named in the report and in an incident.

    Raises:
        ConcurrentChange: somebody was in the way of one batch five times.
        NoSuchCohort: there is no such cohort.
        BrokenRecords: in a replay, of which nobody sees an incident.
    """
    report = AdvanceReport(on)
    occasion = Occasion(ENGINE, clock.now(), cause)
    with reading(engine) as session:
        which = _Which(on, cohort_number(session, cohort), share)
        if dry_run:
            _look_only(session, _numbers(session, which, 10**6), on, report)
            return report
    after: Place | None = BEGINNING
    while after is not None:
        work = partial(_next_batch, engine, which, after, occasion)
        batch, after = try_again(work, ConcurrentChange)
        report.add(batch)
    if occasion.replayed:  # a replay is not a run that people wait for
        if report.broken:
            raise BrokenRecords(broken_said(sorted(report.broken.items())))
        return report
    with writing(engine) as session:
        counts = {"looked_at": report.looked_at, "moved": len(report.moved)}
        record_sweep(session, "advance", on, clock, counts | share.told())
        whole = which.cohort is None
        tell_of_broken(session, share.named(FLOW), report.broken, clock, whole=whole)
    return report


def _numbers(session: Session, which: _Which, most: int) -> list[int]:
    due = plans_due(session, which.on, most, which.cohort, share=which.share)
    return [number for _, number in due]


def may_move(facts: PlanFacts, today: date) -> Transition | None:
    """The first row of the table that the engine may take for a plan on a date.

    None for a plan whose last entry is later than the clock: it does not stop the others.
    """
    if is_behind(facts, today):
        return None
    for row in machine_for(facts.pathway).rows_from(facts.stage):
        if OF_ITSELF & {*row.fired_by} and every_guard_holds(row, facts, today):
            return row
    return None


def _look_only(session: Session, due: list[int], on: date, report: AdvanceReport) -> None:
    """What would move, for a dry run."""

    def looked(some: Sequence[int] | None) -> list[tuple[str, str]]:
        facts = read_facts(session, due if some is None else some).values()
        rows = [(plan.reference, may_move(plan, on)) for plan in facts]
        return [(reference, row.trigger) for reference, row in rows if row]

    report.moved, broken = done_apart(session, lambda: due, looked)
    report.looked_at = len(due) - len(broken)
    report.broken = references_of(session, broken) if broken else {}


def _next_batch(
    engine: Engine, which: _Which, after: Place, occasion: Occasion
) -> tuple[AdvanceReport, Place | None]:
    """One batch in one transaction: what it did, and the place after which to go on, if any."""
    batch = AdvanceReport(which.on)
    with not_collecting(), writing(engine) as session:
        due = plans_due(session, which.on, BATCH, which.cohort, after, which.share)
        if due:
            _advance_due(session, [number for _, number in due], occasion, batch)
            reach(Point.ADVANCE_WRITTEN)
    reach(Point.ADVANCE_COMMITTED)
    return batch, due[-1] if len(due) == BATCH else None


def _advance_due(
    session: Session, due: list[int], occasion: Occasion, report: AdvanceReport
) -> None:
    """Move those of a batch that can be looked at, and name the others."""
    moved, broken = done_apart(
        session,
        lambda: due,
        lambda some: _advance_batch(session, due if some is None else some, occasion),
    )
    report.moved += moved
    report.looked_at += len(due) - len(broken)
    report.broken |= references_of(session, broken) if broken else {}


def _advance_batch(
    session: Session, due: Sequence[int], occasion: Occasion
) -> list[tuple[str, str]]:
    """Move each plan of a batch as far as it may go, and say when to look at it again."""
    rules = read_rulebook(session)
    facts = read_facts(session, due)
    changes = move_on(session, facts.values(), may_move, occasion, rules)
    concluded = [c.facts for c in changes if c.act.trigger == "open_next_cycle"]
    open_next_cycles(session, concluded, occasion, rules)
    still = facts.keys() - {change.facts.id for change in changes}
    waiting = [
        (next_check(facts[n], occasion.today, moved=False), n, facts[n].version)
        for n in sorted(still)
    ]
    # By version: a plan that somebody touched meanwhile keeps its call to be looked at.
    update_values(session.connection(), Plan, ("check_on",), ("id", "version"), waiting)
    return [(change.facts.reference, change.act.trigger) for change in changes]
