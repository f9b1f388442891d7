"""The deployments: which flow runs when. `prefect.yaml` says the same, for production.

Overlapping runs are harmless to the data; the limits are a courtesy to the machine. None of them
cancels a run: a killed run keeps its slot for many minutes, and must never silence the daily check.
"""

from dataclasses import dataclass

CASABLANCA = "Africa/Casablanca"


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment: its flow by module and name, and its schedule in legal time."""

    name: str
    entrypoint: str
    description: str
    cron: str | None
    tags: tuple[str, ...]
    watches: bool = False  # started by the triggers of flows/watches.py
    at_once: int = 1


DEPLOYMENTS = (
    Deployment(
        "open-cohort",
        "flows.open_cohort:open_cohort",
        "Check a cohort's spreadsheet and open it. A dry run unless you switch it off.",
        None,
        ("admin",),
    ),
    Deployment(
        "check-deadlines",
        "flows.check_deadlines:check_deadlines",
        "Each working morning at 08:00: write the reminders and escalations that are due.",
        "0 8 * * 1-5",
        ("daily",),
    ),
    Deployment(
        "advance-plans",
        "flows.advance_plans:advance_plans",
        "Each hour: move the plans whose guards hold, renew the board.",
        "5 * * * *",
        ("hourly",),
    ),
    Deployment(
        "deliver-letters",
        "flows.deliver_letters:deliver_letters",
        "Every five minutes: deliver what the outbox owes, inside the sending window.",
        "*/5 * * * *",
        ("letters",),
    ),
    Deployment(
        "read-bounces",
        "flows.read_bounces:read_bounces",
        "Every quarter of an hour: read the letters that came back.",
        "*/15 * * * *",
        ("letters",),
    ),
    Deployment(
        "brief-coordinators",
        "flows.brief_coordinators:brief_coordinators",
        "Each Monday at 08:30: the week's digest for every coordinator.",
        "30 8 * * 1",
        ("weekly",),
    ),
    Deployment(
        "seal-history",
        "flows.seal_history:seal_history",
        "Each hour: sign the log of the history. Once a day: verify all of it.",
        "35 * * * *",
        ("hourly",),
    ),
    Deployment(
        "report-incident",
        "flows.report_incident:report_incident",
        "Started by the server's automations: record what went wrong, and write to the admins.",
        None,
        ("watch",),
        watches=True,
        at_once=5,  # a killed report keeps its slot, and must not silence the next one
    ),
)
