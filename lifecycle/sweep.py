"""The sweep: every rung that open steps owe up to a date, written once, in bulk.

It reads only the steps whose `next_at` has come. A day that was missed is caught up: of the rungs
that have gone by only the highest is sent; the lower ones are kept as skipped, with the reason.
"""

from dataclasses import replace
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
from lifecycle.outages import CHECK, report_outage
from lifecycle.shares import ALL, Share
from lifecycle.sweep_records import record_share
from lifecycle.sweep_report import SweepReport
from lifecycle.sweep_steps import Due, sweep_steps
from models.collecting import not_collecting
from models.database import reading, writing
from models.failpoints import Point, reach
from models.trying_again import try_again

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
    share: Share = ALL,
) -> SweepReport:
    """Write every letter that open steps owe up to `on`; running it again writes nothing.

    Args:
        engine: the database.
        on: the civil date (Casablanca) up to which is looked.
        clock: tells the instant that is recorded.
        cohort: the code of one cohort, all when left out.
        dry_run: count what is owed and write nothing.
        cause: what made it run; `replay:` and a name for a replay.
        share: which of the plans, all when left out; the last share of a day finishes it.

    A step that cannot be read or decided is named in the report and in an incident, and stays due.

    Raises:
        NoSuchCohort: there is no such cohort.
        BrokenRecords: in a replay, of which nobody sees an incident.
    """
    report = SweepReport(on)
    occasion = Occasion(ENGINE, clock.now(), cause)
    with reading(engine) as session:
        due = Due(on, cohort_number(session, cohort), share=share)
        if dry_run:
            sweep_steps(session, due, occasion, report, dry_run=True)
            _sweep_windows(session, due, occasion, report, dry_run=True)
            return report
    _sweep_all(engine, replace(due, limit=BATCH), occasion, report)
    report.add(try_again(lambda: _sweep_consultations(engine, due, occasion)))
    if not occasion.replayed:  # a replay is not a run that people wait for
        _record(engine, due, report, clock)
    elif report.broken:
        raise BrokenRecords(broken_said(sorted(report.broken.items())))
    return report


def _sweep_all(engine: Engine, due: Due, occasion: Occasion, report: SweepReport) -> None:
    """Batch after batch, until one is not full."""
    taken = due.limit
    while taken == due.limit:
        batch, taken = try_again(lambda: _sweep_batch(engine, due, occasion))
        report.add(batch)


def _sweep_batch(engine: Engine, due: Due, occasion: Occasion) -> tuple[SweepReport, int]:
    """One batch in one transaction: what it did, and how many steps it took."""
    batch = SweepReport(due.on)
    with not_collecting(), writing(engine) as session:
        taken = sweep_steps(session, due, occasion, batch)
    reach(Point.SWEEP_COMMITTED)
    return batch, taken


def _sweep_consultations(engine: Engine, due: Due, occasion: Occasion) -> SweepReport:
    """Those that are due, in one transaction."""
    found = SweepReport(due.on)
    with writing(engine) as session:
        _sweep_windows(session, due, occasion, found)
    return found


def _record(engine: Engine, due: Due, report: SweepReport, clock: Clock) -> None:
    """That it is done, and what it could not look at."""
    whole = due.cohort is None
    with writing(engine) as session:
        name = CHECK if whole else "deadlines of a cohort"
        report.lost = report_outage(session, report.on, clock) if whole else []
        counts = report.counts()
        report.finished = record_share(session, name, report.on, due.share, clock, counts)
    with writing(engine) as session:
        tell_of_broken(session, due.share.named(FLOW), report.broken, clock, whole=whole)


def _sweep_windows(
    session: Session, due: Due, occasion: Occasion, report: SweepReport, *, dry_run: bool = False
) -> None:
    """The letters of consultations, without those that cannot be looked at."""
    place = (session, due.on, due.cohort)
    letters, broken = done_apart(
        session,
        lambda: consultations_due(*place, due.share),
        lambda some: sweep_consultations(
            *place, occasion, dry_run=dry_run, share=due.share, of=some
        ),
    )
    report.letters += letters
    report.broken |= {f"consultation {number}": why for number, why in broken.items()}
