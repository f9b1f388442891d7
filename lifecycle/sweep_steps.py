"""The rungs that a batch of open steps owes, in bulk: one read, one insert, one update."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import Session

from lifecycle.apart import done_apart
from lifecycle.change import Owed
from lifecycle.entries import Occasion
from lifecycle.facts import ASKED, StepFacts
from lifecycle.ladder import RungDay, next_owed, not_written, rung_days
from lifecycle.language import Pathway
from lifecycle.pathway import VERSIONS
from lifecycle.rows import MEMBER, PLAN, STEP, STEP_COLUMNS, step_of
from lifecycle.rulebook import Rulebook, read_rulebook
from lifecycle.shares import ALL, Share
from lifecycle.sweep_report import SweepReport
from lifecycle.writes import PlanOfLetter, letter_row
from models.base import table_of
from models.bulk import insert_rows, update_values
from models.collectivity import Collectivity
from models.failpoints import Point, reach
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import LetterState

SKIPPED = "a higher rung of the ladder was due on the same day"


@dataclass(frozen=True, slots=True)
class Due:
    """Which steps a batch takes: those due up to a civil date, of a cohort or of all, so many.

    Of one share of the plans, or of all of them. `passed` are the numbers of those that were passed
    over: they stay due.
    """

    on: date
    cohort: int | None = None
    limit: int | None = None
    share: Share = ALL
    passed: set[int] = field(default_factory=set)


def sweep_steps(
    session: Session, due: Due, occasion: Occasion, report: SweepReport, *, dry_run: bool = False
) -> int:
    """Write what a batch of steps owes; gives back how many steps it took.

    A step that cannot be read or decided is passed over, named in the report, and stays due.
    """

    def swept(some: Sequence[int] | None) -> SweepReport:
        rows = session.execute(_query(due, some)).all()
        found = SweepReport(due.on)
        if rows:
            letters, steps = _letters_of(rows, due.on, read_rulebook(session), occasion, found)
            if not dry_run:
                _write(session.connection(), letters, steps)
        return found

    def numbers() -> list[int]:
        return list(session.scalars(_query(due).with_only_columns(STEP.id)))

    found, broken = done_apart(session, numbers, swept)
    report.add(found)
    if broken:
        due.passed.update(broken)
        report.broken |= _plans_of(session, broken)
    return found.looked_at + len(broken)


def _write(
    connection: Connection, letters: list[dict[str, Any]], steps: list[tuple[Any, ...]]
) -> None:
    insert_rows(connection, OutboxLetter, letters, unless_known="key")
    reach(Point.SWEEP_WRITTEN)
    # By the date that was read: a sweep that was quicker has the say.
    update_values(connection, PlanStep, ("next_at", "last_rung"), ("id", "next_at"), steps)


def _plans_of(session: Session, broken: Mapping[int, str]) -> dict[str, str]:
    """Why steps could not be looked at, by the reference of their plan."""
    query = select(STEP.id, PLAN.reference).join(table_of(Plan), PLAN.id == STEP.plan_id)
    rows = session.execute(query.where(STEP.id.in_(broken)))
    return {reference: broken[number] for number, reference in rows}


def _query(due: Due, some: Sequence[int] | None = None) -> Select[Any]:
    """The steps that owe something up to a date, oldest first, with what a letter needs.

    Without those that were passed over; only some when they are named.
    """
    query: Select[Any] = (
        select(
            *STEP_COLUMNS, PLAN.reference, PLAN.collectivity_code, PLAN.basis,
            PLAN.pathway_version, MEMBER.region_code,
        )
        .join(table_of(Plan), PLAN.id == STEP.plan_id)
        .join(table_of(Collectivity), MEMBER.code == PLAN.collectivity_code)
        .where(STEP.next_at.is_not(None), STEP.next_at <= due.on)
        .where(*due.share.by_number(STEP.plan_id))
        .order_by(STEP.next_at, STEP.id)
        .limit(due.limit)
    )  # fmt: skip
    if due.passed:
        query = query.where(STEP.id.not_in(due.passed))
    if some is not None:
        query = query.where(STEP.id.in_(some))
    return query if due.cohort is None else query.where(PLAN.cohort_id == due.cohort)


def _letters_of(
    rows: Any, on: date, rules: Rulebook, occasion: Occasion, report: SweepReport
) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """The letters that due steps owe, and the steps' next dates."""
    letters: list[dict[str, Any]] = []
    steps: list[tuple[Any, ...]] = []
    for row in rows:
        table = VERSIONS[row.pathway_version]
        step = step_of(row)
        owed = _owed(step, table, on, rules)
        plan = PlanOfLetter(
            row.plan_id, row.reference, row.collectivity_code, row.region_code, row.basis
        )
        for day in owed:
            letters.extend(_rung_letters(plan, step, day, day is not owed[-1], occasion, report))
        last = owed[-1].rung.key if owed else step.last_rung
        next_at = next_owed(step, table.ladder, rules.days, last)
        steps.append((next_at, last, row.id, row.next_at))
    report.looked_at += len(steps)
    return letters, steps


def _owed(step: StepFacts, table: Pathway, on: date, rules: Rulebook) -> list[RungDay]:
    """The rungs of an open step that are due up to a date and not written yet."""
    if step.state not in ASKED or step.opened_on is None:
        return []
    days = rung_days(step.opened_on, step.due_on, table.ladder, rules.days)
    return [d for d in not_written(days, table.ladder, step.last_rung) if d.on <= on]


def _rung_letters(
    plan: PlanOfLetter,
    step: StepFacts,
    day: RungDay,
    passed_over: bool,
    occasion: Occasion,
    report: SweepReport,
) -> list[dict[str, Any]]:
    """The outbox rows of one rung; a rung that was passed over is kept as skipped."""
    context = {
        "on": occasion.today.isoformat(),
        "due_on": step.due_on.isoformat() if step.due_on else "",
        "reason": "",
    }
    rows = [
        letter_row(
            plan,
            Owed(letter.kind, role, letter.urgent, context, step.key, step.occurrence),
            occasion,
            day.rung.key,
        )
        for letter in day.rung.letters
        for role in letter.to
    ]
    if passed_over:
        report.skipped += len(rows)
        return [
            row | {"state": LetterState.SKIPPED, "next_at": None, "cause": SKIPPED} for row in rows
        ]
    report.letters += len(rows)
    report.by_rung[day.rung.key] = report.by_rung.get(day.rung.key, 0) + len(rows)
    return rows
