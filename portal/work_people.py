"""The people of a plan's collectivity, as those who are signed in may see them."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.pathway_words import ROLE_NAMES
from lifecycle.worklist_line import HOLDING, held_on
from models.person import Absence, Person, RoleHolding
from models.succession import Succession
from models.words import Language, Role, SuccessionState
from portal.work_form import LANGUAGES
from portal.work_plan_words import WORDS

ORDER = list(Role)


def people_shown(
    session: Session, code: str, language: Language, today: date
) -> list[dict[str, Any]]:
    """Who holds a role of a collectivity today, in the order of the roles.

    Each is {"person" (the row: name, email, undeliverable_since and its cause), "role", "role_key",
    "since", "language", "absences" (those that last or are to come), "named" (who was asked to
    take over, a row, or None)}.
    """
    query = (
        select(Person, RoleHolding.role, RoleHolding.from_on)
        .join(RoleHolding, HOLDING.person_id == Person.id)
        .where(HOLDING.collectivity_code == code, held_on(today))
    )
    found = sorted(session.execute(query).all(), key=lambda row: ORDER.index(row.role))
    absences = _absences(session, [person.id for person, *_ in found], today)
    named = named_of(session, code)
    return [
        {
            "person": person,
            "role": ROLE_NAMES[role].said_in(language),
            "role_key": role.value,
            "since": since,
            "language": _language(person.language, language),
            "absences": absences.get(person.id, []),
            "named": named.get(role),
        }
        for person, role, since in found
    ]


def named_of(session: Session, code: str) -> dict[Role, Person]:
    """Who was asked to take a role of a collectivity over, and has not answered yet."""
    query = (
        select(Succession.role, Person)
        .join(Person, Person.id == Succession.successor_id)
        .where(
            Succession.collectivity_code == code, Succession.state == SuccessionState.NAMED
        )
    )  # fmt: skip
    return dict(session.execute(query).all())


def _absences(session: Session, people: list[int], today: date) -> dict[int, list[Absence]]:
    query = select(Absence).where(Absence.person_id.in_(people), Absence.until_on >= today)
    found: dict[int, list[Absence]] = {}
    for absence in session.scalars(query.order_by(Absence.from_on)):
        found.setdefault(absence.person_id, []).append(absence)
    return found


def _language(of_letters: Language, language: Language) -> str:
    return WORDS[dict(LANGUAGES)[of_letters]].said_in(language)
