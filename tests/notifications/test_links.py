"""Signed links: what a token is bound to, how long it works, and that a retry gives the same."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Event
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from lifecycle.clock import VirtualClock
from lifecycle.rulebook import read_rulebook
from lifecycle.sweep import sweep
from models.database import writing
from models.link import SignedLink
from models.words import CollectivityKind, LinkAct, Role
from notifications.claims import Which, due_letters
from notifications.link_keys import LinkKeys
from notifications.links import KEPT, Bound, LinkDesk, digest_of, token_of
from notifications.preparation import Moment, prepare
from notifications.settings import MailSettings

TODAY = builders.FOUNDED
OLD, NEW = b"o" * 32, b"n" * 32
KEYS = LinkKeys({"old": OLD})
ROTATED = LinkKeys({"new": NEW, "old": OLD})


@pytest.fixture
def bound(engine: Engine) -> Bound:
    """A link of a focal point to one step of a plan."""
    with writing(engine) as session:
        builders.collectivity(session, CollectivityKind.REGION, "05")
        plan = builders.plan(session)
        people = builders.people_of(session, builders.collectivity(session))
        number = people[Role.FOCAL_POINT].id
    return Bound(LinkAct.ANSWER, number, plan, "adhere_to_charter", 1)


@pytest.fixture
def session(engine: Engine, bound: Bound) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def desk(session: Session, *bounds: Bound, keys: LinkKeys = KEYS, on: date = TODAY) -> LinkDesk:
    made = LinkDesk(session, keys, VirtualClock(on).now(), on)
    made.look_up(bounds)
    return made


def token(session: Session, bound: Bound, due: date | None = None, **more: Any) -> str:
    made = desk(session, bound, **more)
    given = made.token(bound, due)
    made.store()
    session.expire_all()
    return given


def stored(session: Session) -> list[SignedLink]:
    return list(session.scalars(select(SignedLink).order_by(SignedLink.generation)))


def test_a_token_is_32_letters_and_digits_and_is_not_stored(session: Session, bound: Bound) -> None:
    given = token(session, bound)
    assert len(given) == 32
    assert given.isalnum()
    assert given == given.lower()
    (link,) = stored(session)
    assert link.token_sha256 == digest_of(given)
    assert given not in str(vars(link))
    assert (link.person_id, link.step_key, link.generation) == (
        bound.person_id, "adhere_to_charter", 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"act": LinkAct.FOLLOW},
        {"person_id": 999},
        {"plan_id": 999},
        {"step_key": "name_focal_point"},
        {"step_key": None},
        {"occurrence": 2},
        {"succession_id": 1},
    ],
)
def test_whatever_it_is_bound_to_changes_the_token(bound: Bound, changed: dict[str, Any]) -> None:
    other = replace(bound, **changed)
    assert other.scope != bound.scope
    assert token_of(OLD, other.scope, 1) != token_of(OLD, bound.scope, 1)


def test_the_key_and_the_generation_change_the_token(bound: Bound) -> None:
    tokens = {token_of(key, bound.scope, n) for key in (OLD, NEW) for n in (1, 2)}
    assert len(tokens) == 4


def test_numbers_that_stand_side_by_side_do_not_melt_together() -> None:
    one = Bound(LinkAct.FOLLOW, 1, 23)
    other = Bound(LinkAct.FOLLOW, 12, 3)
    assert one.scope != other.scope
    assert token_of(OLD, "a|1", 2) != token_of(OLD, "a", 12)


def test_the_same_link_is_given_again_and_again(session: Session, bound: Bound) -> None:
    assert token(session, bound) == token(session, bound)
    made = desk(session, bound)
    assert made.token(bound) == made.token(bound)
    assert len(stored(session)) == 1


def test_a_rotated_key_signs_new_links_and_earlier_ones_stay_the_same(
    session: Session, bound: Bound
) -> None:
    before = token(session, bound)
    assert token(session, bound, keys=ROTATED) == before
    fresh = replace(bound, step_key="name_focal_point")
    token(session, fresh, keys=ROTATED)
    assert {link.key_name for link in stored(session)} == {"old", "new"}


def test_without_its_key_a_link_gets_the_next_generation(session: Session, bound: Bound) -> None:
    before = token(session, bound)
    after = token(session, bound, keys=LinkKeys({"new": NEW}))
    assert after != before
    assert [(link.generation, link.key_name) for link in stored(session)] == [
        (1, "old"),
        (2, "new"),
    ]


def test_a_key_whose_secret_was_changed_under_its_name_counts_as_gone(
    session: Session, bound: Bound
) -> None:
    token(session, bound)
    after = token(session, bound, keys=LinkKeys({"old": NEW}))
    assert [link.generation for link in stored(session)] == [1, 2]
    assert stored(session)[1].token_sha256 == digest_of(after)


def test_a_link_that_was_taken_back_gets_the_next_generation(
    session: Session, bound: Bound
) -> None:
    before = token(session, bound)
    stored(session)[0].revoked_at = VirtualClock(TODAY).now()
    session.flush()
    after = token(session, bound)
    assert after != before
    assert token(session, bound) == after


@pytest.mark.parametrize(("act", "days"), [(act, kept.days) for act, kept in KEPT.items()])
def test_a_link_works_for_a_while_after_today(
    session: Session, bound: Bound, act: LinkAct, days: int
) -> None:
    token(session, replace(bound, act=act))
    assert stored(session)[0].expires_on == TODAY + timedelta(days=days)


def test_a_link_outlives_its_deadline_and_grows_with_it(session: Session, bound: Bound) -> None:
    due = TODAY + timedelta(days=100)
    token(session, bound, due)
    assert stored(session)[0].expires_on == due + timedelta(days=60)
    token(session, bound, due + timedelta(days=10))
    assert stored(session)[0].expires_on == due + timedelta(days=70)
    token(session, bound)  # never shorter than a letter has promised
    assert stored(session)[0].expires_on == due + timedelta(days=70)


def test_a_deadline_that_has_gone_by_does_not_shorten_a_link(
    session: Session, bound: Bound
) -> None:
    token(session, bound, TODAY - timedelta(days=200))
    assert stored(session)[0].expires_on == TODAY + timedelta(days=60)


def test_two_deliveries_at_once_give_the_same_link_and_keep_one_row(
    engine: Engine, bound: Bound
) -> None:
    looked, go_on = Event(), Event()

    def first() -> str:
        with writing(engine) as session:
            made = desk(session, bound)
            given = made.token(bound)
            made.store()
            looked.set()
            go_on.wait(5)
        return given

    def second() -> str:
        looked.wait(5)
        with writing(engine) as session:
            made = desk(session, bound)
            given = made.token(bound)
            made.store()
        return given

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(first), pool.submit(second)
        looked.wait(5)
        go_on.set()
        assert one.result(10) == other.result(10)
    with writing(engine) as session:
        assert session.scalar(select(func.count()).select_from(SignedLink)) == 1


def test_a_letter_that_is_written_again_has_the_same_bytes(engine: Engine, bound: Bound) -> None:
    """A delivery that was cut off before its commit has left no trace; the next writes the same."""
    clock = VirtualClock(TODAY)
    sweep(engine, on=TODAY, clock=clock)

    def written(*, keep: bool) -> dict[str, bytes]:
        with writing(engine) as session:
            due = due_letters(session, clock.now(), Which())
            moment = Moment(
                clock.now(), TODAY, read_rulebook(session).days, MailSettings(delivery="mailbox")
            )
            ready = prepare(session, due, moment).ready
            given = {letter.id: words.message for letter, words in ready if words}
            if not keep:
                session.rollback()
        return given

    first = written(keep=False)
    assert first
    assert written(keep=True) == first
    assert written(keep=True) == first  # the links are stored now
