"""What the doctor looks at of the history: triggers, chains, the log, the last verification."""

from datetime import timedelta

from sqlalchemy import Engine, select

from audit.checkpoints import check_by_any
from audit.log_folder import folder_of
from audit.notes import NoteRefused
from audit.sequencer import MERGE_DELAY, waiting
from flows.doctor_checks import Check
from lifecycle.clock import Clock
from lifecycle.plans import broken_history
from lifecycle.sweep_records import last_sweep
from models.append_only import missing_triggers
from models.database import reading
from models.plan import Plan

TWO_DAYS = timedelta(days=2)


def triggers(engine: Engine, clock: Clock) -> Check:
    """Whether the database refuses to change what is only added to."""
    with engine.execution_options(reading=True).connect() as connection:
        missing = missing_triggers(connection)
    seen = f"missing on {', '.join(missing)}" if missing else "history can only be added to"
    return Check("append-only triggers", not missing, seen, "run infitah up: it adds them again")


def chains(engine: Engine, clock: Clock) -> Check:
    """Whether the chain of every plan holds to the entry that the plan names."""
    broken = []
    with reading(engine) as session:
        numbers = session.execute(select(Plan.id, Plan.reference).order_by(Plan.id)).all()
        for number, reference in numbers:
            found = broken_history(session, number)
            if found:
                broken.append(f"{reference}: {found}")
    seen = "; ".join(broken) or f"the history of {len(numbers)} plans holds"
    return Check("history", not broken, seen, "restore a copy and compare; tell the auditor")


def log(engine: Engine, clock: Clock) -> Check:
    """Whether entries get their place in time, and the folder holds a checkpoint that is signed."""
    with reading(engine) as session:
        waits = waiting(session, clock)
    try:
        folder = folder_of(engine)
        note = folder.last_note()
        size = check_by_any(note, folder.verifiers()).size if note else 0
    except (NoteRefused, OSError, ValueError) as wrong:
        return Check("the log", False, str(wrong), "restore its folder: INFITAH_LOG_FOLDER")
    seen = f"{size} entries signed, {waits.entries} waiting"
    if waits.late:
        seen += f", the oldest for {waits.longest}; {MERGE_DELAY} is promised"
    return Check("the log", not waits.late, seen, "is `infitah audit seal --every 20` up?")


def verification(engine: Engine, clock: Clock) -> Check:
    """When everything was last verified, and what it said."""
    with reading(engine) as session:
        last = last_sweep(session, "verify")
    if last is None:
        return Check("verification", True, "seal-history has not verified this database yet")
    findings = last.counts["findings"]
    late = clock.now() - last.finished_at > TWO_DAYS
    seen = f"{findings} findings on {last.finished_at:%Y-%m-%d %H:%M} UTC"
    return Check("verification", not (findings or late), seen, "infitah audit verify")
