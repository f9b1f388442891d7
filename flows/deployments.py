"""The deployments: which flow runs when. `prefect.yaml` says the same, for production.

In production three of them are shared out: each share is a schedule of its own with its number, so
that nobody waits for anybody. A share whose worker died is done by the next look: the next run of
the same share, and for the daily check a look at everything a little later. The database holds
that nothing is done twice.

Overlapping runs are harmless to the data; the limits are a courtesy to the machine. None of them
cancels a run: a killed run keeps its slot for many minutes, and must never silence the daily check.
"""

from dataclasses import dataclass, field

CASABLANCA = "Africa/Casablanca"
POOL = "infitah"
SHARES = 4  # of those that are shared out in production, whatever the number of workers
# The queues of the pool and their priority: 1 is taken first when a worker has a hand free.
QUEUES = {"urgent": 1, "letters": 2, "bulk": 3}


@dataclass(frozen=True, slots=True)
class Schedule:
    """One schedule of production: its name, its cron in legal time, the parameters of its runs."""

    slug: str
    cron: str
    parameters: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment: its flow by module and name, and its schedule in legal time."""

    name: str
    entrypoint: str
    description: str
    cron: str | None
    tags: tuple[str, ...]
    queue: str = "bulk"
    slug: str = ""
    shared: bool = False
    after_look: str | None = None  # the cron of a look at everything after the shares
    watches: bool = False  # started by the triggers of flows/watches.py
    at_once: int = 1

    def production_schedules(self) -> list[Schedule]:
        """The schedules of production: one, or one a share and the look after them."""
        if self.cron is None:
            return []
        if not self.shared:
            return [Schedule(self.slug, self.cron)]
        shares = [
            Schedule(f"{self.slug}-{n}-of-{SHARES}", self.cron, {"share": n, "shares": SHARES})
            for n in range(1, SHARES + 1)
        ]
        return shares + ([Schedule("after-look", self.after_look)] if self.after_look else [])

    @property
    def production_at_once(self) -> int:
        """Runs at once: room for as many again as there are shares, as dead runs keep theirs."""
        return 2 * SHARES if self.shared else self.at_once


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
        queue="urgent",
        slug="each-working-morning",
        shared=True,
        after_look="40 8 * * 1-5",
    ),
    Deployment(
        "advance-plans",
        "flows.advance_plans:advance_plans",
        "Each hour: move the plans whose guards hold, renew the board.",
        "5 * * * *",
        ("hourly",),
        slug="each-hour",
        shared=True,
    ),
    Deployment(
        "deliver-letters",
        "flows.deliver_letters:deliver_letters",
        "Every five minutes: deliver what the outbox owes, inside the sending window.",
        "*/5 * * * *",
        ("letters",),
        queue="letters",
        slug="every-five-minutes",
        shared=True,
    ),
    Deployment(
        "read-bounces",
        "flows.read_bounces:read_bounces",
        "Every quarter of an hour: read the letters that came back.",
        "*/15 * * * *",
        ("letters",),
        queue="letters",
        slug="every-quarter",
    ),
    Deployment(
        "brief-coordinators",
        "flows.brief_coordinators:brief_coordinators",
        "Each Monday at 08:30: the week's digest for every coordinator.",
        "30 8 * * 1",
        ("weekly",),
        slug="each-monday",
    ),
    Deployment(
        "seal-history",
        "flows.seal_history:seal_history",
        "Each hour: sign the log of the history. Once a day: verify all of it.",
        "35 * * * *",
        ("hourly",),
        slug="each-hour",
    ),
    Deployment(
        "report-incident",
        "flows.report_incident:report_incident",
        "Started by the server's automations: record what went wrong, and write to the admins.",
        None,
        ("watch",),
        queue="urgent",
        watches=True,
        at_once=5,  # a killed report keeps its slot, and must not silence the next one
    ),
)
