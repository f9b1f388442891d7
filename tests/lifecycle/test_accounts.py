"""Passwords: right, wrong, too short, locked for a while, changed, disabled."""

import importlib.util
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, Type
from small_cohort import BENI_MELLAL, open_few
from sqlalchemy import Engine, select

from lifecycle import accounts
from lifecycle.accounts import (
    HASHER,
    MOST_WRONG,
    NoSuchPerson,
    check_password,
    disable,
    set_password,
)
from lifecycle.clock import VirtualClock
from lifecycle.errors import Refused
from models.account import Account, AccountSession
from models.database import reading, writing

NATIONAL = "national@coordination.example"
PASSWORD = "une longue phrase de passe"


@pytest.fixture
def cohort(engine: Engine, clock: VirtualClock) -> Engine:
    """A cohort whose national coordinator has an account."""
    open_few(engine, BENI_MELLAL)
    with writing(engine) as session:
        set_password(session, NATIONAL, PASSWORD, clock.now())
    return engine


def tried(engine: Engine, clock: VirtualClock, password: str, email: str = NATIONAL) -> int | None:
    with writing(engine) as session:
        return check_password(session, email, password, clock.now())


def account(engine: Engine) -> Account:
    with reading(engine) as session:
        return session.scalars(select(Account)).one()


def test_the_right_password_says_who_it_is(cohort: Engine, clock: VirtualClock) -> None:
    assert tried(cohort, clock, PASSWORD) == account(cohort).person_id
    assert tried(cohort, clock, PASSWORD, "  National@Coordination.example ") is not None


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    cohort: Engine, clock: VirtualClock
) -> None:
    assert tried(cohort, clock, PASSWORD + "x") is None
    assert tried(cohort, clock, PASSWORD, "nobody@coordination.example") is None
    assert tried(cohort, clock, "x" * 100_000) is None


def test_the_password_itself_is_nowhere(cohort: Engine) -> None:
    stored = account(cohort).password_hash
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_five_wrong_ones_close_the_account_for_a_quarter_of_an_hour(
    cohort: Engine, clock: VirtualClock
) -> None:
    for _ in range(MOST_WRONG):
        assert tried(cohort, clock, "wrong wrong wrong") is None
    assert tried(cohort, clock, PASSWORD) is None
    clock.hour += 1
    assert tried(cohort, clock, PASSWORD) is not None


def test_a_right_one_forgets_the_wrong_ones_before_it(cohort: Engine, clock: VirtualClock) -> None:
    for _ in range(3):
        for _ in range(MOST_WRONG - 1):
            tried(cohort, clock, "wrong wrong wrong")
        assert tried(cohort, clock, PASSWORD) is not None
    assert account(cohort).failures == 0


def test_a_new_password_signs_every_browser_out(cohort: Engine, clock: VirtualClock) -> None:
    with writing(cohort) as session:
        session.add(
            AccountSession(
                id="0" * 64, person_id=account(cohort).person_id, form_token="f",
                made_at=clock.now(), expires_at=clock.now() + timedelta(hours=1),
            )
        )  # fmt: skip
    with writing(cohort) as session:
        set_password(session, NATIONAL, "une autre phrase de passe", clock.now())
    with reading(cohort) as session:
        assert session.scalars(select(AccountSession)).all() == []
    assert tried(cohort, clock, PASSWORD) is None
    assert tried(cohort, clock, "une autre phrase de passe") is not None


def test_an_older_hash_is_made_anew_with_the_right_password(
    cohort: Engine, clock: VirtualClock
) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with writing(cohort) as session:
        session.scalars(select(Account)).one().password_hash = weak
    assert tried(cohort, clock, PASSWORD) is not None
    assert not HASHER.check_needs_rehash(account(cohort).password_hash)


def test_the_passwords_of_people_are_hashed_as_dearly_as_owasp_asks() -> None:
    """The suite takes a cheap hasher; this is the module as everybody else loads it."""
    spec = importlib.util.spec_from_file_location("accounts_as_they_are", accounts.__file__)
    assert spec is not None
    assert spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    assert fresh.HASHER.type is Type.ID
    assert fresh.HASHER.memory_cost >= 19 * 1024
    assert fresh.HASHER.time_cost >= 2


def test_a_disabled_account_opens_nothing(cohort: Engine, clock: VirtualClock) -> None:
    with writing(cohort) as session:
        disable(session, NATIONAL, clock.now())
    assert tried(cohort, clock, PASSWORD) is None
    with writing(cohort) as session:
        set_password(session, NATIONAL, PASSWORD, clock.now())
    assert tried(cohort, clock, PASSWORD) is not None


@pytest.mark.parametrize("password", ["", "eleven lett", "x" * 201])
def test_a_password_that_is_too_short_or_too_long_is_refused(
    cohort: Engine, clock: VirtualClock, password: str
) -> None:
    with pytest.raises(Refused, match="12 to 200"), writing(cohort) as session:
        set_password(session, NATIONAL, password, clock.now())


def test_only_somebody_who_is_known_gets_an_account(cohort: Engine, clock: VirtualClock) -> None:
    with pytest.raises(NoSuchPerson, match="calendar"), writing(cohort) as session:
        set_password(session, "nobody@coordination.example", PASSWORD, clock.now())
    with pytest.raises(NoSuchPerson, match="no account"), writing(cohort) as session:
        disable(session, "admin@coordination.example", clock.now())
