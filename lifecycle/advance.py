"""The engine's own moves: plans whose guards hold, or whose date has come, go on."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle.acts import ENGINE
from lifecycle.clock import Clock
from lifecycle.cohorts import cohort_number
from lifecycle.decide import is_behind
from lifecycle.door import move_on
from lifecycle.entries import Occasion
from lifecycle.facts import PlanFacts
from lifecycle.language import FiredBy, Transition
from lifecycle.machine import machine_for, reasons_against
from lifecycle.next_check import next_check
from lifecycle.next_cycle import open_next_cycles
from lifecycle.rows import plans_due, read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.sweep_records import record_sweep
from models.bulk import update_values
from models.database import reading, writing
from models.plan import Plan

BATCH = 1000
OF_ITSELF = {FiredBy.TIME, FiredBy.ENGINE}


@dataclass(slots=True)
class AdvanceReport:
    """What the engine looked at and moved: (reference of the plan, trigger) for each move."""

    on: date
    looked_at: int = 0
    moved: list[tuple[str, str]] = field(default_factory=list)


def advance(
    engine: Engine,
    *,
    on: date,
    clock: Clock,
    cohort: str | None = None,
    dry_run: bool = False,
    cause: str = "advance",
) -> AdvanceReport:
    """Move every plan that may move by itself on a civil date; the cost is that of those due.

    Raises:
        NoSuchCohort: there is no such cohort.
    """
    report = AdvanceReport(on)
    occasion = Occasion(ENGINE, clock.now(), cause)
    with reading(engine) as session:
        number = cohort_number(session, cohort)
        if dry_run:
            _look(session, plans_due(session, on, 10**6, number), on, report)
            return report
    after = 0
    while True:
        with writing(engine) as session:
            due = plans_due(session, on, BATCH, number, after)
            if due:
                _advance_batch(session, due, occasion, report)
                after = due[-1]
        if len(due) < BATCH:
            break
    if not occasion.replayed:  # a replay is not a run that people wait for
        with writing(engine) as session:
            counts = {"looked_at": report.looked_at, "moved": len(report.moved)}
            record_sweep(session, "advance", on, clock, counts)
    return report


def may_move(facts: PlanFacts, today: date) -> Transition | None:
    """The first row of the table that the engine may take for a plan on a date.

    None for a plan whose last entry is later than the clock: it does not stop the others.
    """
    if is_behind(facts, today):
        return None
    for row in machine_for(facts.pathway).rows_from(facts.stage):
        if OF_ITSELF & {*row.fired_by} and not reasons_against(row, facts, today):
            return row
    return None


def _look(session: Session, due: list[int], on: date, report: AdvanceReport) -> None:
    for facts in read_facts(session, due).values():
        row = may_move(facts, on)
        report.looked_at += 1
        if row:
            report.moved.append((facts.reference, row.trigger))


def _advance_batch(
    session: Session, due: list[int], occasion: Occasion, report: AdvanceReport
) -> None:
    """Move each plan of a batch as far as it may go, and say when to look at it again."""
    rules = read_rulebook(session)
    facts = read_facts(session, due)
    changes = move_on(session, facts.values(), may_move, occasion, rules)
    report.moved += [(change.facts.reference, change.act.trigger) for change in changes]
    concluded = [c.facts for c in changes if c.act.trigger == "open_next_cycle"]
    open_next_cycles(session, concluded, occasion, rules)
    report.looked_at += len(due)
    still = facts.keys() - {change.facts.id for change in changes}
    waiting = [
        (next_check(facts[n], occasion.today, moved=False), n, facts[n].version)
        for n in sorted(still)
    ]
    # By version: a plan that somebody touched meanwhile keeps its call to be looked at.
    update_values(session.connection(), Plan, ("check_on",), ("id", "version"), waiting)
