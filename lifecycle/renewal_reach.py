"""Whom a collectivity can still be reached by once the mandates of its elected have ended."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.long_lists import chunks
from lifecycle.mandates import HOLDING
from lifecycle.worklist_line import held_on
from models.person import Person, RoleHolding
from models.words import Role

STAFF = (Role.FOCAL_POINT, Role.DEPUTY, Role.DIRECTOR_OF_SERVICES, Role.MAILBOX)


def roles_to_tell(session: Session, codes: Sequence[str], on: date) -> dict[str, list[str]]:
    """The roles to write to about the elections, by collectivity; without one, nobody is reached.

    The focal point (their deputy stands in) and the director of services; the institutional mailbox
    stands in where neither is there. Who that is on the day, the delivery finds out.
    """
    query = (
        select(HOLDING.collectivity_code, HOLDING.role)
        .select_from(RoleHolding)
        .join(Person, Person.id == HOLDING.person_id)
        .where(held_on(on), HOLDING.role.in_(STAFF))
        .where(Person.undeliverable_since.is_(None), Person.erased_on.is_(None))
        .distinct()
    )
    held: dict[str, set[Role]] = {}
    for some in chunks(codes):
        for code, role in session.execute(query.where(HOLDING.collectivity_code.in_(some))):
            held.setdefault(code, set()).add(role)
    return {code: [role.value for role in _told(roles)] for code, roles in held.items()}


def _told(held: set[Role]) -> list[Role]:
    told = [Role.FOCAL_POINT] if held & {Role.FOCAL_POINT, Role.DEPUTY} else []
    if Role.DIRECTOR_OF_SERVICES in held:
        told.append(Role.DIRECTOR_OF_SERVICES)
    return told or [Role.FOCAL_POINT]  # the mailbox stands in for them
