"""The plans and steps that letters are about, as they stand now, for many letters in two reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlalchemy.orm import Session

from lifecycle.consultation_sweep import waiting_for_answers
from lifecycle.facts import ASKED
from lifecycle.long_lists import chunks
from lifecycle.rows import MEMBER, PLAN, STEP
from models.base import table_of
from models.collectivity import Collectivity
from models.words import CollectivityKind, FactBasis, Stage, StepState
from notifications.due import Due


@dataclass(frozen=True, slots=True)
class StepNow:
    """One step of a plan as it stands now; dates are civil dates."""

    key: str
    occurrence: int
    state: StepState
    due_on: date | None
    original_due_on: date | None
    moved_because: str | None
    asked_on: date | None = None
    done_on: date | None = None


@dataclass(slots=True)
class PlanNow:
    """A plan as it stands now, its collectivity and region, and the steps that letters name.

    `head_seq` is the number of its last entry of history: it rises with every change.
    `unanswered` are the consultations that letters name and whose ideas wait for an answer.
    """

    id: int
    reference: str
    stage: Stage
    session_code: str | None
    session_on: date | None
    basis: FactBasis | None
    pathway_version: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region_ar: str
    region_fr: str
    head_seq: int = 0
    steps: dict[tuple[str, int], StepNow] = field(default_factory=dict)
    unanswered: set[int] = field(default_factory=set)

    def open_steps(self) -> list[StepNow]:
        """The steps that are asked of the collectivity now, the nearest deadline first."""
        asked = [step for step in self.steps.values() if step.state in ASKED]
        return sorted(asked, key=lambda step: (step.due_on or date.max, step.key))

    def step_of(self, letter: Due) -> StepNow | None:
        """The step that a letter is about; None for a letter about the plan."""
        return self.steps.get((letter.step_key or "", letter.occurrence or 0))


REGION = table_of(Collectivity).alias()
SOME: BindParameter[int] = bindparam("some", expanding=True)
# Built once: making these statements anew for each batch costs as much as running them.
ALL_PLANS = (
    select(
        PLAN.id, PLAN.reference, PLAN.stage, PLAN.session_code, PLAN.session_on, PLAN.basis,
        PLAN.pathway_version, MEMBER.kind, MEMBER.name_ar, MEMBER.name_fr,
        REGION.c.name_ar, REGION.c.name_fr, PLAN.head_seq,
    )
    .join(table_of(Collectivity), MEMBER.code == PLAN.collectivity_code)
    .join(REGION, REGION.c.code == MEMBER.region_code)
)  # fmt: skip
ALL_STEPS = select(
    STEP.plan_id, STEP.key, STEP.occurrence, STEP.state, STEP.due_on, STEP.original_due_on,
    STEP.moved_because, STEP.asked_on, STEP.done_on,
)  # fmt: skip
PLANS = ALL_PLANS.where(PLAN.id.in_(SOME))
STEPS = ALL_STEPS.where(
    STEP.plan_id.in_(SOME),
    or_(STEP.state.in_(ASKED), STEP.key.in_(bindparam("keys", expanding=True))),
)


def read_plans(session: Session, letters: Sequence[Due]) -> dict[int, PlanNow]:
    """The plans of letters by their number."""
    numbers = sorted({one.plan_id for one in letters if one.plan_id is not None})
    keys = sorted({one.step_key for one in letters if one.step_key})
    found: dict[int, PlanNow] = {}
    for some in chunks(numbers):
        plans: Iterable[Any] = session.execute(PLANS, {"some": some})
        found |= {row.id: PlanNow(*row) for row in plans}
        steps = session.execute(STEPS, {"some": some, "keys": keys})
        for plan_id, *facts in steps:
            step = StepNow(*facts)
            found[plan_id].steps[step.key, step.occurrence] = step
    _add_consultations(session, letters, found)
    return found


def _add_consultations(session: Session, letters: Sequence[Due], found: dict[int, PlanNow]) -> None:
    """Say of each plan which of the consultations in its letters wait for an answer."""
    named = {number for one in letters if (number := one.context.get("consultation"))}
    waiting = waiting_for_answers(session, named) if named else set()
    for letter in letters:
        number = letter.context.get("consultation")
        if letter.plan_id is not None and number in waiting:
            found[letter.plan_id].unanswered.add(number)
