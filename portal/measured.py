"""What the records say of how the engine does, in numbers: read anew at each scrape."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.sequencer import waiting
from audit.tiles import log_size
from lifecycle.clock import Clock
from lifecycle.plans import OWED, STOPPED, late_on
from lifecycle.rows import PLAN, STEP
from lifecycle.sweep_records import last_sweep
from lifecycle.tracks import track_of
from models.incident import Incident
from models.log import LogCheckpoint
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import LetterState, Stage, Track
from notifications.due import DUE_STATES


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts, and ages in seconds; an age is None when there is nothing whose age it could be."""

    plans: dict[tuple[Track, Stage], int]
    open_steps: int
    overdue_steps: int
    letters: dict[LetterState, int]
    oldest_letter: float | None
    log_size: int
    unsealed: int
    checkpoint: float | None
    incidents: int
    daily_check: float | None


def measured(session: Session, clock: Clock) -> Measured:
    """Everything at once; `clock` tells the civil date of lateness, and now."""
    now, going = clock.now(), PLAN.stage.not_in(STOPPED)
    steps = select(func.count()).select_from(PlanStep).join(Plan, PLAN.id == STEP.plan_id)
    incidents = select(func.count()).where(Incident.closed_at.is_(None))
    check = last_sweep(session, "deadlines")
    return Measured(
        plans=_plans(session),
        open_steps=session.scalar(steps.where(STEP.state.in_(OWED), going)) or 0,
        overdue_steps=session.scalar(steps.where(late_on(clock.today()), going)) or 0,
        letters=_letters(session),
        oldest_letter=_age(now, _oldest_letter(session, now)),
        log_size=log_size(session),
        unsealed=waiting(session, clock).entries,
        checkpoint=_age(now, session.scalar(select(func.max(LogCheckpoint.made_at)))),
        incidents=session.scalar(incidents) or 0,
        daily_check=_age(now, check.finished_at if check else None),
    )


def _plans(session: Session) -> dict[tuple[Track, Stage], int]:
    counted: dict[tuple[Track, Stage], int] = {}
    query = select(PLAN.pathway_version, PLAN.stage, func.count()).group_by(
        PLAN.pathway_version, PLAN.stage
    )
    for version, stage, number in session.execute(query):
        key = (track_of(version), stage)
        counted[key] = counted.get(key, 0) + number
    return counted


def _letters(session: Session) -> dict[LetterState, int]:
    """Every state, also those in which there is none: a gauge that vanishes raises no alert."""
    query = select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state)
    return dict.fromkeys(LetterState, 0) | {row[0]: row[1] for row in session.execute(query)}


def _oldest_letter(session: Session, now: datetime) -> datetime | None:
    """When the letter that has waited longest for the wire asked for it."""
    due = OutboxLetter.next_at <= now, OutboxLetter.state.in_(DUE_STATES)
    return session.scalar(select(func.min(OutboxLetter.next_at)).where(*due))


def _age(now: datetime, since: datetime | None) -> float | None:
    return max((now - since).total_seconds(), 0.0) if since else None
