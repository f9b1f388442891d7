"""What the entries of a plan's history make of it: its stage, its session, its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lifecycle.legal_time import local_date
from models.words import Stage

Step = tuple[str, int]  # the step's key and its occurrence
Told = dict[str, str | None]
STEP_FIELDS = ("state", "due", "original", "done", "outcome", "asked_on", "asked_until")
# What the first entries did not say of a step: where one says nothing, nothing is known of it.
FILED = ("occasion", "number", "sha256", "owed")  # of what was filed last of a kind
SAID_LATER = ("opened", "settled", "rule", "moved")
# What only the entry that opens a plan says of it, and the first of them did not.
OPENING = ("cycle", "collectivity", "cohort")


@dataclass(slots=True)
class ReplayedPlan:
    """A plan as its entries tell it. Dates are written as in the entries, ISO 8601.

    `table` is the digest of the table's version; `opening` what the first entry says of the member.
    """

    reference: str
    opened_on: str
    basis: str | None
    opening: dict[str, Any]
    stage: str = ""
    entered_on: str = ""
    resume_stage: str | None = None
    suspended_on: str | None = None
    session: str | None = None
    session_on: str | None = None
    table: str = ""
    content_adopted: int | None = None
    seq: int = 0
    filed: dict[str, list[Any]] = field(default_factory=dict)
    steps: dict[Step, Told] = field(default_factory=dict)

    def take(self, said: Mapping[str, Any]) -> None:
        """Let one more entry happen."""
        body = said["body"]
        self._go_to(body["to"], said)
        self.seq, self.table = said["_seq"], said["def"]
        self.session, self.session_on = body["session"], body["session_on"]
        if filed := body.get("filed"):
            self.filed[filed["kind"]] = [filed[name] for name in FILED]
        self.content_adopted = body.get("content_adopted", self.content_adopted)
        for step in body["steps"]:
            self.steps[step["key"], step["n"]] = told_of(step)

    def _go_to(self, stage: str, said: Mapping[str, Any]) -> None:
        """A suspension is no stage of the path: what went on before it goes on after it."""
        if stage == self.stage:
            return
        if stage == Stage.SUSPENDED:
            self.resume_stage, self.suspended_on = self.stage, recorded_on(said)
        else:
            if self.stage != Stage.SUSPENDED:
                self.entered_on = said["at"]
            self.resume_stage = self.suspended_on = None
        self.stage = stage


def begun(said: Mapping[str, Any]) -> ReplayedPlan:
    """The plan that its first entry opens, with that entry taken."""
    opening = {name: said["body"][name] for name in OPENING if name in said["body"]}
    plan = ReplayedPlan(said["_plan"], said["at"], said["basis"], opening)
    plan.take(said)
    return plan


def told_of(step: Mapping[str, Any]) -> Told:
    """What an entry says of one step it changed."""
    told = {name: step.get(name) for name in STEP_FIELDS}
    return told | {name: step[name] for name in SAID_LATER if name in step}


def recorded_on(said: Mapping[str, Any]) -> str:
    """The civil date in Casablanca on which an entry was recorded."""
    return local_date(datetime.fromisoformat(said["rec"])).isoformat()
