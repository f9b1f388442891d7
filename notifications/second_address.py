"""A person's address does not work: what they were owed is owed to whoever stands in for them."""

from datetime import date, datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from lifecycle.writes import letter_id
from models.base import table_of
from models.person import Person
from models.words import LetterState
from notifications.due import LETTER, Due
from notifications.merging import DAILY_LIST

AGAIN = ":again"
PERSON = table_of(Person)
UNSENT = {
    "person_id": None,
    "language": None,
    "subject": None,
    "to_address": None,
    "attempts": 0,
    "ambiguous": 0,
    "claimed_by": None,
    "fence": 0,
    "cause": None,
    "carried_by": None,
    "accepted_at": None,
    "accepted_on": None,
}


def owe_to_another(session: Session, letter: Due, now: datetime, today: date) -> None:
    """Mark the person as unreachable by e-mail, and owe the letter once more.

    The directory leaves such a person out, so the new letter finds the one who stands in. What a
    day's list carried is owed again letter by letter.
    """
    connection = session.connection()
    connection.execute(
        update(PERSON)
        .where(PERSON.c.id == letter.person_id, PERSON.c.undeliverable_since.is_(None))
        .values(undeliverable_since=today, undeliverable_cause=(letter.cause or "")[:500])
    )
    if letter.kind == DAILY_LIST:
        connection.execute(
            update(LETTER)
            .where(LETTER.c.carried_by == letter.id)
            .values(UNSENT | {"state": LetterState.QUEUED, "next_at": now})
        )
    elif not letter.key.endswith(AGAIN):
        key = letter.key + AGAIN
        row = {name: getattr(letter, name) for name in Due.__slots__} | UNSENT
        row |= {"id": letter_id(key), "key": key, "state": LetterState.QUEUED, "next_at": now}
        connection.execute(insert(LETTER), [row])
