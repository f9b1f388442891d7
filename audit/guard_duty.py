"""What is done for the history every hour and once a day: heads, seal, verification, alarm."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from audit.heads import add_heads_of_day
from audit.log_folder import LogFolder, folder_of
from audit.sealing import PastChanged, Sealed, seal
from audit.sequencer import MERGE_DELAY, Waiting, waiting
from audit.verification import Verdict, verify
from audit.weekly_checkpoint import owe_weekly_checkpoint
from lifecycle.acts import ENGINE
from lifecycle.clock import Clock
from lifecycle.entries import Occasion
from lifecycle.incidents import are_open, close_incidents, record_incident
from lifecycle.legal_time import local_date
from lifecycle.sweep_records import last_sweep, record_sweep
from models.database import reading, writing
from models.words import IncidentKind

FLOW = "seal-history"
VERIFIED = "verify"
SHOWN = 3  # findings in the alarm; the verification names them all


@dataclass(frozen=True, slots=True)
class Duty:
    """What one round found. `verdict` is None when today's verification was done before.

    `refused` says why nothing was signed, '' when all is well; `letters` is how many auditors are
    owed the week's checkpoint.
    """

    waited: Waiting
    heads: int
    sealed: Sealed | None
    verdict: Verdict | None
    refused: str
    letters: int

    @property
    def alarm(self) -> str:
        """One line when the history does not hold, without personal data; '' when it does."""
        if self.refused:
            return self.refused
        if self.verdict is None or self.verdict.holds:
            return ""
        found = self.verdict.findings
        told = "; ".join(map(str, found.kept[:SHOWN]))
        return f"{found.counts.total()} findings: {told}"


def round_of_duty(
    engine: Engine,
    clock: Clock,
    *,
    cause: str,
    again: bool = False,
    folder: LogFolder | None = None,
) -> Duty:
    """Add the day's heads, seal, and verify everything once a day; alarm and all-clear included.

    Args:
        engine: the database.
        clock: tells the instant and the civil date.
        cause: the flow or command.
        again: verify although it was done today.
        folder: the log's, when it is not the usual one.
    """
    folder = folder or folder_of(engine)
    with reading(engine) as session:
        waited = waiting(session, clock)
        last = last_sweep(session, VERIFIED)
    done = last is not None and local_date(last.finished_at) >= clock.today()
    heads = add_heads_of_day(engine, Occasion(ENGINE, clock.now(), cause))
    sealed, refused = _seal(engine, clock, folder)
    verdict = None if done and not again and not refused else verify(engine, folder)
    letters = 0 if refused else owe_weekly_checkpoint(engine, clock=clock, cause=cause)
    duty = Duty(waited, heads, sealed, verdict, refused, letters)
    _tell(engine, duty, clock)
    return duty


def verdict_counts(verdict: Verdict) -> dict[str, Any]:
    """What is kept of a verification, for the pages and the doctor."""
    return {
        "entries": verdict.entries,
        "covered": verdict.covered,
        "findings": verdict.findings.counts.total(),
        "kinds": {kind.value: count for kind, count in verdict.findings.counts.items()},
    }


def _seal(engine: Engine, clock: Clock, folder: LogFolder) -> tuple[Sealed | None, str]:
    try:
        return seal(engine, clock, folder), ""
    except (PastChanged, ValueError) as refused:
        return None, str(refused)


def _tell(engine: Engine, duty: Duty, clock: Clock) -> None:
    """Record the verification, and open or close what a person must look at."""
    broken, late = IncidentKind.HISTORY_BROKEN, IncidentKind.SEAL_LATE
    with writing(engine) as session:
        if duty.verdict is not None:
            record_sweep(session, VERIFIED, clock.today(), clock, verdict_counts(duty.verdict))
        if duty.alarm:
            record_incident(session, broken, FLOW, duty.alarm, clock)
        elif duty.verdict is not None and are_open(session, FLOW, (broken,)):
            close_incidents(session, FLOW, (broken,), clock)
        if duty.waited.late:
            told = (
                f"{duty.waited.entries} entries waited up to {duty.waited.longest} for their place "
                f"in the log; {MERGE_DELAY} is promised. Is `infitah audit seal --every 20` up?"
            )
            record_incident(session, late, FLOW, told, clock)
        elif are_open(session, FLOW, (late,)):
            close_incidents(session, FLOW, (late,), clock)
