"""The record of each try on the wire: before it and after it, each in a short transaction.

The record before it is what tells, after a crash, which letters may have left.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, func, insert, or_, select, update
from sqlalchemy.orm import Session

from models.base import table_of
from models.database import writing
from models.failpoints import Point, reach
from models.outbox import DeliveryAttempt
from models.words import Failure
from notifications import outcomes
from notifications.due import LETTER, Due, decided
from notifications.failures import PermanentFailure, SmtpFailure
from notifications.second_address import owe_to_another
from notifications.smtp import Accepted

ATTEMPT = table_of(DeliveryAttempt)
BEING_SENT = "handed to the wire: no answer yet"


class ClaimLost(RuntimeError):
    """The letter is not this delivery's any more: another has reclaimed it."""


def begin_try(engine: Engine, letter: Due, now: datetime) -> int:
    """Note that a claimed letter is about to be handed over; gives back the number of the note.

    Raises:
        ClaimLost: another delivery has it: it must not be sent.
    """
    with writing(engine) as session:
        mine = select(LETTER.c.id).where(*_mine(letter)).with_for_update()
        if session.execute(mine).first() is None:
            raise ClaimLost(letter.id)
        row = {"letter_id": letter.id, "at": now, "failure": Failure.AMBIGUOUS}
        note = insert(ATTEMPT).values(**row, answer=BEING_SENT).returning(ATTEMPT.c.id)
        return int(session.connection().execute(note).scalar_one())


def end_try(
    engine: Engine,
    letter: Due,
    attempt: int,
    answer: Accepted | SmtpFailure,
    now: datetime,
    today: date,
    limit: timedelta,
) -> None:
    """Record the answer and what becomes of the letter, if it is still this delivery's.

    Raises:
        ClaimLost: another delivery has it; the answer is recorded, the letter is left alone.
    """
    mine = _mine(letter)
    with writing(engine) as session:
        failure = answer if isinstance(answer, SmtpFailure) else None
        session.connection().execute(
            update(ATTEMPT)
            .where(ATTEMPT.c.id == attempt)
            .values(
                failure=failure.kind if failure else None, code=answer.code, answer=answer.answer
            )
        )
        if failure is None:
            outcomes.accepted(letter, now, today)
        else:
            outcomes.failed(letter, failure, now, _first_tried(session, letter, now), limit)
        done = session.connection().execute(update(LETTER).where(*mine).values(decided(letter)))
        if done.rowcount and isinstance(failure, PermanentFailure) and failure.address_is_wrong:
            owe_to_another(session, letter, now, today)
        reach(Point.MARKING)
    if not done.rowcount:
        raise ClaimLost(letter.id)


def put_back(engine: Engine, letters: list[Due]) -> None:
    """Letters that were claimed and not tried stand as they stood before."""
    with writing(engine) as session:
        for letter in letters:
            mine = _mine(letter)
            outcomes.back_in_line(letter)
            session.connection().execute(update(LETTER).where(*mine).values(decided(letter)))


def _mine(letter: Due) -> tuple[ColumnElement[bool], ...]:
    return (
        LETTER.c.id == letter.id,
        LETTER.c.claimed_by == letter.claimed_by,
        LETTER.c.fence == letter.fence,
    )


def _first_tried(session: Session, letter: Due, now: datetime) -> datetime:
    """When it was first on the wire; a try that the server's state made vain does not count."""
    counts = or_(ATTEMPT.c.failure.is_(None), ATTEMPT.c.failure != Failure.TECHNICAL)
    first = select(func.min(ATTEMPT.c.at)).where(ATTEMPT.c.letter_id == letter.id, counts)
    return session.scalar(first) or now
