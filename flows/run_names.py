"""The names of runs: what a run does, on which day. Never a person, an address or a file's rows."""

from datetime import date
from typing import Any

from babel.dates import format_date
from prefect.runtime import flow_run

from lifecycle.clock import SystemClock


def day_of(parameters: dict[str, Any]) -> date:
    """The civil date that a run works on: its parameter `on`, or today in Casablanca."""
    on = parameters.get("on")
    if isinstance(on, str):
        return date.fromisoformat(on[:10])
    return on or SystemClock().today()


def _named(what: str) -> str:
    parameters = flow_run.parameters
    on = format_date(day_of(parameters), "d MMMM y", locale="en")
    cohort = f", cohort {parameters['cohort']}" if parameters.get("cohort") else ""
    dry = " (dry run)" if parameters.get("dry_run") else ""
    return f"{what} of {on}{cohort}{_share(parameters)}{dry}"


def _share(parameters: dict[str, Any]) -> str:
    """`, share 2/4`; nothing when it is all of the work."""
    shares = parameters.get("shares") or 1
    return f", share {parameters.get('share')}/{shares}" if shares != 1 else ""


def deadlines_name() -> str:
    """`check deadlines of 30 November 2026`."""
    return _named("check deadlines")


def advance_name() -> str:
    """`advance plans of 30 November 2026`."""
    return _named("advance plans")


def briefing_name() -> str:
    """`brief coordinators of 30 November 2026`."""
    return _named("brief coordinators")


def delivery_name() -> str:
    """`deliver letters at 09:05 UTC of 30 November 2026`."""
    now = SystemClock().now()
    on = format_date(now, "d MMMM y", locale="en")
    return f"deliver letters at {now:%H:%M} UTC of {on}{_share(flow_run.parameters)}"


def bounces_name() -> str:
    """`read bounces at 09:15 UTC of 30 November 2026`."""
    now = SystemClock().now()
    return f"read bounces at {now:%H:%M} UTC of {format_date(now, 'd MMMM y', locale='en')}"


def seal_name() -> str:
    """`seal history at 09:35 UTC of 30 November 2026`."""
    now = SystemClock().now()
    return f"seal history at {now:%H:%M} UTC of {format_date(now, 'd MMMM y', locale='en')}"


def opening_name() -> str:
    """`check a cohort's sheet` or `open a cohort`, with the file's name when there is one."""
    parameters = flow_run.parameters
    what = "check a cohort's sheet" if parameters.get("dry_run", True) else "open a cohort"
    name = (parameters.get("file") or "").replace("\\", "/").rpartition("/")[2]
    return f"{what}: {name or 'pasted rows'}"


def incident_name() -> str:
    """`report run_failed of deliver-letters`."""
    parameters = flow_run.parameters
    kind = getattr(parameters.get("kind"), "value", parameters.get("kind"))
    return f"report {kind} of {parameters.get('subject')}"
