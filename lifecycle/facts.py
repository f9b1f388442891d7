"""What the rules look at: plain facts about a plan, read from the rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from lifecycle.language import Pathway
from models.words import CollectivityKind, FactBasis, Stage, StepState

SETTLED = frozenset({StepState.ACCEPTED, StepState.WAIVED})
ASKED = frozenset({StepState.OPEN, StepState.RETURNED})


@dataclass(slots=True)
class StepFacts:
    """One step of a plan, as the rules see it. All dates are civil dates in Casablanca."""

    key: str
    occurrence: int
    stage: Stage
    state: StepState
    opened_on: date | None = None
    due_on: date | None = None
    original_due_on: date | None = None
    due_rule: str | None = None
    moved_because: str | None = None
    done_on: date | None = None
    settled_on: date | None = None
    outcome: str | None = None
    next_at: date | None = None
    last_rung: str | None = None
    asked_on: date | None = None
    asked_until: date | None = None
    stored: bool = False  # whether the database has a row of it

    @property
    def is_settled(self) -> bool:
        """Accepted or waived: nobody owes anything for it any more."""
        return self.state in SETTLED


class Filed(NamedTuple):
    """What was filed last of one kind: its occasion, version and digest, and how much is owed yet.

    `owed` counts the parts that it should tell of and does not.
    """

    occasion: int
    number: int
    sha256: str
    owed: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """One cycle of a cohort's calendar: dates by name, and the session aimed at by kind."""

    cycle: int
    dates: Mapping[str, date]
    sessions: Mapping[str, str]


@dataclass(slots=True)
class PlanFacts:
    """A plan, its calendar and the newest occurrence of each of its steps."""

    id: int
    reference: str
    collectivity_code: str
    kind: CollectivityKind
    region_code: str
    cohort_id: int
    cycle: int
    stage: Stage
    opened_on: date
    entered_on: date
    pathway: Pathway
    calendar: Calendar
    next_calendar: Calendar | None = None
    resume_stage: Stage | None = None
    suspended_on: date | None = None
    session_code: str | None = None
    session_on: date | None = None
    check_on: date | None = None
    has_next_cycle: bool = False
    basis: FactBasis | None = None
    filed: dict[str, Filed] = field(default_factory=dict)
    content_adopted: int | None = None
    renewed_on: date | None = None  # the last local elections that renewed its council
    head_seq: int = 0
    head_hash: str = "0" * 64
    recorded_on: date | None = None  # the civil date on which its last entry was recorded
    version: int = 0
    steps: dict[str, StepFacts] = field(default_factory=dict)

    def step(self, key: str) -> StepFacts | None:
        """The newest occurrence of a step, None when it was never asked."""
        return self.steps.get(key)

    def steps_in(self, stage: Stage) -> Iterable[StepFacts]:
        """The newest occurrences of the steps of one stage."""
        return (step for step in self.steps.values() if step.stage == stage)


def read_calendars(calendar: Mapping[str, Any]) -> dict[int, Calendar]:
    """The cycles of a stored cohort calendar, by number."""
    return {
        cycle["number"]: Calendar(
            cycle=cycle["number"],
            dates={name: date.fromisoformat(entry["on"]) for name, entry in cycle["dates"].items()},
            sessions=dict(cycle["sessions"]),
        )
        for cycle in calendar["cycles"]
    }
