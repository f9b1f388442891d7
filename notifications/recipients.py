"""From a role to the person who holds it on a day, for many letters in two reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, or_, select
from sqlalchemy.orm import Session

from lifecycle.long_lists import chunks
from models.base import table_of
from models.person import Absence, Person, RoleHolding
from models.words import Language, Role
from notifications.due import Due

FOCAL, DEPUTY, MAILBOX = Role.FOCAL_POINT, Role.DEPUTY, Role.MAILBOX
# Who stands in when nobody holds the role, or its holder is away or cannot be reached.
STANDS_IN: dict[Role, tuple[Role, ...]] = {
    FOCAL: (DEPUTY, MAILBOX, Role.PRESIDENT),
    DEPUTY: (FOCAL, MAILBOX),
    Role.PRESIDENT: (Role.DIRECTOR_OF_SERVICES, MAILBOX),
    Role.DIRECTOR_OF_SERVICES: (MAILBOX,),
    Role.COMMITTEE: (FOCAL, DEPUTY, MAILBOX),
    # Nobody speaks for civil society in its place: without one the focal point is told.
    Role.CIVIL_SOCIETY: (FOCAL, MAILBOX),
    Role.FORUM: (FOCAL, DEPUTY, MAILBOX),
    Role.MONITORING_BODY: (FOCAL, DEPUTY, MAILBOX),
    Role.REGION_COORDINATOR: (Role.NATIONAL_COORDINATOR, Role.ADMIN),
    Role.NATIONAL_COORDINATOR: (Role.ADMIN,),
}
NETWORK_ROLES = (Role.NATIONAL_COORDINATOR, Role.ADMIN, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Recipient:
    """The person a letter goes to, and the role in which it reaches them."""

    person_id: int
    name: str
    address: str
    language: Language
    role: Role


# Built once: making these statements anew for each batch costs as much as running them.
TODAY = bindparam("today", type_=Date)
_ABSENCE, HOLDING, PERSON = table_of(Absence).c, table_of(RoleHolding).c, table_of(Person).c
AWAY = select(_ABSENCE.person_id).where(_ABSENCE.from_on <= TODAY, _ABSENCE.until_on >= TODAY)
HOLDERS = (
    select(
        HOLDING.role, HOLDING.collectivity_code, HOLDING.region_code,
        PERSON.id, PERSON.name, PERSON.email, PERSON.language,
    )
    .join(table_of(Person), PERSON.id == HOLDING.person_id)
    .where(
        HOLDING.from_on <= TODAY,
        or_(HOLDING.until_on.is_(None), HOLDING.until_on >= TODAY),
        PERSON.undeliverable_since.is_(None),
    )
    .order_by(HOLDING.from_on, HOLDING.id)
)  # fmt: skip
BEYOND_COLLECTIVITIES = HOLDERS.where(
    HOLDING.collectivity_code.is_(None),
    or_(
        HOLDING.region_code.in_(bindparam("regions", expanding=True)),
        HOLDING.role.in_(NETWORK_ROLES),
    ),
)
OF_COLLECTIVITIES = HOLDERS.where(
    HOLDING.collectivity_code.in_(bindparam("collectivities", expanding=True))
)

PEOPLE = select(PERSON.id, PERSON.name, PERSON.email, PERSON.language).where(
    PERSON.id.in_(bindparam("people", expanding=True)), PERSON.undeliverable_since.is_(None)
)


@dataclass(slots=True)
class Directory:
    """Who holds which role on a day, by role and place; a network role has the place ''.

    `people` are those to whom a letter is bound by number: what confirms one's own act, or asks a
    successor, is for nobody who stands in.
    """

    on: date
    holders: dict[tuple[Role, str], Recipient] = field(default_factory=dict)
    people: dict[int, Recipient] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, letters: Sequence[Due], on: date) -> "Directory":
        """The directory that these letters need on a civil date.

        A person who is away on that day, or whose address is known not to work, is left out.
        """
        collectivities = sorted({one.collectivity_code for one in letters if one.collectivity_code})
        regions = sorted({one.region_code for one in letters if one.region_code})
        away = set(session.scalars(AWAY, {"today": on}))
        directory = cls(on)
        directory._add(session, BEYOND_COLLECTIVITIES, {"regions": regions}, away)
        for some in chunks(collectivities):
            directory._add(session, OF_COLLECTIVITIES, {"collectivities": some}, away)
        directory._add_people(session, letters)
        return directory

    def _add_people(self, session: Session, letters: Iterable[Due]) -> None:
        bound = {number: one.role for one in letters if (number := one.context.get("to_person"))}
        rows = session.execute(PEOPLE, {"people": sorted(bound)}) if bound else ()
        for number, name, address, language in rows:
            self.people[number] = Recipient(number, name, address, language, bound[number])

    def _add(
        self, session: Session, statement: Any, places: dict[str, Any], away: set[int]
    ) -> None:
        rows = session.execute(statement, {"today": self.on} | places)
        for role, collectivity, region, number, name, address, language in rows:
            if number not in away:
                found = Recipient(number, name, address, language, role)
                self.holders[role, collectivity or region or ""] = found

    def recipient(self, letter: Due) -> Recipient | None:
        """Who a letter goes to: the holder of its role, or who stands in; None when nobody does."""
        if bound := letter.context.get("to_person"):
            return self.people.get(bound)
        for role in (letter.role, *STANDS_IN.get(letter.role, ())):
            found = self.holders.get((role, _place(letter, role)))
            if found is not None:
                return found
        return None

    def answers_to(self, letter: Due) -> str | None:
        """The address that replies go to: that of the region's coordinator, None when unknown."""
        found = self.holders.get((Role.REGION_COORDINATOR, letter.region_code or ""))
        return found.address if found else None


def _place(letter: Due, role: Role) -> str:
    if role in NETWORK_ROLES:
        return ""
    if role == Role.REGION_COORDINATOR:
        return letter.region_code or ""
    return letter.collectivity_code or ""
