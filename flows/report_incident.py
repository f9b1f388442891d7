"""The flow `report-incident`: what the server noticed, recorded once and told by letter."""

from typing import Annotated

from prefect import flow, task
from pydantic import Field

from flows.clock_of_run import engine_of_run
from flows.recorded_runs import recorded
from flows.run_names import incident_name
from flows.show_dashboard import show_incidents
from flows.watch_settings import WatchSettings
from flows.without_words import without_words
from lifecycle.check_rhythm import missed_check
from lifecycle.clock import SystemClock
from lifecycle.incidents import record_incident
from lifecycle.rulebook import read_rulebook
from lifecycle.sweep_records import last_sweep
from models.database import writing
from models.words import IncidentKind

FlowName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
PlainLine = Annotated[str, Field(pattern=r"^[^@\r\n]*$", max_length=300)]  # never an address
NEW, KNOWN, NOTHING = "recorded", "known since this morning", "nothing is missing"


@task(name="record the incident")
@without_words
def record(kind: IncidentKind, subject: str, what: str) -> str:
    """One short transaction; a missing check is looked for first: nobody checks on a Sunday."""
    clock = SystemClock()
    with writing(engine_of_run()) as session:
        if kind == IncidentKind.CHECK_MISSED:
            last, days = last_sweep(session, "deadlines"), read_rulebook(session).days
            by_hour = WatchSettings().check_by
            missed = missed_check(last.on if last else None, clock.now(), days, by_hour)
            if missed is None:
                return NOTHING
            what = f"The check of {missed.isoformat()} did not complete."
        return NEW if record_incident(session, kind, subject, what, clock) else KNOWN


@flow(
    name="report-incident",
    flow_run_name=incident_name,
    validate_parameters=True,
    on_completion=[recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def report_incident(kind: IncidentKind, subject: FlowName, what: PlainLine = "") -> str:
    """Record an incident once a day, owe its letter, and renew the artifact `incidents`.

    The automations of the server start it; running it by hand does no harm.

    Args:
        kind: What was noticed.
        subject: Name of the flow that it happened to, e.g. check-deadlines.
        what: One line in plain English, without any name or address.
    """
    outcome = record(kind, subject, what)
    show_incidents(engine_of_run())
    return outcome
