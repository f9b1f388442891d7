"""The sweep: every rung that open steps owe up to a date, written once, in bulk.

It reads only the steps whose `next_at` has come. A day that was missed is caught up: of the rungs
that have gone by only the highest is sent; the lower ones are kept as skipped, with the reason.
"""

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle.acts import ENGINE
from lifecycle.apart import done_apart
from lifecycle.broken_records import BrokenRecords, broken_said, tell_of_broken
from lifecycle.clock import Clock
from lifecycle.cohorts import cohort_number
from lifecycle.consultation_sweep import consultations_due, sweep_consultations
from lifecycle.entries import Occasion
from lifecycle.sweep_records import record_sweep
from lifecycle.sweep_report import SweepReport
from lifecycle.sweep_steps import Due, sweep_steps
from models.database import reading, writing
from models.failpoints import Point, reach

BATCH = 2000
FLOW = "check-deadlines"


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

    A step that cannot be read or decided is named in the report and in an incident, and stays due.

    Raises:
        NoSuchCohort: there is no such cohort.
        BrokenRecords: in a replay, of which nobody sees an incident.
    """
    report = SweepReport(on)
    occasion = Occasion(ENGINE, clock.now(), cause)
    with reading(engine) as session:
        number = cohort_number(session, cohort)
    if dry_run:
        with reading(engine) as session:
            sweep_steps(session, Due(on, number), occasion, report, dry_run=True)
            _sweep_windows(session, Due(on, number), occasion, report, dry_run=True)
        return report
    due = Due(on, number, BATCH)
    while _sweep_batch(engine, due, occasion, report) == BATCH:
        pass
    with writing(engine) as session:
        _sweep_windows(session, Due(on, number), occasion, report)
    if not occasion.replayed:  # a replay is not a run that people wait for
        _record(engine, report, clock, whole=number is None)
    elif report.broken:
        raise BrokenRecords(broken_said(sorted(report.broken.items())))
    return report


def _record(engine: Engine, report: SweepReport, clock: Clock, *, whole: bool) -> None:
    with writing(engine) as session:
        counts = {"looked_at": report.looked_at, "letters": report.letters}
        name = "deadlines" if whole else "deadlines of a cohort"
        record_sweep(session, name, report.on, clock, counts | {"skipped": report.skipped})
        tell_of_broken(session, FLOW, report.broken, clock, whole=whole)


def _sweep_batch(engine: Engine, due: Due, occasion: Occasion, report: SweepReport) -> int:
    """One batch in one transaction; gives back how many steps it took."""
    with writing(engine) as session:
        taken = sweep_steps(session, due, occasion, report)
    reach(Point.SWEEP_COMMITTED)
    return taken


def _sweep_windows(
    session: Session, due: Due, occasion: Occasion, report: SweepReport, *, dry_run: bool = False
) -> None:
    """The letters of consultations, without those that cannot be looked at."""
    place = (session, due.on, due.cohort)
    letters, broken = done_apart(
        session,
        lambda: consultations_due(*place),
        lambda some: sweep_consultations(*place, occasion, dry_run=dry_run, of=some),
    )
    report.letters += letters
    report.broken |= {f"consultation {number}": why for number, why in broken.items()}
