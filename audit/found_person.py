"""Looking a person up: by opaque number, by address, or by their exact name."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lifecycle.errors import LifecycleError
from models.person import Person, RoleHolding

PREFIX = "person:"


class NoSuchPerson(LifecycleError):
    """Nobody answers to the number, address or name, or several do; the message says which."""


def opaque_id(person_id: int) -> str:
    """A person as history, logs and letters name them: `person:12`."""
    return f"{PREFIX}{person_id}"


def find_person(session: Session, text: str) -> Person:
    """The person of `person:NUMBER`, of an address (large or small letters) or of a name.

    Raises:
        NoSuchPerson: nobody answers to it; or several have the name, and are listed by number.
    """
    wanted = text.strip()
    if wanted.lower().startswith(PREFIX):
        number = wanted[len(PREFIX) :]
        condition = Person.id == (int(number) if number.isascii() and number.isdecimal() else 0)
    elif "@" in wanted:
        condition = func.lower(Person.email) == wanted.lower()
    else:
        condition = Person.name == wanted
    found = list(session.scalars(select(Person).where(condition).order_by(Person.id)))
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(map(_told, found))
        raise NoSuchPerson(f"{wanted!r} names several people; give one number: {choices}")
    raise NoSuchPerson(
        f"nobody answers to {wanted!r}: give person:NUMBER, an e-mail address or an exact name"
    )


def roles_held(session: Session, person_id: int, on: date) -> list[RoleHolding]:
    """The roles that a person holds on a civil date, or will hold later, the first one first."""
    query = select(RoleHolding).where(
        RoleHolding.person_id == person_id,
        or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= on),
    )
    return list(session.scalars(query.order_by(RoleHolding.from_on, RoleHolding.id)))


def _told(person: Person) -> str:
    return f"{opaque_id(person.id)} ({person.email})"
