"""Correcting what is held on a person: the right of rectification (law 09-08, art. 8).

The article is cited as secondary sources number it; its text was not read.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.found_person import opaque_id
from audit.own_entries import add_own_entry
from audit.person_reasons import Because
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.successor_checks import check_details
from models.person import Person
from models.words import Language, LogEntryKind


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is right; None leaves a field as it is."""

    name: str | None = None
    email: str | None = None
    language: Language | None = None


def correct_person(
    session: Session, person_id: int, right: Corrected, because: Because, occasion: Occasion
) -> list[str]:
    """Correct a person's name, address or language; gives back the fields that changed.

    A new address is written to again, whatever came back from the old one. The log's entry names
    the opaque number and the fields, never the values. Links and letters that were sent stay.

    Args:
        session: the caller's; nothing is committed here.
        person_id: whose.
        right: what is right.
        because: why, in a word of the list.
        occasion: who corrects, and when.

    Raises:
        Refused: the name or address is none, the address is somebody else's, the person was
            erased, or nothing would change; nothing is written.
    """
    person = session.get(Person, person_id, with_for_update=True)
    if person is None or person.erased_on is not None:
        raise refusal(
            "محيت معطيات هذا الشخص: لا شيء يصحح.",
            "Les données de cette personne ont été effacées : rien à rectifier.",
            f"{opaque_id(person_id)} was erased: there is nothing to correct",
        )
    values = _right_values(session, person, right)
    fields = sorted(name for name, value in values.items() if value != getattr(person, name))
    if not fields:
        raise refusal(
            "هذه هي المعطيات المسجلة من قبل.",
            "Ce sont les données déjà enregistrées.",
            "nothing would change: give --name, --email or --language with what is right",
        )
    for name in fields:
        setattr(person, name, values[name])
    if "email" in fields:
        person.undeliverable_since = person.undeliverable_cause = None
    session.flush()
    body = {"person": opaque_id(person_id), "fields": fields, "because": because.value}
    add_own_entry(session, LogEntryKind.CORRECTED, body, occasion)
    return fields


def _right_values(session: Session, person: Person, right: Corrected) -> dict[str, str | Language]:
    """What the person's row is to say, checked as a successor's details are."""
    checked_name, checked_email = check_details(
        person.name if right.name is None else right.name,
        person.email if right.email is None else right.email,
    )
    values: dict[str, str | Language] = {"language": right.language or person.language}
    if right.name is not None:
        values["name"] = checked_name
    if right.email is not None:
        _refuse_address_of_another(session, person.id, checked_email)
        values["email"] = checked_email
    return values


def _refuse_address_of_another(session: Session, person_id: int, email: str) -> None:
    query = select(Person.id).where(
        func.lower(Person.email) == email.lower(), Person.id != person_id
    )
    other = session.scalars(query).first()
    if other is not None:
        raise refusal(
            "هذا العنوان لشخص آخر.",
            "Cette adresse est celle d’une autre personne.",
            f"this address is that of {opaque_id(other)}: two people are not written to at one",
        )
