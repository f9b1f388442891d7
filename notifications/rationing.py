"""Who has had the letter of the day already, and whose turn it is to write to a person."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import BindParameter, Date, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from lifecycle.long_lists import chunks
from models.base import table_of
from models.person import Person
from models.words import LetterState
from notifications.due import LETTER
from notifications.merging import DAILY_LIST, LISTED, NOT_RATIONED, Addressed

ON_ITS_WAY = (LetterState.CLAIMED, LetterState.DEFERRED, LetterState.UNKNOWN)
L = LETTER.c
PERSON = table_of(Person).c
# Built once: making these statements anew for each batch costs as much as running them.
PEOPLE: BindParameter[int] = bindparam("people", expanding=True)
TURNS = (
    select(PERSON.id)
    .where(PERSON.id.in_(PEOPLE))
    .order_by(PERSON.id)
    .with_for_update(key_share=True)
)
_RATIONED = or_(L.role.not_in(NOT_RATIONED), L.kind.in_((*LISTED, DAILY_LIST)))
# Without a next instant it waits for a person: it must not hold up all that comes after it.
_GOES_ON = or_(L.state == LetterState.CLAIMED, L.next_at.is_not(None))
_ON_ITS_WAY = and_(L.accepted_on.is_(None), L.state.in_(ON_ITS_WAY), _GOES_ON)
THEIRS = select(L.person_id).where(
    L.person_id.in_(PEOPLE),
    or_(L.accepted_on == bindparam("today", type_=Date), _ON_ITS_WAY),
    L.urgent.is_(False),
    L.replayed == bindparam("replayed"),
    _RATIONED,
)


def take_turns(session: Session, addressed: Sequence[Addressed]) -> None:
    """Wait until no other delivery is sorting out letters to these people, and keep them.

    The letter of the day, the day's list and the links of one person are decided by one delivery
    at a time, which sees what the one before it has committed. Their rows are locked, in the order
    of their numbers so that no two deliveries wait for each other; a lock a person in the server's
    memory would run out. On SQLite the caller's transaction is the only writer.
    """
    people = sorted({person.person_id for _, person in addressed})
    for some in chunks(people):
        session.execute(TURNS, {"people": some}).all()


def had_theirs(session: Session, addressed: Sequence[Addressed], today: date) -> set[int]:
    """The people of a batch whose letter of the day has left, or is on its way."""
    people = sorted({person.person_id for _, person in addressed})
    if not people:
        return set()
    asked = {"today": today, "replayed": addressed[0][0].replayed}
    found: set[int] = set()
    for some in chunks(people):
        found |= set(session.scalars(THEIRS, asked | {"people": some}))
    return found
