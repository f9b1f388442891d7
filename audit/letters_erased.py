"""Letters from which the data of a person go: those to them, and those to others that hold them.

The row of a letter stays, as what was owed and what became of it; what it said does not.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from audit.held_letters_of import letters_to
from lifecycle.errors import refusal
from lifecycle.long_lists import chunks
from models.base import table_of
from models.outbox import DeliveryAttempt, LetterMessage, OutboxLetter
from models.words import LetterState

CAUSE = "what it said was erased (law 09-08)"
CANCELLED = "its reader was erased (law 09-08)"
LETTER, MESSAGE, ATTEMPT = map(table_of, (OutboxLetter, LetterMessage, DeliveryAttempt))
COLUMNS = ("id", "kind", "state", "next_at", "attempts", "ambiguous", "cause")
DAILY_LIST = "daily_list"  # never written anew: what it carries is skipped already


def erase_letters_to(session: Session, person_id: int) -> tuple[int, int]:
    """Cancel the letters to a person that wait, and destroy what all of them said.

    Returns:
        How many were cancelled, and of how many the bytes were destroyed.

    Raises:
        Refused: one of them is on the wire at this moment.
    """
    taken = take(session, letters_to(session, person_id))
    waits = [row.id for row in taken if row.next_at or row.state == LetterState.HELD]
    _set(session, waits, {"state": LetterState.CANCELLED, "next_at": None, "cause": CANCELLED})
    told = [row.id for row in taken if row.cause and row.id not in set(waits)]
    _set(session, told, {"cause": CAUSE})
    numbers = [row.id for row in taken]
    _set(session, numbers, {"subject": None, "to_address": None, "language": None})
    for some in chunks(numbers):
        answers = update(ATTEMPT).where(ATTEMPT.c.letter_id.in_(some))
        session.connection().execute(answers.values(answer=""))
    return len(waits), destroy_messages(session, numbers)


def destroy_of_others(session: Session, numbers: Sequence[str]) -> int:
    """Destroy the bytes of letters to others; one that was not tried is written anew.

    Raises:
        Refused: one is on the wire, or is being tried: its bytes stay the same until it has left.
    """
    for some in chunks(numbers):
        taken = take(session, LETTER.c.id.in_(some))
        waiting = [row for row in taken if row.next_at]
        if any(row.attempts or row.ambiguous or row.kind == DAILY_LIST for row in waiting):
            raise refusal(
                "رسالة تتضمن هذه المعطيات لم ترسل بعد: أعيدوا المحاولة بعد خروجها، في ثلاثة أيام "
                "على الأكثر.",
                "Une lettre qui contient ces données est en cours d’envoi : réessayez quand elle "
                "sera partie, dans trois jours au plus.",
                "a letter that holds this is being tried: try again when it has left, in three "
                "days at most",
            )
        _set(session, [row.id for row in waiting], {"subject": None, "to_address": None})
    return destroy_messages(session, numbers)


def destroy_messages(session: Session, numbers: Sequence[str]) -> int:
    """Destroy the exact bytes of letters; gives back of how many there were some."""
    connection = session.connection()
    return sum(
        connection.execute(delete(MESSAGE).where(MESSAGE.c.letter_id.in_(some))).rowcount
        for some in chunks(numbers)
    )


def take(session: Session, which: ColumnElement[bool]) -> Sequence[Any]:
    """The rows of letters, locked until the transaction ends.

    Raises:
        Refused: one of them is on the wire at this moment.
    """
    columns = (LETTER.c[name] for name in COLUMNS)
    query = select(*columns).where(which).order_by(LETTER.c.id).with_for_update()
    taken = session.connection().execute(query).all()
    if any(row.state == LetterState.CLAIMED for row in taken):
        raise refusal(
            "رسالة في طريقها الآن: أعيدوا المحاولة بعد دقائق.",
            "Une lettre est en cours d’envoi : réessayez dans quelques minutes.",
            "a letter is on the wire at this moment: try again in some minutes",
        )
    return taken


def _set(session: Session, numbers: Sequence[str], values: dict[str, Any]) -> None:
    for some in chunks(numbers):
        session.connection().execute(update(LETTER).where(LETTER.c.id.in_(some)).values(values))
