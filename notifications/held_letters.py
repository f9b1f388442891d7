"""Letters that a person must release: the notice to a president, and what could not be written."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.errors import LifecycleError
from models.outbox import OutboxLetter
from models.plan import Plan
from models.words import LetterState, Role


class NotHeld(LifecycleError):
    """There is no held letter of this number."""


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A letter that waits, and why."""

    id: str
    kind: str
    reference: str | None
    role: Role
    written_on: date
    cause: str | None


def held_letters(session: Session) -> list[HeldLetter]:
    """Every held letter, the newest first."""
    rows = session.execute(
        select(
            OutboxLetter.id, OutboxLetter.kind, Plan.reference, OutboxLetter.role,
            OutboxLetter.written_on, OutboxLetter.cause,
        )
        .outerjoin(Plan, Plan.id == OutboxLetter.plan_id)
        .where(OutboxLetter.state == LetterState.HELD)
        .order_by(OutboxLetter.written_on.desc(), OutboxLetter.id)
    )  # fmt: skip
    return [HeldLetter(*row) for row in rows]


def release_letter(session: Session, number: str, now: datetime) -> str:
    """Queue a held letter for the next delivery; a replayed one still goes to the mailbox only.

    Raises:
        NotHeld: no held letter has this number.
    """
    letter = session.get(OutboxLetter, number)
    if letter is None or letter.state != LetterState.HELD:
        raise NotHeld(f"no held letter {number!r}: `infitah letter held` lists them")
    letter.state, letter.next_at, letter.cause = LetterState.QUEUED, now, None
    return letter.id
