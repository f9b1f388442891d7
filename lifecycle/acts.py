"""What may be asked of the door, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.language import FiredBy
from models.words import ActorKind, FactBasis

REPORT, ACCEPT, RETURN, WAIVE, MOVE = (
    "report_step",
    "accept_step",
    "return_step",
    "waive_step",
    "move_deadline",
)
OPEN_PLAN, MOVE_SESSION = "open_plan", "move_session"
STEP_ACTS = frozenset({REPORT, ACCEPT, RETURN, WAIVE, MOVE})
EVERYTHING = frozenset(FiredBy)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the engine, or a person by an opaque number; and what it has the power to fire."""

    kind: ActorKind
    id: str
    powers: frozenset[FiredBy]


ENGINE = Actor(ActorKind.ENGINE, "engine", frozenset({FiredBy.TIME, FiredBy.ENGINE}))


def coordinator(person_id: int | str) -> Actor:
    """A coordinator or admin: may do all that the guards allow."""
    return Actor(ActorKind.PERSON, f"person:{person_id}", EVERYTHING)


def focal_point(person_id: int | str) -> Actor:
    """A focal point: reports steps, nothing else."""
    return Actor(ActorKind.PERSON, f"person:{person_id}", frozenset({FiredBy.FOCAL_POINT}))


@dataclass(frozen=True, slots=True)
class Act:
    """One thing asked of one plan.

    `trigger` is a transition of the table or an act on a step. `effective_on` is the civil date on
    which it happened, today when left out: a workshop is reported afterwards. `fields` is the
    evidence, `due_on` the new deadline of a moved one. `basis` and `source` mark a replayed act.
    """

    plan_id: int
    trigger: str
    step: str | None = None
    effective_on: date | None = None
    reason: str = ""
    fields: Mapping[str, Any] | None = None
    due_on: date | None = None
    session_code: str | None = None
    basis: FactBasis | None = None
    source: str | None = None
