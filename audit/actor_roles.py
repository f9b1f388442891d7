"""Which role an actor held for a plan on the day of an act: a word beside the opaque number."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from audit.history_rows import EntryRow
from models.person import RoleHolding
from models.words import Role

PERSON = "person:"
Held = tuple[Role, date, date | None]  # a role, its first day and its last
Roles = dict[str, list[Held]]  # by the actor's opaque id


def roles_of_actors(session: Session, entries: Iterable[EntryRow]) -> Roles:
    """The roles that the actors of one plan's entries hold, or held: in its collectivity first.

    One statement. It is read from the register of people, which the log does not prove: the entries
    themselves hold the number only.
    """
    told = list(entries)
    asked = (
        select(RoleHolding)
        .where(
            RoleHolding.person_id.in_(sorted(_numbers(told))),
            or_(
                RoleHolding.collectivity_code.in_({entry.collectivity_code for entry in told}),
                RoleHolding.region_code.in_({entry.region_code for entry in told}),
                RoleHolding.collectivity_code.is_(None) & RoleHolding.region_code.is_(None),
            ),
        )
        .order_by(RoleHolding.collectivity_code.is_(None), RoleHolding.region_code.is_(None))
        .order_by(RoleHolding.id)
    )
    found: Roles = {}
    for one in session.scalars(asked):
        held = found.setdefault(f"{PERSON}{one.person_id}", [])
        held.append((one.role, one.from_on, one.until_on))
    return found


def role_on(roles: Roles, actor_id: str, on: date) -> Role | None:
    """The role of an actor on a civil date; None when no register knows one."""
    for role, from_on, until_on in roles.get(actor_id, []):
        if from_on <= on and (until_on is None or on <= until_on):
            return role
    return None


def _numbers(entries: Iterable[EntryRow]) -> set[int]:
    ids = {entry.actor_id for entry in entries if entry.actor_id.startswith(PERSON)}
    numbers = {one.removeprefix(PERSON) for one in ids}
    return {int(one) for one in numbers if one.isascii() and one.isdigit()}
