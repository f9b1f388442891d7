"""Who is signed in, and what the roles they hold today let them see and decide."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lifecycle import acts
from lifecycle.acts import Actor
from models.person import Person, RoleHolding
from models.words import Language, Role

NATIONAL = frozenset({Role.NATIONAL_COORDINATOR, Role.ADMIN})
WITH_ACCOUNT = NATIONAL | {Role.REGION_COORDINATOR, Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who is signed in. `roles` are (role, region code; None for the whole network)."""

    person_id: int
    name: str
    language: Language
    roles: tuple[tuple[Role, str | None], ...]
    form_token: str

    @property
    def national(self) -> bool:
        """Whether they act for the whole network."""
        return any(role in NATIONAL for role, _ in self.roles)

    @property
    def reads_all(self) -> bool:
        """Whether they see every region: auditors do, and decide nothing."""
        return self.national or any(role == Role.AUDITOR for role, _ in self.roles)

    @property
    def auditor_only(self) -> bool:
        """Whether they only read."""
        return all(role == Role.AUDITOR for role, _ in self.roles)

    @property
    def regions(self) -> frozenset[str]:
        """The regions that they coordinate."""
        return frozenset(r for role, r in self.roles if role == Role.REGION_COORDINATOR and r)

    @property
    def decides(self) -> bool:
        """Whether there is anything that they decide."""
        return self.national or bool(self.regions)

    @property
    def actor(self) -> Actor:
        """Who acts, for the door."""
        return acts.coordinator(self.person_id)

    def may_see(self, region_code: str) -> bool:
        """Whether the plans of a region are shown to them in full."""
        return self.reads_all or region_code in self.regions

    def may_decide(self, region_code: str) -> bool:
        """Whether they decide for the plans of a region."""
        return self.national or region_code in self.regions


def viewer_of_person(session: Session, person_id: int, on: date, form_token: str) -> Viewer | None:
    """The viewer that a person is on a civil date; None when they hold no role that signs in."""
    person = session.get(Person, person_id)
    query = select(RoleHolding.role, RoleHolding.region_code).where(
        RoleHolding.person_id == person_id,
        RoleHolding.role.in_(WITH_ACCOUNT),
        RoleHolding.from_on <= on,
        or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= on),
    )
    roles = tuple((role, region) for role, region in session.execute(query))
    if person is None or not roles:
        return None
    return Viewer(person.id, person.name, person.language, roles, form_token)
