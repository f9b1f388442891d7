"""The engine's own moves: plans whose guards hold, or whose date has come, go on."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine, bindparam, update
from sqlalchemy.orm import Session

from lifecycle.acts import ENGINE, Act
from lifecycle.clock import Clock
from lifecycle.cohorts import cohort_number
from lifecycle.door import Answer, fire_many
from lifecycle.entries import Occasion
from lifecycle.facts import PlanFacts
from lifecycle.language import FiredBy, Transition
from lifecycle.machine import machine_for, reasons_against
from lifecycle.next_check import next_check
from lifecycle.next_cycle import open_next_cycles
from lifecycle.rows import PLAN, plans_due, read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.sweep_records import record_sweep
from models.base import table_of
from models.database import reading, writing
from models.plan import Plan

BATCH = 1000
OF_ITSELF = {FiredBy.TIME, FiredBy.ENGINE}
SET_CHECK = (
    update(table_of(Plan))
    .where(PLAN.id == bindparam("plan"), PLAN.version == bindparam("was"))
    .values(check_on=bindparam("check_on"))
)


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
    """The first row of the table that the engine may take for a plan on a date."""
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
    """Move a batch until no plan of it can move any further, then say when to look again."""
    rules = read_rulebook(session)
    facts = read_facts(session, due)
    looking = facts
    while looking:
        ready = {n: row for n, plan in looking.items() if (row := may_move(plan, occasion.today))}
        acts = [Act(n, row.trigger, basis=facts[n].basis) for n, row in ready.items()]
        answers = fire_many(session, acts, occasion, facts=facts, rules=rules)
        moved = [answer for answer in answers if answer.change]
        report.moved.extend(
            (facts[answer.act.plan_id].reference, answer.act.trigger) for answer in moved
        )
        open_next_cycles(session, _concluding(moved, facts), occasion, rules)
        looking = {answer.act.plan_id: facts[answer.act.plan_id] for answer in moved}
    report.looked_at += len(due)
    rows = [
        {"plan": n, "was": plan.version, "check_on": next_check(plan, occasion.today, moved=False)}
        for n, plan in facts.items()
    ]
    session.connection().execute(SET_CHECK, rows)


def _concluding(moved: list[Answer], facts: dict[int, PlanFacts]) -> list[PlanFacts]:
    return [facts[a.act.plan_id] for a in moved if a.act.trigger == "open_next_cycle"]
