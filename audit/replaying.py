"""What the entries of a plan's history make of it: its stage, its session, its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.words import Stage

Step = tuple[str, int]  # the step's key and its occurrence
STEP_FIELDS = ("state", "due", "original", "done", "outcome", "asked_on", "asked_until")


@dataclass(slots=True)
class ReplayedPlan:
    """A plan as its entries tell it. Dates are written as in the entries, ISO 8601."""

    reference: str
    opened_on: str
    stage: str = ""
    entered_on: str = ""
    session: str | None = None
    session_on: str | None = None
    seq: int = 0
    steps: dict[Step, dict[str, str | None]] = field(default_factory=dict)

    def take(self, said: Mapping[str, Any]) -> None:
        """Let one more entry happen."""
        body = said["body"]
        # A suspension is no stage of the path: what went on before it goes on after it.
        if body["to"] not in (self.stage, Stage.SUSPENDED) and self.stage != Stage.SUSPENDED:
            self.entered_on = said["at"]
        self.stage, self.seq = body["to"], said["_seq"]
        self.session, self.session_on = body["session"], body["session_on"]
        for step in body["steps"]:
            told = {name: step.get(name) for name in STEP_FIELDS}
            self.steps[step["key"], step["n"]] = told


def begun(said: Mapping[str, Any]) -> ReplayedPlan:
    """The plan that its first entry opens, with that entry taken."""
    plan = ReplayedPlan(said["_plan"], said["at"])
    plan.take(said)
    return plan
