"""People and the roles they hold: from a sheet, in step with what is known already."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.cohort_coordinators import Coordinator
from lifecycle.cohort_rows import CohortRow, RolePerson
from models.person import Person, RoleHolding
from models.words import Language, Role

Held = tuple[RoleHolding, Person]


def hold_roles(session: Session, row: CohortRow, from_on: date) -> bool:
    """Give each person of a row the role it names from a day on; True when something changed.

    A role that somebody else held passes on: the earlier holding ends the day before.
    """
    changed = [_hold(session, row.code, *pair, from_on) for pair in _named_and_held(session, row)]
    return any(changed)


def would_change(session: Session, row: CohortRow) -> bool:
    """Whether `hold_roles` would change something; nothing is written."""
    pairs = _named_and_held(session, row)
    return any(held is None or _differs(named, held[1]) for named, held in pairs)


def _named_and_held(session: Session, row: CohortRow) -> list[tuple[RolePerson, Held | None]]:
    """Each person that a row names, and who holds that role now."""
    named = [*row.people]
    if row.mailbox:
        named.append(RolePerson(Role.MAILBOX, row.mailbox, row.mailbox, Language.BOTH))
    held = {
        holding.role: (holding, person)
        for holding, person in session.execute(
            select(RoleHolding, Person)
            .join(Person, Person.id == RoleHolding.person_id)
            .where(RoleHolding.collectivity_code == row.code, RoleHolding.until_on.is_(None))
        )
    }
    return [(one, held.get(one.role)) for one in named]


def hold_network_roles(session: Session, people: Iterable[Coordinator], from_on: date) -> None:
    """Give the coordinators, the admin and the auditors of a calendar their roles, once."""
    for one in people:
        known = session.scalars(
            select(RoleHolding.id)
            .join(Person, Person.id == RoleHolding.person_id)
            .where(
                Person.email == one.email,
                RoleHolding.role == one.role,
                RoleHolding.region_code == one.region_code
                if one.region_code
                else RoleHolding.region_code.is_(None),
            )
        ).first()
        if known is None:
            person = _person(session, one.name, one.email, one.language)
            session.add(
                RoleHolding(
                    person_id=person.id,
                    role=one.role,
                    region_code=one.region_code,
                    from_on=from_on,
                )
            )


def _hold(session: Session, code: str, named: RolePerson, held: Held | None, from_on: date) -> bool:
    """One role of one row; True when it is new, passed on, or its holder's entry was corrected."""
    if held is not None:
        holding, person = held
        if not _differs(named, person):
            return False
        if person.email == named.email:  # the same person: the name or the language was corrected
            person.name, person.language = _said_of(named, person)
            return True
        holding.until_on = from_on - timedelta(days=1)
    person = _person(session, named.name, named.email, named.language)
    session.add(
        RoleHolding(
            person_id=person.id,
            role=named.role,
            collectivity_code=code,
            from_on=from_on,
        )
    )
    return True


def _differs(named: RolePerson, person: Person) -> bool:
    if person.email != named.email:
        return True
    return (person.name, person.language) != _said_of(named, person)


def _said_of(named: RolePerson, person: Person) -> tuple[str, Language]:
    """What a row says of a known person; the sheet asks only the focal point for a language."""
    name = person.name if named.role == Role.MAILBOX else named.name
    return name, named.language if named.role == Role.FOCAL_POINT else person.language


def _person(session: Session, name: str, email: str, language: Language) -> Person:
    """The person of an address, made when nobody has it: one person may hold several roles."""
    person = session.scalars(select(Person).where(Person.email == email)).first()
    if person is None:
        person = Person(name=name, email=email, language=language)
        session.add(person)
        session.flush()
    return person
