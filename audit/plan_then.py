"""A plan as it was: its stage, its session, its steps and their deadlines, and what tells so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit.entry_told import EntryTold
from audit.replaying import ReplayedPlan
from lifecycle.pathway import VERSIONS
from lifecycle.plans import OWED, STOPPED
from models.words import CollectivityKind, FactBasis, Stage, StepState

VERSION_OF = {table.digest: version for version, table in VERSIONS.items()}


@dataclass(frozen=True, slots=True)
class StepThen:
    """One step as it was; `late` says whether it was late on that date. Dates are civil dates."""

    key: str
    occurrence: int
    state: StepState
    opened_on: date | None
    due_on: date | None
    original_due_on: date | None
    done_on: date | None
    outcome: str | None
    asked_until: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class PlanThen:
    """One plan as it was. `placed_by` put it into its stage; `entries` tell all of it, in order.

    `version` of the table is empty when the engine no longer knows the one that was followed.
    """

    id: int
    reference: str
    collectivity_code: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region_code: str
    cohort: str
    cycle: int
    basis: FactBasis | None
    stage: Stage
    entered_on: date
    session_code: str | None
    session_on: date | None
    version: str
    steps: tuple[StepThen, ...]
    placed_by: EntryTold
    entries: tuple[EntryTold, ...]

    @property
    def late(self) -> list[StepThen]:
        """The steps that were late."""
        return [step for step in self.steps if step.late]


def plan_then(
    whose: Mapping[str, Any], told: ReplayedPlan, entries: list[EntryTold], on: date
) -> PlanThen:
    """A plan as its entries tell it on a civil date; `whose` holds what does not change of it."""
    stage = Stage(told.stage)
    steps = (
        _step(key, n, step, on, stage in STOPPED)
        for (key, n), step in told.steps.items()
        if step.get("state")
    )
    return PlanThen(
        **whose,
        stage=stage,
        entered_on=date.fromisoformat(told.entered_on),
        session_code=told.session,
        session_on=_day(told.session_on),
        version=VERSION_OF.get(told.table, ""),
        steps=tuple(steps),
        placed_by=[one for one in entries if one.from_stage != one.to_stage][-1],
        entries=tuple(entries),
    )


def _step(
    key: str, occurrence: int, told: Mapping[str, str | None], on: date, stands_still: bool
) -> StepThen:
    state, due_on = StepState(told["state"] or ""), _day(told.get("due"))
    waits = told.get("asked_on") is not None
    return StepThen(
        key=key,
        occurrence=occurrence,
        state=state,
        opened_on=_day(told.get("opened")),
        due_on=due_on,
        original_due_on=_day(told.get("original")),
        done_on=_day(told.get("done")),
        outcome=told.get("outcome"),
        asked_until=_day(told.get("asked_until")),
        late=state in OWED and due_on is not None and due_on < on and not (waits or stands_still),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
