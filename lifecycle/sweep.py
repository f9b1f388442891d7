"""The sweep: every rung that open steps owe up to a date, written once, in bulk.

It reads only the steps whose `next_at` has come. A day that was missed is caught up: of the rungs
that have gone by only the highest is sent; the lower ones are kept as skipped, with the reason.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine, Select, select

from lifecycle.acts import ENGINE
from lifecycle.change import Owed
from lifecycle.clock import Clock
from lifecycle.cohorts import cohort_number
from lifecycle.consultation_sweep import sweep_consultations
from lifecycle.entries import Occasion
from lifecycle.facts import ASKED, StepFacts
from lifecycle.ladder import RungDay, next_owed, not_written, rung_days
from lifecycle.language import Pathway
from lifecycle.outages import CHECK, LostDeadline, report_outage
from lifecycle.pathway import VERSIONS
from lifecycle.rows import STEP, STEP_COLUMNS
from lifecycle.rulebook import Rulebook, read_rulebook
from lifecycle.sweep_records import record_sweep
from lifecycle.writes import PlanOfLetter, letter_row
from models.base import table_of
from models.bulk import insert_rows, update_values
from models.collectivity import Collectivity
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import LetterState

BATCH = 2000
PLAN = table_of(Plan).c
SKIPPED = "a higher rung of the ladder was due on the same day"


@dataclass(slots=True)
class SweepReport:
    """What a sweep found: steps that owed something, letters written, rungs skipped.

    `lost` are the deadlines that passed while the daily check did not run, and still stand.
    """

    on: date
    looked_at: int = 0
    letters: int = 0
    skipped: int = 0
    by_rung: dict[str, int] = field(default_factory=dict)
    lost: list[LostDeadline] = field(default_factory=list)


def sweep(
    engine: Engine,
    *,
    on: date,
    clock: Clock,
    cohort: str | None = None,
    dry_run: bool = False,
    cause: str = "sweep",
) -> SweepReport:
    """Write every letter that open steps owe up to `on`; running it again writes nothing.

    Args:
        engine: the database.
        on: the civil date (Casablanca) up to which is looked.
        clock: tells the instant that is recorded.
        cohort: the code of one cohort, all when left out.
        dry_run: count what is owed and write nothing.
        cause: what made it run; `replay:` and a name for a replay.

    Raises:
        NoSuchCohort: there is no such cohort.
    """
    report = SweepReport(on)
    occasion = Occasion(ENGINE, clock.now(), cause)
    with reading(engine) as session:
        number = cohort_number(session, cohort)
    if dry_run:
        with reading(engine) as session:
            rows = session.execute(_due(on, number, None)).all()
            _letters_of(rows, on, read_rulebook(session), occasion, report)
            report.letters += sweep_consultations(session, on, number, occasion, dry_run=True)
        return report
    while _sweep_batch(engine, on, number, occasion, report) == BATCH:
        pass
    with writing(engine) as session:
        report.letters += sweep_consultations(session, on, number, occasion)
    if not occasion.replayed:  # a replay is not a run that people wait for
        with writing(engine) as session:
            counts = {"looked_at": report.looked_at, "letters": report.letters}
            name = CHECK if number is None else "deadlines of a cohort"
            report.lost = report_outage(session, on, clock) if number is None else []
            record_sweep(session, name, on, clock, counts | {"skipped": report.skipped})
    return report


def _sweep_batch(
    engine: Engine, on: date, cohort: int | None, occasion: Occasion, report: SweepReport
) -> int:
    """One batch in one transaction; gives back how many steps it looked at."""
    with writing(engine) as session:
        rows = session.execute(_due(on, cohort, BATCH)).all()
        if rows:
            letters, steps = _letters_of(rows, on, read_rulebook(session), occasion, report)
            connection = session.connection()
            insert_rows(connection, OutboxLetter, letters, unless_known="key")
            update_values(connection, PlanStep, ("next_at", "last_rung"), ("id", "next_at"), steps)
    return len(rows)


def _due(on: date, cohort: int | None, limit: int | None) -> Select[Any]:
    """The steps that owe something up to a date, oldest first, with what a letter needs."""
    query: Select[Any] = (
        select(
            *STEP_COLUMNS, PLAN.reference, PLAN.collectivity_code, PLAN.basis,
            PLAN.pathway_version, Collectivity.region_code,
        )
        .join(Plan, PLAN.id == STEP.plan_id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(STEP.next_at.is_not(None), STEP.next_at <= on)
        .order_by(STEP.next_at, STEP.id)
        .limit(limit)
    )  # fmt: skip
    return query if cohort is None else query.where(PLAN.cohort_id == cohort)


def _letters_of(
    rows: Any, on: date, rules: Rulebook, occasion: Occasion, report: SweepReport
) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """The letters that due steps owe, and the steps' next dates."""
    letters: list[dict[str, Any]] = []
    steps: list[tuple[Any, ...]] = []
    for row in rows:
        table = VERSIONS[row.pathway_version]
        step = _step_of(row)
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


def _step_of(row: Any) -> StepFacts:
    return StepFacts(row.key, row.occurrence, row.stage, row.state, *row[6:18])
