"""The record of each try on the wire: before it and after it, each committed before anything else.

The record before it is what tells, after a crash, which letters may have left.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from models.base import table_of
from models.database import writing
from models.failpoints import Point, reach
from models.outbox import DeliveryAttempt
from models.words import Failure
from notifications import outcomes
from notifications.due import LETTER, Due, write_decisions
from notifications.failures import PermanentFailure, SmtpFailure
from notifications.second_address import owe_to_another
from notifications.smtp import Accepted

ATTEMPT = table_of(DeliveryAttempt)
BEING_SENT = "handed to the wire: no answer yet"
# Built once, and each done once for many letters: a statement a letter is what held delivery.
_HELD = (
    select(LETTER.c.id, LETTER.c.claimed_by, LETTER.c.fence)
    .where(LETTER.c.id.in_(bindparam("letters", expanding=True)))
    .order_by(LETTER.c.id)  # always in this order: two that lock the same rows wait, none is ended
    .with_for_update()
)
_BEGUN = insert(ATTEMPT).returning(ATTEMPT.c.letter_id, ATTEMPT.c.id)
_ANSWERED = (
    update(ATTEMPT)
    .where(ATTEMPT.c.id == bindparam("attempt"))
    .values({name: bindparam(f"its_{name}") for name in ("failure", "code", "answer")})
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A letter that was handed over: the number of its note, and what the server said."""

    letter: Due
    attempt: int
    answer: Accepted | SmtpFailure

    @property
    def failure(self) -> SmtpFailure | None:
        """What went wrong, None when it was accepted."""
        return self.answer if isinstance(self.answer, SmtpFailure) else None


def still_ours(session: Session, letters: Sequence[Due]) -> set[str]:
    """Lock the rows of letters; the numbers of those that no other delivery has taken over."""
    held = session.execute(_HELD, {"letters": [letter.id for letter in letters]})
    stands = {number: (claimed_by, fence) for number, claimed_by, fence in held}
    return {one.id for one in letters if stands.get(one.id) == (one.claimed_by, one.fence)}


def begin_tries(session: Session, letters: Sequence[Due], now: datetime) -> dict[str, int]:
    """Note that letters which are still ours are about to be handed over.

    Gives back the number of each one's note. It may be handed over once that is committed.
    """
    rows = [
        {"letter_id": one.id, "at": now, "failure": Failure.AMBIGUOUS, "answer": BEING_SENT}
        for one in letters
    ]
    if not rows:
        return {}
    return dict(session.connection().execute(_BEGUN, rows).all())


def end_tries(
    session: Session,
    tried: Sequence[Tried],
    ours: Set[str],
    *,
    now: datetime,
    today: date,
    limit: timedelta,
) -> None:
    """Record the answers, and what becomes of the letters that are still ours.

    Those that another delivery has taken over are left alone.
    """
    if not tried:
        return
    session.connection().execute(_ANSWERED, [_told(one) for one in tried])
    mine = [one for one in tried if one.letter.id in ours]
    for one in mine:
        if one.failure is None:
            outcomes.accepted(one.letter, now, today)
        else:
            first = _first_tried(session, one.letter, now)
            outcomes.failed(one.letter, one.failure, now, first, limit)
    write_decisions(session.connection(), [one.letter for one in mine])
    for one in mine:
        if isinstance(one.failure, PermanentFailure) and one.failure.address_is_wrong:
            owe_to_another(session, one.letter, now, today)
    reach(Point.MARKING)


def put_back(engine: Engine, letters: Sequence[Due]) -> None:
    """Letters that were claimed and not tried stand as they stood before."""
    with writing(engine) as session:
        ours = still_ours(session, letters)
        mine = [letter for letter in letters if letter.id in ours]
        for letter in mine:
            outcomes.back_in_line(letter)
        write_decisions(session.connection(), mine)


def _told(tried: Tried) -> dict[str, Any]:
    """An answer by the names of its statement."""
    failure, answer = tried.failure, tried.answer
    told = {"its_code": answer.code, "its_answer": answer.answer}
    return told | {"attempt": tried.attempt, "its_failure": failure and failure.kind}


def _first_tried(session: Session, letter: Due, now: datetime) -> datetime:
    """When it was first on the wire; a try that the server's state made vain does not count."""
    counts = or_(ATTEMPT.c.failure.is_(None), ATTEMPT.c.failure != Failure.TECHNICAL)
    first = select(func.min(ATTEMPT.c.at)).where(ATTEMPT.c.letter_id == letter.id, counts)
    return session.scalar(first) or now
