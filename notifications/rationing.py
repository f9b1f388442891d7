"""Who has had the letter of the day already, and whose turn it is to write to a person."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.base import table_of
from models.person import Person
from models.words import LetterState
from notifications.due import LETTER
from notifications.merging import DAILY_LIST, LISTED, NOT_RATIONED, Addressed
from notifications.recipients import CHUNK

ON_ITS_WAY = (LetterState.CLAIMED, LetterState.DEFERRED, LetterState.UNKNOWN)
L = LETTER.c
PERSON = table_of(Person).c


def take_turns(session: Session, addressed: Sequence[Addressed]) -> None:
    """Wait until no other delivery is sorting out letters to these people, and keep them.

    The letter of the day, the day's list and the links of one person are decided by one delivery
    at a time, which sees what the one before it has committed. Their rows are locked, in the order
    of their numbers so that no two deliveries wait for each other; a lock a person in the server's
    memory would run out. On SQLite the caller's transaction is the only writer.
    """
    people = sorted({person.person_id for _, person in addressed})
    for start in range(0, len(people), CHUNK):
        some = PERSON.id.in_(people[start : start + CHUNK])
        query = select(PERSON.id).where(some).order_by(PERSON.id)
        session.execute(query.with_for_update(key_share=True)).all()


def had_theirs(session: Session, addressed: Sequence[Addressed], today: date) -> set[int]:
    """The people of a batch whose letter of the day has left, or is on its way."""
    people = sorted({person.person_id for _, person in addressed})
    if not people:
        return set()
    replayed = addressed[0][0].replayed
    counted = or_(L.role.not_in(NOT_RATIONED), L.kind.in_((*LISTED, DAILY_LIST)))
    # Without a next instant it waits for a person: it must not hold up all that comes after it.
    goes_on = or_(L.state == LetterState.CLAIMED, L.next_at.is_not(None))
    on_its_way = and_(L.accepted_on.is_(None), L.state.in_(ON_ITS_WAY), goes_on)
    found: set[int] = set()
    for start in range(0, len(people), CHUNK):
        query = select(L.person_id).where(
            L.person_id.in_(people[start : start + CHUNK]),
            or_(L.accepted_on == today, on_its_way),
            L.urgent.is_(False),
            L.replayed.is_(replayed),
            counted,
        )
        found |= set(session.scalars(query))
    return found
