"""A cohort joins: its members, their people and their plans, in one transaction or not at all."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from lifecycle.acts import Actor
from lifecycle.clock import Clock
from lifecycle.cohort_calendar import CohortCalendar
from lifecycle.cohort_file import read_rows
from lifecycle.cohort_members import OnboardingReport, other_cohorts, rejoin, sort_rows
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_rows import CohortRow, review_rows
from lifecycle.door import new_reference, open_plans
from lifecycle.entries import Occasion
from lifecycle.facts import Calendar, PlanFacts, read_calendars
from lifecycle.pathway import VERSIONS
from lifecycle.people import hold_network_roles, hold_roles
from lifecycle.rulebook import read_rulebook
from models.base import table_of
from models.bulk import insert_rows
from models.cohort import Cohort, CohortFile
from models.collectivity import Collectivity
from models.database import reading, writing
from models.failpoints import Point, reach
from models.plan import Plan
from models.register import Registered, all_collectivities
from models.words import FactBasis, Stage

ReadSheet = Callable[[bytes, str], list[dict[str, str]]]


def open_cohort(
    engine: Engine,
    content: bytes,
    filename: str,
    calendar: CohortCalendar,
    *,
    clock: Clock,
    actor: Actor,
    dry_run: bool = True,
    cause: str = "open-cohort",
    basis: FactBasis | None = None,
    read: ReadSheet = read_rows,
    watch: Callable[[str], None] = lambda step: None,
) -> OnboardingReport:
    """Open a cohort from its sheet, or say what opening it would do.

    Args:
        engine: the database.
        content: the bytes of the CSV or XLSX.
        filename: its name, which tells the format.
        calendar: the cohort's calendar.
        clock: today's date and the instant that is recorded.
        actor: who opens it.
        dry_run: check everything and write nothing.
        cause: the flow or command.
        basis: what the plans rest on when the cohort is replayed.
        read: reads the sheet into rows; `sheet_child.read_in_child` for a file of anybody's.
        watch: told each step of the work: `read`, `checked`, `written`.

    Raises:
        CohortFileRefused: with every problem of the sheet; nothing is written.
    """
    found = read(content, filename)
    watch("read")
    review = review_rows(found, today=clock.today(), register=all_collectivities())
    sha256 = hashlib.sha256(content).hexdigest()
    report = OnboardingReport(calendar.code, sha256, dry_run)
    with reading(engine) if dry_run else writing(engine) as session:
        report.applied_before = session.get(CohortFile, sha256) is not None
        elsewhere = other_cohorts(session, calendar, review.rows)
        wrong = {each.place for each in elsewhere}
        rows = [row for row in review.rows if str(row.row) not in wrong]
        sort_rows(session, calendar.code, rows, report)
        report.row_of = {row.code: row.row for row in rows}
        report.rejected = len(review.rejected | wrong)
        if problems := review.problems + elsewhere:
            right = [row.row for row in rows]
            raise CohortFileRefused(problems, filename, report.counts(), right)
        watch("checked")
        if not dry_run and not report.applied_before:
            occasion = Occasion(actor, clock.now(), cause)
            _apply(session, rows, filename, calendar, occasion, report, basis)
            reach(Point.COHORT_WRITTEN)
    if not dry_run:
        reach(Point.COHORT_COMMITTED)
    watch("written")
    return report


def load_register(session: Session) -> None:
    """Put the 1,590 collectivities of the register into the database, once."""
    known = set(session.scalars(select(Collectivity.code)))
    missing = [asdict(one) for one in all_collectivities() if one.code not in known]
    insert_rows(session.connection(), Collectivity, missing, unless_known="code")


def _apply(
    session: Session,
    rows: Sequence[CohortRow],
    filename: str,
    calendar: CohortCalendar,
    occasion: Occasion,
    report: OnboardingReport,
    basis: FactBasis | None,
) -> None:
    load_register(session)
    cohort = _cohort(session, calendar, occasion)
    hold_network_roles(session, calendar.coordinators, calendar.founded_on)
    for row in rows:
        hold_roles(session, row, row.joined_on if row.code in report.new else occasion.today)
    new = [row for row in rows if row.code in report.new]
    calendars = read_calendars(cohort.calendar)
    plans = [_plan(row, cohort, calendars, basis) for row in new]
    open_plans(session, plans, occasion, read_rulebook(session))
    reach(Point.COHORT_OPENED)
    if report.rejoining:
        back = [row for row in rows if row.code in report.rejoining]
        rejoin(session, back, cohort, filename, occasion)
    session.add(
        CohortFile(
            sha256=report.sha256,
            cohort_id=cohort.id,
            filename=filename,
            applied_at=occasion.at,
            report=report.counts(),
        )
    )


def _cohort(session: Session, calendar: CohortCalendar, occasion: Occasion) -> Cohort:
    """The cohort's record: made when it is new, its calendar renewed when it is known."""
    query = select(Cohort).where(Cohort.code == calendar.code)
    cohort = session.scalars(query).first()
    if cohort is None:
        cohort = Cohort(code=calendar.code, opened_at=occasion.at)
        session.add(cohort)
    cohort.name_ar, cohort.name_fr = calendar.name_ar, calendar.name_fr
    cohort.founded_on = calendar.founded_on
    cohort.pathway_version = calendar.pathway_version
    renewed = calendar.record()
    if cohort.calendar != renewed:
        cohort.calendar = renewed
        session.flush()
        _look_again(session, cohort, occasion)
    session.flush()
    return cohort


def _look_again(session: Session, cohort: Cohort, occasion: Occasion) -> None:
    """Have the engine look at every plan of a cohort whose calendar changed: a cycle may open."""
    plan = table_of(Plan)
    session.connection().execute(
        update(plan)
        .where(
            plan.c.cohort_id == cohort.id, plan.c.stage.not_in([Stage.SUSPENDED, Stage.WITHDRAWN])
        )
        .values(check_on=occasion.today)
    )


def _plan(
    row: CohortRow, cohort: Cohort, calendars: dict[int, Calendar], basis: FactBasis | None
) -> PlanFacts:
    registered, table = _by_code()[row.code], VERSIONS[cohort.pathway_version]
    return PlanFacts(
        id=0,
        reference=new_reference(cohort.founded_on.year, row.code, 1, table.track),
        collectivity_code=row.code,
        kind=row.kind,
        region_code=registered.region_code,
        cohort_id=cohort.id,
        cycle=1,
        stage=Stage.JOINING,
        opened_on=row.joined_on,
        entered_on=row.joined_on,
        pathway=table,
        calendar=calendars[1],
        next_calendar=calendars.get(2),
        basis=basis,
    )


@cache
def _by_code() -> dict[str, Registered]:
    return {one.code: one for one in all_collectivities()}
