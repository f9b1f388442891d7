"""What steps and letters bring to the worklist: reports, extensions, stalled plans, letters."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lifecycle.acts import ASK_EXTENSION
from lifecycle.legal_time import local_date
from lifecycle.pathway import HELD_FOR_A_PERSON
from lifecycle.plans import STOPPED, late_on
from lifecycle.rows import PLAN, STEP
from lifecycle.working_days import WorkingDays
from lifecycle.worklist_line import GOING, PLACE, WHICH, Line, of_plans, oldest_first, within
from lifecycle.worklist_words import ToDo
from models.base import table_of
from models.collectivity import Collectivity
from models.evidence import Evidence
from models.history import HistoryDisclosure, HistoryEntry
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import LetterState, StepState

STALLED_AFTER = 30  # working days: the last rung of the ladder
FILED = table_of(Evidence).c
LETTER = table_of(OutboxLetter).c


def to_review(session: Session, region: str | None) -> list[Line]:
    """The reported steps, from the day on which the report that stands was first filed."""
    filed_at = (
        select(func.max(FILED.filed_at))
        .where(
            FILED.plan_id == PLAN.id,
            FILED.step_key == STEP.key,
            FILED.occurrence == STEP.occurrence,
        )
        .scalar_subquery()
    )
    query = (
        of_plans(STEP.key, STEP.due_on, filed_at)
        .join(PlanStep, STEP.plan_id == PLAN.id)
        .where(STEP.state == StepState.REPORTED, PLAN.stage.not_in(STOPPED), within(region))
    )
    return oldest_first(
        [
            Line.about(ToDo.REVIEW, which, step_key=key, due_on=due, since=at and local_date(at))
            for *which, key, due, at in session.execute(query)
        ]
    )


def extensions(session: Session, region: str | None) -> list[Line]:
    """The extensions that wait for an answer, with the reason that was given."""
    query = (
        of_plans(PLAN.id, STEP.key, STEP.due_on, STEP.asked_on, STEP.asked_until)
        .join(PlanStep, STEP.plan_id == PLAN.id)
        .where(STEP.asked_on.is_not(None), PLAN.stage.not_in(STOPPED), within(region))
    )
    reasons = _reasons(session, region)
    return oldest_first(
        [
            Line.about(
                ToDo.DECIDE_EXTENSION,
                which,
                since=asked,
                step_key=key,
                due_on=due,
                asked_until=until,
                why=reasons.get((number, key), ""),
            )
            for *which, number, key, due, asked, until in session.execute(query)
        ]
    )


def _reasons(session: Session, region: str | None) -> dict[tuple[int, str | None], str]:
    """The words with which each waiting extension was asked for; a later request replaces."""
    query = (
        select(HistoryEntry.plan_id, HistoryEntry.step_key, HistoryDisclosure.value)
        .join(
            HistoryDisclosure,
            (HistoryDisclosure.plan_id == HistoryEntry.plan_id)
            & (HistoryDisclosure.seq == HistoryEntry.seq),
        )
        .join(Plan, PLAN.id == HistoryEntry.plan_id)
        .join(Collectivity, PLACE.code == PLAN.collectivity_code)
        .where(HistoryEntry.trigger == ASK_EXTENSION, HistoryDisclosure.label == "reason")
        .where(PLAN.id.in_(select(STEP.plan_id).where(STEP.asked_on.is_not(None))), within(region))
        .order_by(HistoryEntry.plan_id, HistoryEntry.seq)
    )
    return {(number, key): value for number, key, value in session.execute(query)}


def stalled(session: Session, on: date, region: str | None, days: WorkingDays) -> list[Line]:
    """The plans with a step thirty working days late, by the one that is latest."""
    long_ago = on - timedelta(days=STALLED_AFTER)  # never nearer than as many working days
    query = (
        of_plans(STEP.key, STEP.due_on)
        .join(PlanStep, STEP.plan_id == PLAN.id)
        .where(late_on(on), STEP.due_on <= long_ago, GOING, within(region))
        .order_by(STEP.due_on, STEP.id)
    )
    found: dict[str, Line] = {}
    for *which, key, due in session.execute(query):
        late = days.between(due, on)
        if late >= STALLED_AFTER and which[0] not in found:
            found[which[0]] = Line.about(
                ToDo.UNBLOCK, which, since=due, step_key=key, due_on=due, working_days=late
            )
    return list(found.values())


def held(session: Session, on: date, region: str | None) -> list[Line]:
    """The letters that a person must release; a notice that is not true any more waits for nobody.

    A notice of lateness to a president is one when its step is late no more, or its plan stands.
    """
    place = func.coalesce(PLAN.collectivity_code, LETTER.region_code)
    still_late = select(STEP.id).where(
        STEP.plan_id == LETTER.plan_id,
        STEP.key == LETTER.step_key,
        STEP.occurrence == LETTER.occurrence,
        late_on(on),
        PLAN.stage.not_in(STOPPED),
    )
    query = (
        select(*WHICH, LETTER.id, LETTER.kind, LETTER.role, LETTER.step_key, LETTER.written_on,
               LETTER.cause)
        .select_from(OutboxLetter)
        .outerjoin(Plan, PLAN.id == LETTER.plan_id)
        .outerjoin(Collectivity, PLACE.code == place)
        .where(LETTER.state == LetterState.HELD, within(region))
        .where(or_(LETTER.kind.not_in(HELD_FOR_A_PERSON), still_late.exists()))
        .order_by(LETTER.written_on, LETTER.id)
    )  # fmt: skip
    return [
        Line.about(
            ToDo.RELEASE_LETTER,
            which,
            since=written,
            step_key=key,
            role=role,
            letter_id=number,
            letter_kind=kind,
            why=cause or "",
        )
        for *which, number, kind, role, key, written, cause in session.execute(query)
    ]
