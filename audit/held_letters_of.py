"""The letters that were, or are to be, sent to a person, and what came of them."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from audit.held_contact import Row, rows
from models.bounce import Bounce
from models.outbox import DeliveryAttempt, LetterMessage, OutboxLetter
from models.person import Person
from models.words import LetterState

ON_THE_WAY = (
    LetterState.HELD, LetterState.QUEUED, LetterState.CLAIMED, LetterState.DEFERRED,
    LetterState.UNKNOWN,
)  # fmt: skip


def letters(session: Session, person_id: int) -> list[Row]:
    """Each letter: which, when, to which address; whether its bytes are still kept."""
    columns: tuple[Any, ...] = (
        OutboxLetter.id, OutboxLetter.kind, OutboxLetter.role, OutboxLetter.written_on,
        OutboxLetter.accepted_at, OutboxLetter.state, OutboxLetter.to_address,
        OutboxLetter.subject, OutboxLetter.cause, OutboxLetter.language,
        LetterMessage.letter_id.is_not(None).label("bytes_kept"),
    )  # fmt: skip
    query = select(*columns).outerjoin(LetterMessage, LetterMessage.letter_id == OutboxLetter.id)
    query = query.where(letters_to(session, person_id))
    return rows(session, query.order_by(OutboxLetter.written_on, OutboxLetter.id))


def attempts(session: Session, person_id: int) -> list[Row]:
    """Each try on the wire of those letters, and what the server answered."""
    columns: tuple[Any, ...] = (
        DeliveryAttempt.letter_id, DeliveryAttempt.at, DeliveryAttempt.failure,
        DeliveryAttempt.code, DeliveryAttempt.answer,
    )  # fmt: skip
    query = select(*columns).join(OutboxLetter, OutboxLetter.id == DeliveryAttempt.letter_id)
    query = query.where(letters_to(session, person_id))
    return rows(session, query.order_by(DeliveryAttempt.at, DeliveryAttempt.id))


def bounces(session: Session, person_id: int) -> list[Row]:
    """The reports of those letters, or of the person's addresses, that came back."""
    columns: tuple[Any, ...] = (
        Bounce.letter_id, Bounce.read_at, Bounce.address, Bounce.kind, Bounce.status,
        Bounce.diagnostic,
    )  # fmt: skip
    query = select(*columns).where(bounces_of(session, person_id))
    return rows(session, query.order_by(Bounce.read_at, Bounce.id))


def letters_to(session: Session, person_id: int) -> ColumnElement[bool]:
    """What picks the letters addressed to a person, and those on the way that are bound to them.

    A letter that is bound to a person by number is addressed only when it leaves.
    """
    waiting = select(OutboxLetter.id, OutboxLetter.context).where(
        OutboxLetter.state.in_(ON_THE_WAY), OutboxLetter.person_id.is_(None)
    )
    bound = [
        number
        for number, context in session.execute(waiting)
        if context.get("to_person") == person_id
    ]
    return or_(OutboxLetter.person_id == person_id, OutboxLetter.id.in_(bound))


def addresses_of(session: Session, person_id: int) -> set[str]:
    """Every address a person was written to, as it was written: today's and earlier ones.

    An address that is somebody else's by now, as that of an office may be, is not theirs any more.
    """
    now = select(Person.email).where(Person.id == person_id)
    then = select(OutboxLetter.to_address).distinct().where(OutboxLetter.person_id == person_id)
    found = {address for query in (now, then) for address in session.scalars(query) if address}
    lowered = {address.lower() for address in found}
    of_others = select(func.lower(Person.email)).where(
        Person.id != person_id, func.lower(Person.email).in_(lowered)
    )
    taken = set(session.scalars(of_others))
    return {address for address in found if address.lower() not in taken}


def bounces_of(session: Session, person_id: int) -> ColumnElement[bool]:
    """What picks the bounces of a person."""
    theirs = select(OutboxLetter.id).where(letters_to(session, person_id))
    lowered = [address.lower() for address in addresses_of(session, person_id)]
    return or_(func.lower(Bounce.address).in_(lowered), Bounce.letter_id.in_(theirs))
