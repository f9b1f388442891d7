"""What is held on a person in their own rows: contact, roles, absences, ways in, successions."""

from typing import Any

from sqlalchemy import Executable, or_, select
from sqlalchemy.orm import Session

from audit.found_person import opaque_id
from models.account import Account, AccountSession
from models.link import SignedLink
from models.person import Absence, Person, RoleHolding
from models.plan import Plan
from models.succession import Succession

Row = dict[str, Any]


def person_row(session: Session, person_id: int) -> list[Row]:
    """The person themselves."""
    columns: tuple[Any, ...] = (
        Person.name, Person.email, Person.language, Person.undeliverable_since,
        Person.undeliverable_cause, Person.erased_on,
    )  # fmt: skip
    return rows(session, select(*columns).where(Person.id == person_id))


def roles(session: Session, person_id: int) -> list[Row]:
    """Every role they ever held, with its days."""
    columns: tuple[Any, ...] = (
        RoleHolding.role, RoleHolding.collectivity_code, RoleHolding.region_code,
        RoleHolding.from_on, RoleHolding.until_on,
    )  # fmt: skip
    query = select(*columns).where(RoleHolding.person_id == person_id)
    return rows(session, query.order_by(RoleHolding.from_on, RoleHolding.id))


def absences(session: Session, person_id: int) -> list[Row]:
    """The absences they announced."""
    query = select(Absence.from_on, Absence.until_on).where(Absence.person_id == person_id)
    return rows(session, query.order_by(Absence.from_on))


def account(session: Session, person_id: int) -> list[Row]:
    """Their account; the hash of the password is nobody's to read."""
    columns: tuple[Any, ...] = (
        Account.password_set_at, Account.failures, Account.locked_until, Account.disabled_at,
    )  # fmt: skip
    return rows(session, select(*columns).where(Account.person_id == person_id))


def browsers(session: Session, person_id: int) -> list[Row]:
    """The browsers that are signed in; what proves them is not shown."""
    columns: tuple[Any, ...] = (AccountSession.made_at, AccountSession.expires_at)
    query = select(*columns).where(AccountSession.person_id == person_id)
    return rows(session, query.order_by(AccountSession.made_at))


def links(session: Session, person_id: int) -> list[Row]:
    """The links of their letters; the tokens are not stored."""
    columns: tuple[Any, ...] = (
        Plan.reference.label("plan"), SignedLink.act, SignedLink.step_key, SignedLink.made_at,
        SignedLink.expires_on, SignedLink.revoked_at, SignedLink.revoked_because,
    )  # fmt: skip
    query = select(*columns).join(Plan, Plan.id == SignedLink.plan_id)
    query = query.where(SignedLink.person_id == person_id)
    return rows(session, query.order_by(SignedLink.made_at, SignedLink.id))


def successions(session: Session, person_id: int) -> list[Row]:
    """The roles they were named for, and those they named somebody for."""
    columns: tuple[Any, ...] = (
        Plan.reference.label("plan"), Succession.role, Succession.successor_id,
        Succession.named_by, Succession.named_at, Succession.state, Succession.settled_at,
    )  # fmt: skip
    theirs = or_(Succession.successor_id == person_id, Succession.named_by == opaque_id(person_id))
    query = select(*columns).join(Plan, Plan.id == Succession.plan_id).where(theirs)
    return [
        row | {"successor_id": opaque_id(row["successor_id"])}
        for row in rows(session, query.order_by(Succession.named_at, Succession.id))
    ]


def rows(session: Session, query: Executable) -> list[Row]:
    """The rows of a query by the names of its columns."""
    return [dict(row) for row in session.execute(query).mappings()]
