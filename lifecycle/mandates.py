"""The mandates that elections end: who holds them, and ending them with their links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from lifecycle.council_pause import ELECTED
from lifecycle.legal_time import local_date
from lifecycle.long_lists import chunks
from lifecycle.rows import PLAN
from models.base import Base, table_of
from models.link import SignedLink
from models.person import RoleHolding
from models.plan import Plan
from models.succession import Succession
from models.words import Role, SuccessionState

HOLDING, LINK = table_of(RoleHolding).c, table_of(SignedLink).c
BECAUSE = "the mandate ended with the elections"
HELD = select(HOLDING.id, HOLDING.person_id, HOLDING.role, HOLDING.collectivity_code).where(
    HOLDING.collectivity_code.in_(bindparam("codes", expanding=True)),
    HOLDING.from_on < bindparam("on"),
    or_(HOLDING.until_on.is_(None), HOLDING.until_on > bindparam("on")),
)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A role that somebody holds for a collectivity."""

    holding_id: int
    person_id: int
    role: Role
    collectivity_code: str


def mandates_on(session: Session, codes: Sequence[str], on: date) -> dict[str, list[Mandate]]:
    """The mandates of the elected that an election of a civil date ends, by collectivity.

    Whoever took the role on that day or since is of the new council, and stays.
    """
    query = HELD.where(HOLDING.role.in_(ELECTED)).order_by(HOLDING.id)
    found: dict[str, list[Mandate]] = {}
    for some in chunks(codes):
        for row in session.execute(query, {"codes": some, "on": on}):
            found.setdefault(row.collectivity_code, []).append(Mandate(*row))
    return found


def end_mandates(
    session: Session, mandates: Sequence[Mandate], codes: Sequence[str], on: date, at: datetime
) -> None:
    """End mandates on a civil date; their links stop at an aware instant, and so do old namings.

    A person who holds another role of the collectivity keeps the links of it. Whoever was named
    before the election and has not answered is named no more.
    """
    _set(session, RoleHolding, [one.holding_id for one in mandates], until_on=on)
    gone = {(one.person_id, one.collectivity_code) for one in mandates}
    gone -= _with_another_role(session, codes, on)
    ended = _links(session, gone)
    _set(session, SignedLink, ended, revoked_at=at, revoked_because=BECAUSE)
    asked = _named_before(session, codes, on)
    _set(session, Succession, asked, state=SuccessionState.REPLACED, settled_at=at)
    session.expire_all()


def _with_another_role(session: Session, codes: Sequence[str], on: date) -> set[tuple[int, str]]:
    query = HELD.where(HOLDING.role.not_in(ELECTED))
    return {
        (row.person_id, row.collectivity_code)
        for some in chunks(codes)
        for row in session.execute(query, {"codes": some, "on": on})
    }


def _links(session: Session, gone: set[tuple[int, str]]) -> list[int]:
    """The links of these people to the plans of these collectivities that still work."""
    query = (
        select(LINK.id, LINK.person_id, PLAN.collectivity_code)
        .join(Plan, PLAN.id == LINK.plan_id)
        .where(LINK.revoked_at.is_(None))
    )
    return [
        row.id
        for some in chunks(sorted({person for person, _ in gone}))
        for row in session.execute(query.where(LINK.person_id.in_(some)))
        if (row.person_id, row.collectivity_code) in gone
    ]


def _named_before(session: Session, codes: Sequence[str], on: date) -> list[int]:
    """The successions of elected roles that wait since before the election, or its day."""
    query = select(Succession.id, Succession.named_at).where(
        Succession.role.in_(ELECTED), Succession.state == SuccessionState.NAMED
    )
    return [
        row.id
        for some in chunks(codes)
        for row in session.execute(query.where(Succession.collectivity_code.in_(some)))
        if local_date(row.named_at) <= on
    ]


def _set(session: Session, record: type[Base], numbers: Iterable[int], **values: Any) -> None:
    table = table_of(record)
    for some in chunks(list(numbers)):
        statement = update(table).where(table.c.id.in_(some)).values(values)
        session.connection().execute(statement)
