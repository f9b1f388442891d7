"""What an act changes: steps, letters and the body of the history entry."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lifecycle.acts import Act
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.language import Letter
from models.words import Role, Stage


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter that an act owes to a role."""

    kind: str
    role: Role
    urgent: bool
    context: dict[str, Any]
    step: str | None = None
    occurrence: int | None = None


@dataclass(slots=True)
class Change:
    """Everything one act does to one plan; the facts given to the rules already show it."""

    act: Act
    facts: PlanFacts
    from_stage: Stage | None
    to_stage: Stage
    effective_on: date
    touched: dict[tuple[str, int], StepFacts] = field(default_factory=dict)
    letters: list[Owed] = field(default_factory=list)
    body: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] | None = None
    said: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] | None = None

    def tell(self) -> None:
        """Write down how the plan stands now, for the entry: the facts go on to the next act."""
        facts = self.facts
        self.to_stage = facts.stage
        self.said = {
            "session": facts.session_code,
            "session_on": _iso(facts.session_on),
            "steps": self.steps_said(),
            "table": facts.pathway.digest,
        }

    def touch(self, step: StepFacts) -> None:
        """Remember that a step is new or changed."""
        self.touched[step.key, step.occurrence] = step

    def owe(self, letters: tuple[Letter, ...], step: StepFacts | None = None, **more: Any) -> None:
        """Owe the letters of a row to each of their roles."""
        context = {"on": self.effective_on.isoformat(), "reason": self.act.reason, **more}
        for letter in letters:
            for role in letter.to:
                self.letters.append(
                    Owed(
                        letter.kind,
                        role,
                        letter.urgent,
                        context,
                        step.key if step else None,
                        step.occurrence if step else None,
                    )
                )

    def steps_said(self) -> list[dict[str, Any]]:
        """The changed steps as history tells them, so that replaying it gives the tables."""
        return [
            {
                "key": step.key,
                "n": step.occurrence,
                "state": step.state.value,
                "opened": _iso(step.opened_on),
                "due": _iso(step.due_on),
                "original": _iso(step.original_due_on),
                "rule": step.due_rule,
                "moved": step.moved_because,
                "done": _iso(step.done_on),
                "settled": _iso(step.settled_on),
                "outcome": step.outcome,
                **_asked(step),
            }
            for step in self.touched.values()
        ]


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _asked(step: StepFacts) -> dict[str, str]:
    """The extension that waits for its answer, when there is one."""
    if step.asked_on is None or step.asked_until is None:
        return {}
    return {
        "asked_on": step.asked_on.isoformat(),
        "asked_until": step.asked_until.isoformat(),
    }
