"""An address that letters came back from, and that works again."""

from sqlalchemy.orm import Session

from lifecycle.errors import refusal
from models.person import Person


def lift_address(session: Session, person_id: int) -> Person:
    """Write to a person again: somebody spoke to them, and their address works.

    The next letter that is owed goes to them; those that stood-in people had stay where they went.

    Args:
        session: the caller's; nothing is committed here.
        person_id: whose address it is.

    Raises:
        Refused: there is nobody of this number, nothing stands against the address, or the person
            was erased.
    """
    person = session.get(Person, person_id, with_for_update=True)
    if person is None or person.undeliverable_since is None or person.erased_on is not None:
        raise refusal(
            "هذا العنوان مفعل من قبل.",
            "Cette adresse est déjà en service.",
            f"nothing stands against the address of person:{person_id}",
        )
    person.undeliverable_since = person.undeliverable_cause = None
    return person
