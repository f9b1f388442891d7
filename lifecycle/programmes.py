"""The programme of every plan: what is in force of it, or why there is nothing to show.

No member's programme is absent without a reason: a plan has a content in force, or `Missing` says
at what it stands. Computed from records only.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.content import Content
from lifecycle.decide_content import DRAFTED
from lifecycle.holds import Hold, holds_of
from lifecycle.plans import OWED, PlanRow, plan_rows
from lifecycle.published_reasons import VOTE
from lifecycle.rows import PLAN, STEP
from models.base import table_of
from models.filing import Filing
from models.plan import Plan
from models.words import FilingKind, Stage, StepState, VoteOutcome

FILING = table_of(Filing).c


class Missing(StrEnum):
    """Why a plan has no programme to show."""

    NOT_ADOPTED = "not_adopted"  # no council has adopted it: `step` says what is owed
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    CONTENT_NOT_FILED = "content_not_filed"  # adopted, and nobody filed what it holds


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme of one plan. Dates are civil dates.

    `content` is what is in force, None when `missing` says why there is none; `step` is the first
    step that is owed while it is not adopted; `hold` what holds the plan, and the reason published.
    """

    plan: PlanRow
    opened_on: date
    adopted_on: date | None
    version: int | None
    sha256: str | None
    content: Content | None
    missing: Missing | None
    step: str | None
    hold: Hold | None


def programmes(session: Session, *, on: date) -> list[Programme]:
    """The programme of every plan, by region, code and cycle: a fixed number of statements."""
    plans = plan_rows(session, on=on)
    told = {row.id: row for row in session.execute(select(
        PLAN.id, PLAN.opened_on, PLAN.resume_stage, PLAN.content_adopted))}  # fmt: skip
    holds = holds_of(session, [plan.id for plan in plans])
    filed, voted, owed = _filed(session), _voted(session), _owed(session)
    return [
        _programme(one, told[one.id], filed.get(one.id), voted.get(one.id), owed.get(one.id),
                   holds.get(one.id))
        for one in plans
    ]  # fmt: skip


def missing_of(stage: Stage, resume_stage: Stage | None, *, has_content: bool) -> Missing | None:
    """Why a plan in a stage shows nothing; None when it shows what is in force. Pure.

    Who has left shows nothing, whatever was adopted; a suspension hides nothing that was adopted.
    """
    if stage == Stage.WITHDRAWN:
        return Missing.WITHDRAWN
    reached = resume_stage if stage == Stage.SUSPENDED else stage
    if reached not in (None, *DRAFTED):
        return None if has_content else Missing.CONTENT_NOT_FILED
    return Missing.SUSPENDED if stage == Stage.SUSPENDED else Missing.NOT_ADOPTED


def _programme(
    plan: PlanRow, told: Any, filed: Any, voted_on: date | None, step: str | None, hold: Hold | None
) -> Programme:
    missing = missing_of(plan.stage, told.resume_stage, has_content=filed is not None)
    adopted = missing not in (Missing.NOT_ADOPTED, Missing.SUSPENDED)
    shown = filed if missing is None else None
    return Programme(
        plan=plan,
        opened_on=told.opened_on,
        adopted_on=voted_on if adopted else None,
        version=shown.number if shown else None,
        sha256=shown.sha256 if shown else None,
        content=Content.model_validate(shown.document) if shown else None,
        missing=missing,
        step=step if missing is Missing.NOT_ADOPTED else None,
        hold=hold,
    )


def _filed(session: Session) -> dict[int, Any]:
    """The version of the content that each council adopted, or amended to."""
    query = (
        select(FILING.plan_id, FILING.number, FILING.sha256, FILING.document)
        .join(Plan, PLAN.id == FILING.plan_id)
        .where(FILING.kind == FilingKind.CONTENT, FILING.number == PLAN.content_adopted)
    )
    return {row.plan_id: row for row in session.execute(query)}


def _voted(session: Session) -> dict[int, date]:
    """The day on which each council adopted, as it was reported."""
    query = (
        select(STEP.plan_id, STEP.done_on)
        .where(STEP.key == VOTE, STEP.outcome == VoteOutcome.ADOPTED.value)
        .where(STEP.done_on.is_not(None))
        .order_by(STEP.occurrence)
    )
    return {row.plan_id: row.done_on for row in session.execute(query)}


def _owed(session: Session) -> dict[int, str]:
    """The first step that each plan still owes, or that waits for a look."""
    query = (
        select(STEP.plan_id, STEP.key)
        .where(STEP.state.in_((*OWED, StepState.REPORTED)))
        .order_by(STEP.id.desc())
    )
    return {row.plan_id: row.key for row in session.execute(query)}
