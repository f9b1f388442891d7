"""The watches: what Prefect's server itself notices, and which incident it then reports.

They are the triggers of the deployment `report-incident`. Serving or deploying it again takes the
old ones away and makes them anew, so there is never one twice. `prefect.yaml` says the same.
"""

from typing import Any

from flows.deployments import DEPLOYMENTS
from flows.watch_settings import LETTERS_EVERY, WatchSettings

CHECKED = "infitah.check-deadlines.completed"
PILED_UP = "infitah.letters.piled-up"
# A person starts the others and sees how they end; a report of reports would never end.
WATCHED = tuple(one.name for one in DEPLOYMENTS if one.cron)
ENDED = tuple(
    f"prefect.flow-run.{state}"
    for state in ("Completed", "Failed", "Crashed", "Cancelled", "TimedOut")
)
OF_OURS = {"prefect.resource.role": "flow", "prefect.resource.name": list(WATCHED)}
RUNS = {"prefect.resource.id": "prefect.flow-run.*"}


def watches(settings: WatchSettings) -> list[dict[str, Any]]:
    """The triggers as Prefect reads them, from Python and from YAML alike."""
    return [
        {
            "name": "infitah: the daily check is missing",
            "type": "event",
            "posture": "Proactive",
            "expect": [CHECKED],
            "threshold": 1,
            "within": settings.check_within,
            "parameters": {"kind": "check_missed", "subject": "check-deadlines"},
        },
        {
            "name": "infitah: a run failed or crashed",
            "type": "event",
            "posture": "Reactive",
            "match": RUNS,
            "match_related": OF_OURS,
            "expect": ["prefect.flow-run.Failed", "prefect.flow-run.Crashed"],
            "for_each": ["related:flow:prefect.resource.id"],
            "threshold": 1,
            "within": LETTERS_EVERY,  # a mail server that is down fails a run every five minutes
            "parameters": {"kind": "run_failed", "subject": "{{ flow.name }}"},
        },
        {
            "name": "infitah: letters pile up",
            "type": "event",
            "posture": "Reactive",
            "expect": [PILED_UP],
            "threshold": 1,
            "within": LETTERS_EVERY,
            "parameters": {
                "kind": "letters_piled_up",
                "subject": "deliver-letters",
                "what": "{{ event.payload.told }}",
            },
        },
        {
            "name": "infitah: a run does not end",
            "type": "event",
            "posture": "Proactive",
            "match": RUNS,
            "match_related": OF_OURS,
            "after": ["prefect.flow-run.Running"],
            "expect": list(ENDED),
            "for_each": ["prefect.resource.id"],
            "threshold": 1,
            "within": settings.run_within,
            "parameters": {"kind": "run_stuck", "subject": "{{ flow.name }}"},
        },
    ]
