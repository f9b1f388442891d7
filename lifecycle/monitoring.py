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
KEYS = (REPORT, COMMITTEE, CIVIL_SOCIETY)
Occurrence = tuple[int, str, int]  # plan, step, how many times it was asked


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
    return rounds_of_all(session, plan_id).get(plan_id, [])


def rounds_of_all(session: Session, plan_id: int | None = None) -> dict[int, list[Round]]:
    """The rounds of every plan, or of one, by plan number: a fixed number of statements."""
    query = select(PlanStep).where(PlanStep.key.in_(KEYS))
    if plan_id is not None:
        query = query.where(PlanStep.plan_id == plan_id)
    steps = {(row.plan_id, row.key, row.occurrence): row for row in session.scalars(query)}
    filed, progress = _evidence(session, plan_id), _progress(session, plan_id)
    found: dict[int, list[Round]] = {}
    for (plan, key, number), step in sorted(steps.items()):
        if key == REPORT:
            one = Round(
                number=number,
                opened_on=step.opened_on,
                due_on=step.due_on,
                reported_on=step.done_on,
                closed=_closed(steps, plan, number),
                progress=progress.get((plan, number), Progress()),
                evidence=filed.get((plan, REPORT, number), {}),
                committee=_opinion(steps, filed, (plan, COMMITTEE, number)),
                civil_society=_opinion(steps, filed, (plan, CIVIL_SOCIETY, number)),
            )
            found.setdefault(plan, []).append(one)
    return found


def progress_by_round(session: Session, plan_id: int) -> dict[int, Progress]:
    """What was reported last in each round."""
    return {number: told for (_, number), told in _progress(session, plan_id).items()}


def _progress(session: Session, plan_id: int | None) -> dict[tuple[int, int], Progress]:
    query = select(Filing).where(Filing.kind == FilingKind.PROGRESS)
    if plan_id is not None:
        query = query.where(Filing.plan_id == plan_id)
    newest = {
        (row.plan_id, row.occasion): row.document
        for row in session.scalars(query.order_by(Filing.occasion, Filing.number))
    }
    return {key: Progress.model_validate(document) for key, document in newest.items()}


def _closed(steps: Mapping[Occurrence, PlanStep], plan: int, number: int) -> bool:
    settled = (StepState.ACCEPTED, StepState.WAIVED)
    own = [steps.get((plan, key, number)) for key in KEYS]
    return all(step.state in settled for step in own if step is not None)


def _opinion(
    steps: Mapping[Occurrence, PlanStep],
    filed: Mapping[Occurrence, Mapping[str, Any]],
    key: Occurrence,
) -> Opinion | None:
    step = steps.get(key)
    if step is None:
        return None
    fields = filed.get(key, {})
    said = fields.get("confirmation")
    return Opinion(
        state=step.state,
        said=Confirmation(said) if said else None,
        remarks=fields.get("comment", ""),
        on=step.done_on,
        due_on=step.due_on,
    )


def _evidence(session: Session, plan_id: int | None) -> dict[Occurrence, Mapping[str, Any]]:
    """What was filed last for each occurrence of the steps of a round."""
    query = select(Evidence).where(Evidence.step_key.in_(KEYS))
    if plan_id is not None:
        query = query.where(Evidence.plan_id == plan_id)
    rows = session.scalars(query.order_by(Evidence.id))
    return {(row.plan_id, row.step_key, row.occurrence): row.fields for row in rows}
