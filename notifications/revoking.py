"""Taking back all the links of a person, or of a plan, at once."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from lifecycle.errors import LifecycleError
from models.person import Person
from notifications.links import LINK

PERSON = "person:"
LONGEST = 200  # of the column


class NoSuchPerson(LifecycleError):
    """Nobody has this number or this address."""


def revoke_of_person(session: Session, text: str, because: str, at: datetime) -> int:
    """Take back every link of a person, named `person:NUMBER` or by address; gives back how many.

    Their next letter carries a new one.

    Raises:
        NoSuchPerson: nobody answers to it.
    """
    wanted = text.strip().lower()
    if wanted.startswith(PERSON):
        number = wanted.removeprefix(PERSON)
        query = select(Person.id).where(Person.id == (int(number) if number.isdecimal() else 0))
    else:
        query = select(Person.id).where(func.lower(Person.email) == wanted)
    person_id = session.scalars(query).first()
    if person_id is None:
        raise NoSuchPerson(f"nobody answers to {text!r}: give person:NUMBER or an e-mail address")
    return _revoke(session, LINK.c.person_id == person_id, because, at)


def revoke_of_plan(session: Session, plan_id: int, because: str, at: datetime) -> int:
    """Take back every link to a plan; gives back how many."""
    return _revoke(session, LINK.c.plan_id == plan_id, because, at)


def is_person(text: str) -> bool:
    """Whether a word of the command line names a person and not a plan."""
    return text.strip().lower().startswith(PERSON) or "@" in text


def _revoke(session: Session, whose: ColumnElement[bool], because: str, at: datetime) -> int:
    statement = update(LINK).where(whose, LINK.c.revoked_at.is_(None))
    values = {"revoked_at": at, "revoked_because": because[:LONGEST]}
    done = session.connection().execute(statement.values(values))
    session.expire_all()
    return done.rowcount
