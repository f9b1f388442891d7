"""Accounts: passwords hashed with argon2, locked for a while after wrong ones.

An account only says that somebody is who they say. What they may do comes from the roles they hold.
"""

from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.errors import LifecycleError, refusal
from lifecycle.passwords import LONGEST, weakness
from models.account import Account, AccountSession
from models.person import Person

MOST_WRONG = 5
LOCKED_FOR = timedelta(minutes=15)
HASHER = PasswordHasher()


class NoSuchPerson(LifecycleError):
    """Nobody who is known has this address."""


def set_password(session: Session, email: str, password: str, at: datetime) -> Account:
    """Give the person of an address an account, or a new password; every browser is signed out.

    Raises:
        NoSuchPerson: nobody has the address: open a cohort, or name them in its calendar.
        Refused: the password is shorter than 12 letters, longer than 200, or guessed first.
    """
    person = _person(session, email)
    refused = weakness(password, (person.email, person.name))
    if refused is not None:
        raise refusal(refused.ar, refused.fr, refused.en)
    account = session.get(Account, person.id)
    if account is None:
        account = Account(person_id=person.id, failures=0)
        session.add(account)
    account.password_hash, account.password_set_at = HASHER.hash(password), at
    account.failures, account.locked_until, account.disabled_at = 0, None, None
    session.flush()
    end_sessions(session, person.id)
    return account


def check_password(session: Session, email: str, password: str, at: datetime) -> int | None:
    """The number of the person whose address and password these are; None when they are not.

    An unknown address costs as much time as a wrong password, and is answered alike. Five wrong
    ones lock the account for a quarter of an hour: nothing is looked at meanwhile.
    """
    account = session.scalars(
        select(Account).join(Person).where(func.lower(Person.email) == email.strip().lower())
    ).first()
    right = _matches(account.password_hash if account else _nobodys_hash(), password)
    if account is None or account.disabled_at is not None or _is_locked(account, at):
        return None
    if not right:
        _count_failure(account, at)
        return None
    account.failures, account.locked_until = 0, None
    if HASHER.check_needs_rehash(account.password_hash):
        account.password_hash = HASHER.hash(password)
    return account.person_id


def disable(session: Session, email: str, at: datetime) -> None:
    """Let nobody sign in with an address any more; the browsers that are signed in are signed out.

    Raises:
        NoSuchPerson: there is no account of this address.
    """
    person = _person(session, email)
    account = session.get(Account, person.id)
    if account is None:
        raise NoSuchPerson(f"{email} has no account; `infitah account list` shows those there are")
    account.disabled_at = at
    end_sessions(session, person.id)


def end_sessions(session: Session, person_id: int) -> None:
    """Sign a person out everywhere."""
    for one in session.scalars(select(AccountSession).where(AccountSession.person_id == person_id)):
        session.delete(one)


def _person(session: Session, email: str) -> Person:
    wanted = email.strip().lower()
    person = session.scalars(select(Person).where(func.lower(Person.email) == wanted)).first()
    if person is None:
        raise NoSuchPerson(
            f"nobody has the address {email}: name them among the coordinators of a cohort's "
            "calendar and open it"
        )
    return person


def _matches(stored: str, password: str) -> bool:
    if len(password) > LONGEST:
        return False
    try:
        return HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """What a password is held against when nobody has the address."""
    return HASHER.hash("nobody has this password")


def _is_locked(account: Account, at: datetime) -> bool:
    return account.locked_until is not None and at < account.locked_until


def _count_failure(account: Account, at: datetime) -> None:
    account.failures += 1
    if account.failures >= MOST_WRONG:
        account.failures, account.locked_until = 0, at + LOCKED_FOR
