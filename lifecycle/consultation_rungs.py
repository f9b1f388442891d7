"""When a consultation owes which letter. Days are the engine's policy."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.consultation_settings import ConsultationSettings
from lifecycle.idea_counts import is_answered
from lifecycle.rulebook import read_rulebook
from lifecycle.working_days import WorkingDays
from models.consultation import Consultation, Idea
from models.words import Role

AHEAD, PUBLISH, AGAIN = "ahead", "publish", "publish_again"
AHEAD_DAYS = 3  # working days before the window opens
CONSULTATION_AHEAD, PUBLISH_OUTCOMES = "consultation_ahead", "publish_outcomes"


@dataclass(frozen=True, slots=True)
class ConsultationRung:
    """One letter that a consultation owes from a civil date on, and to whom."""

    key: str
    on: date
    letter: str
    to: tuple[Role, ...]


def rungs(
    opens_on: date, closes_on: date, days: WorkingDays, answer_within: int
) -> tuple[ConsultationRung, ...]:
    """Every rung of a window, in order: before it opens, when its answer is due, and once more."""
    focal, both = (Role.FOCAL_POINT,), (Role.FOCAL_POINT, Role.REGION_COORDINATOR)
    return (
        ConsultationRung(AHEAD, days.add(opens_on, -AHEAD_DAYS), CONSULTATION_AHEAD, focal),
        ConsultationRung(PUBLISH, days.add(closes_on, answer_within), PUBLISH_OUTCOMES, focal),
        ConsultationRung(AGAIN, days.add(closes_on, 2 * answer_within), PUBLISH_OUTCOMES, both),
    )


def not_written(
    owed: tuple[ConsultationRung, ...], last: str | None
) -> tuple[ConsultationRung, ...]:
    """The rungs after the last one that was written."""
    keys = [rung.key for rung in owed]
    return owed[keys.index(last) + 1 :] if last in keys else owed


def next_letter(
    row: Consultation, today: date, days: WorkingDays, settings: ConsultationSettings,
    *, answered: bool,
) -> date | None:  # fmt: skip
    """The civil date on which a consultation next owes a letter; None when it owes none.

    What is written before a window opens is not owed once it is open, and nothing is owed once what
    became of the ideas is published.
    """
    if answered:
        return None
    owed = rungs(row.opens_on, row.closes_on, days, settings.answer_within)
    left = not_written(owed, row.last_rung)
    left = tuple(rung for rung in left if rung.key != AHEAD or today < row.opens_on)
    return left[0].on if left else None


def date_next_letter(
    session: Session, row: Consultation, today: date, settings: ConsultationSettings
) -> None:
    """Set the date on which a consultation that was changed next owes a letter."""
    known = session.scalars(select(Idea).where(Idea.consultation_id == row.id)).all()
    answered = is_answered(row, known)
    row.next_at = next_letter(row, today, read_rulebook(session).days, settings, answered=answered)
