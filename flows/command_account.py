"""`infitah account`: who may sign in to the portal."""

import argparse
import getpass
import sys
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.accounts import NoSuchPerson, set_password
from lifecycle.accounts import disable as disable_account
from lifecycle.errors import LifecycleError
from lifecycle.pathway_words import ROLE_NAMES
from models.account import Account
from models.database import reading, writing
from models.person import Person, RoleHolding
from models.words import Role

WITH_ACCOUNT = (Role.REGION_COORDINATOR, Role.NATIONAL_COORDINATOR, Role.ADMIN, Role.AUDITOR)


def list_(arguments: argparse.Namespace) -> None:
    """Everybody who holds a role that signs in, and whether they have an account."""
    today = clock_of(arguments).today()
    with reading(connect(arguments)) as session:
        rows = roles_that_sign_in(session, today)
    if arguments.json:
        return print_json(rows)
    print_table(
        f"{sum(bool(row['account']) for row in rows)} of {len(rows)} may sign in",
        ("address", "role", "region", "account"),
        [
            (
                row["email"],
                ROLE_NAMES[row["role"]].said_in(arguments.lang),
                row["region"] or "",
                row["account"] or "-",
            )
            for row in rows
        ],
    )
    return None


def roles_that_sign_in(session: Session, on: date) -> list[dict[str, Any]]:
    """The people of the network by role: address, role, region, and what their account is."""
    query = (
        select(Person.email, RoleHolding.role, RoleHolding.region_code, Account)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(
            RoleHolding.role.in_(WITH_ACCOUNT),
            RoleHolding.from_on <= on,
            or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= on),
        )
        .order_by(RoleHolding.role, RoleHolding.region_code, Person.email)
    )
    return [
        {"email": email, "role": role, "region": region, "account": _state(account)}
        for email, role, region, account in session.execute(query)
    ]


def add(arguments: argparse.Namespace) -> None:
    """Make an account for somebody who has none."""
    _refuse_without_role(arguments)
    _set(arguments, "may sign in")


def password(arguments: argparse.Namespace) -> None:
    """Give a new password, or open a disabled or locked account again."""
    _refuse_without_role(arguments)
    _set(arguments, "has a new password and is signed out everywhere")


def disable(arguments: argparse.Namespace) -> None:
    """Close an account and sign its browsers out."""
    with writing(connect(arguments)) as session:
        disable_account(session, arguments.email, clock_of(arguments).now())
    print(f"{arguments.email} signs in no more.")


def _set(arguments: argparse.Namespace, done: str) -> None:
    chosen = _asked(arguments)
    with writing(connect(arguments)) as session:
        set_password(session, arguments.email, chosen, clock_of(arguments).now())
    print(f"{arguments.email} {done}.")


def _asked(arguments: argparse.Namespace) -> str:
    """The password, from a pipe or asked twice.

    Raises:
        LifecycleError: the two differ.
    """
    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("password (12 letters or more): ")
    if getpass.getpass("once more: ") != first:
        raise LifecycleError("the two passwords differ: nothing was changed")
    return first


def _refuse_without_role(arguments: argparse.Namespace) -> None:
    """Refuse before a password is asked for.

    Raises:
        NoSuchPerson: the address holds no role that signs in.
    """
    with reading(connect(arguments)) as session:
        rows = roles_that_sign_in(session, clock_of(arguments).today())
    if arguments.email.strip().lower() not in {row["email"].lower() for row in rows}:
        raise NoSuchPerson(
            f"{arguments.email} holds no role that signs in today; `infitah account list` shows "
            "who does. Focal points need no account: the link of each letter is enough"
        )


def _state(account: Account | None) -> str | None:
    if account is None:
        return None
    if account.disabled_at is not None:
        return "disabled"
    return "locked" if account.locked_until is not None else "open"
