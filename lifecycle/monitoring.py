"""The rounds of co-monitoring of a plan, read from what was filed and settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.content import Content
from lifecycle.progress import Progress
from models.evidence import Evidence
from models.filing import Filing
from models.plan import PlanStep
from models.words import Confirmation, FilingKind, StepState

REPORT = "report_monitoring_round"
COMMITTEE, CIVIL_SOCIETY = "confirm_round", "confirm_round_for_civil_society"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the committee, or civil society in it, said of a round's report.

    `state` is that of its step: waived means that it did not answer in its time. `on` is the civil
    date on which it was given; `due_on` until when it was asked.
    """

    state: StepState
    said: Confirmation | None = None
    remarks: str = ""
    on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One round: when it opened, was due and was reported (civil dates), and what was reported.

    An opinion is None where the plan's table does not ask for it, or not yet.
    """

    number: int
    opened_on: date | None
    due_on: date | None
    reported_on: date | None
    closed: bool
    progress: Progress
    evidence: Mapping[str, Any]
    committee: Opinion | None = None
    civil_society: Opinion | None = None

    def counts(self, content: Content) -> dict[str, int]:
        """How many activities stand in each status; those that nobody reported under ''."""
        known = self.progress.by_code()
        told = [known[one.code].status if one.code in known else "" for one in content.activities()]
        return {status: told.count(status) for status in dict.fromkeys(told)}


def rounds(session: Session, plan_id: int) -> list[Round]:
    """Every round of a plan, the first one first."""
    keys = (REPORT, COMMITTEE, CIVIL_SOCIETY)
    steps = {
        (row.key, row.occurrence): row
        for row in session.scalars(
            select(PlanStep).where(PlanStep.plan_id == plan_id, PlanStep.key.in_(keys))
        )
    }
    filed = _evidence(session, plan_id, keys)
    progress = progress_by_round(session, plan_id)
    return [
        Round(
            number=number,
            opened_on=step.opened_on,
            due_on=step.due_on,
            reported_on=step.done_on,
            closed=_closed(steps, number),
            progress=progress.get(number, Progress()),
            evidence=filed.get((REPORT, number), {}),
            committee=_opinion(steps, filed, COMMITTEE, number),
            civil_society=_opinion(steps, filed, CIVIL_SOCIETY, number),
        )
        for (key, number), step in sorted(steps.items())
        if key == REPORT
    ]


def progress_by_round(session: Session, plan_id: int) -> dict[int, Progress]:
    """What was reported last in each round."""
    rows = session.scalars(
        select(Filing)
        .where(Filing.plan_id == plan_id, Filing.kind == FilingKind.PROGRESS)
        .order_by(Filing.occasion, Filing.number)
    )
    return {row.occasion: Progress.model_validate(row.document) for row in rows}


def _closed(steps: Mapping[tuple[str, int], PlanStep], number: int) -> bool:
    settled = (StepState.ACCEPTED, StepState.WAIVED)
    own = [steps.get((key, number)) for key in (REPORT, COMMITTEE, CIVIL_SOCIETY)]
    return all(step.state in settled for step in own if step is not None)


def _opinion(
    steps: Mapping[tuple[str, int], PlanStep],
    filed: Mapping[tuple[str, int], Mapping[str, Any]],
    key: str,
    number: int,
) -> Opinion | None:
    step = steps.get((key, number))
    if step is None:
        return None
    fields = filed.get((key, number), {})
    said = fields.get("confirmation")
    return Opinion(
        state=step.state,
        said=Confirmation(said) if said else None,
        remarks=fields.get("comment", ""),
        on=step.done_on,
        due_on=step.due_on,
    )


def _evidence(
    session: Session, plan_id: int, keys: tuple[str, ...]
) -> dict[tuple[str, int], Mapping[str, Any]]:
    """What was filed last for each occurrence of some steps."""
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.plan_id == plan_id, Evidence.step_key.in_(keys))
        .order_by(Evidence.id)
    )
    return {(row.step_key, row.occurrence): row.fields for row in rows}
