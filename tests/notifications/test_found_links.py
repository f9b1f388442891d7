"""What is behind a token: forged and unknown alike, until when it works, a new one in its place."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from lifecycle.clock import VirtualClock
from lifecycle.succession import confirm_succession, name_successor
from models.base import table_of
from models.database import writing
from models.link import SignedLink
from models.outbox import OutboxLetter
from models.person import RoleHolding
from models.words import CollectivityKind, Language, LetterState, LinkAct, Role
from notifications.delivery import deliver_to_mailbox
from notifications.found_links import LinkState, find_link, revoke, send_new_link
from notifications.link_keys import LinkKeys, load_keys
from notifications.links import PATH, Bound, LinkDesk, token_of
from notifications.mailbox import open_letter
from notifications.revoking import revoke_of_person, revoke_of_plan
from notifications.settings import MailSettings

TODAY = builders.FOUNDED
KEYS = LinkKeys({"old": b"o" * 32})


class Place:
    """A plan, its people, and a session to look for links in."""

    def __init__(self, session: Session) -> None:
        self.session = session
        builders.collectivity(session, CollectivityKind.REGION, "05")
        self.plan = builders.plan(session)
        self.where = builders.collectivity(session)
        self.people = builders.people_of(session, self.where)
        self.focal = self.people[Role.FOCAL_POINT]

    def bound(self, act: LinkAct = LinkAct.ANSWER, **more: Any) -> Bound:
        of_step = {"step_key": "adhere_to_charter", "occurrence": 1}
        told = {"act": act, "person_id": self.focal.id, "plan_id": self.plan}
        return Bound(**told | (of_step if act == LinkAct.ANSWER else {}) | more)

    def token(self, bound: Bound | None = None, keys: LinkKeys = KEYS, on: date = TODAY) -> str:
        bound = bound or self.bound()
        desk = LinkDesk(self.session, keys, VirtualClock(on).now(), on)
        desk.look_up([bound])
        given = desk.token(bound)
        desk.store()
        return given

    def state(self, token: str, on: date = TODAY, keys: LinkKeys = KEYS) -> LinkState | None:
        found = find_link(self.session, token, keys, on)
        return found.state if found else None

    def link(self, token: str) -> SignedLink:
        found = find_link(self.session, token, KEYS, TODAY)
        assert found is not None
        return found.link

    def letters(self, kind: str) -> list[OutboxLetter]:
        query = select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.key)
        return list(self.session.scalars(query))


@pytest.fixture
def place(engine: Engine) -> Iterator[Place]:
    with writing(engine) as session:
        yield Place(session)


def test_a_link_leads_to_what_it_is_bound_to(place: Place) -> None:
    found = find_link(place.session, place.token(), KEYS, TODAY)
    assert found is not None
    assert found.state == LinkState.OPEN
    assert (found.link.person_id, found.link.plan_id) == (place.focal.id, place.plan)
    assert (found.link.act, found.link.step_key) == (LinkAct.ANSWER, "adhere_to_charter")


def test_a_token_with_any_letter_changed_is_unknown(place: Place) -> None:
    token = place.token()
    for position, letter in enumerate(token):
        other = "a" if letter != "a" else "b"
        assert place.state(token[:position] + other + token[position + 1 :]) is None


@pytest.mark.parametrize("token", ["", "a", "a" * 32, "a" * 5000, "ا" * 32, "\x00", "../../etc"])
def test_what_was_never_given_is_unknown(place: Place, token: str) -> None:
    place.token()
    assert place.state(token) is None


def test_a_token_in_other_letters_or_with_spaces_is_unknown(place: Place) -> None:
    token = place.token()
    assert [place.state(one) for one in (token.upper(), f" {token}", f"{token}=")] == [None] * 3


def test_a_token_that_somebody_computed_for_another_scope_is_unknown(place: Place) -> None:
    place.token()
    other = place.bound(person_id=place.people[Role.DEPUTY].id)
    assert place.state(token_of(b"o" * 32, other.scope, 1)) is None


def test_a_row_that_was_pointed_at_another_scope_does_not_let_its_token_in(place: Place) -> None:
    """Who may write to the database but has no key cannot make a link lead elsewhere."""
    token = place.token()
    other = place.bound(person_id=place.people[Role.DEPUTY].id)
    place.session.execute(update(SignedLink).values(scope=other.scope))
    assert place.state(token) is None


def test_after_a_rotation_earlier_links_work_until_their_key_is_taken_away(place: Place) -> None:
    token = place.token()
    assert place.state(token, keys=LinkKeys({"new": b"n" * 32, "old": b"o" * 32})) == "open"
    assert place.state(token, keys=LinkKeys({"new": b"n" * 32})) is None
    assert place.state(token, keys=LinkKeys({"old": b"n" * 32})) is None


def test_a_link_works_on_its_last_day_and_not_after(place: Place) -> None:
    token = place.token()
    last = place.link(token).expires_on
    assert place.state(token, last) == LinkState.OPEN
    assert place.state(token, last + timedelta(days=1)) == LinkState.EXPIRED


def test_a_link_that_was_taken_back_says_so_even_when_it_is_old(place: Place) -> None:
    token = place.token()
    at = VirtualClock(TODAY).now()
    revoke(place.session, place.link(token), "lost " * 100, at)
    assert place.state(token) == LinkState.REVOKED
    assert place.state(token, TODAY + timedelta(days=500)) == LinkState.REVOKED
    link = place.link(token)
    assert (link.revoked_at, len(str(link.revoked_because))) == (at, 200)


def test_taking_back_twice_keeps_the_first_reason(place: Place) -> None:
    link = place.link(place.token())
    first, second = VirtualClock(TODAY).now(), VirtualClock(TODAY + timedelta(days=1)).now()
    revoke(place.session, link, "first", first)
    revoke(place.session, link, "second", second)
    assert (link.revoked_at, link.revoked_because) == (first, "first")


@pytest.mark.parametrize("act", [LinkAct.ANSWER, LinkAct.FOLLOW])
def test_the_link_of_somebody_whose_role_ended_has_ended(place: Place, act: LinkAct) -> None:
    token = place.token(place.bound(act))
    holding = place.session.scalars(
        select(RoleHolding).where(RoleHolding.person_id == place.focal.id)
    ).one()
    holding.until_on = TODAY + timedelta(days=3)
    assert place.state(token, TODAY + timedelta(days=3)) == LinkState.OPEN
    assert place.state(token, TODAY + timedelta(days=4)) == LinkState.ENDED


def test_a_role_elsewhere_opens_nothing_here(place: Place) -> None:
    other = builders.collectivity(place.session, CollectivityKind.PROVINCE)
    stranger = builders.person(place.session)
    builders.hold(place.session, stranger, Role.FOCAL_POINT, other)
    token = place.token(place.bound(person_id=stranger.id))
    assert place.state(token) == LinkState.ENDED


def test_a_hand_over_ends_the_links_of_who_leaves_and_opens_those_of_who_comes(
    place: Place,
) -> None:
    token = place.token()
    at = VirtualClock(TODAY).now()
    named = name_successor(
        place.session, place.plan, Role.FOCAL_POINT, "Nouveau", "new@commune.example",
        Language.FRENCH, actor=builders.FOCAL_POINT, at=at, cause="test",
    )  # fmt: skip
    asked = place.token(
        place.bound(LinkAct.SUCCEED, person_id=named.successor_id, succession_id=named.id)
    )
    assert (place.state(token), place.state(asked)) == (LinkState.OPEN, LinkState.OPEN)
    confirm_succession(place.session, named.id, at=at, cause="test")
    theirs = place.token(place.bound(person_id=named.successor_id))
    assert place.state(token) == LinkState.ENDED
    assert place.state(theirs) == LinkState.OPEN


def test_looking_for_a_link_writes_nothing(place: Place) -> None:
    token = place.token()
    place.session.flush()
    before = place.session.execute(select(table_of(SignedLink))).all()
    for on in (TODAY, TODAY + timedelta(days=500)):
        place.state(token, on)
        place.state(token[::-1], on)
    assert not place.session.dirty
    assert not place.session.new
    assert place.session.execute(select(table_of(SignedLink))).all() == before


def test_a_new_link_takes_the_old_one_back_and_is_owed_once(place: Place) -> None:
    token = place.token()
    for day in (0, 1):
        at = VirtualClock(TODAY + timedelta(days=day)).now()
        send_new_link(place.session, place.link(token), at, "page")
    assert place.state(token) == LinkState.REVOKED
    (letter,) = place.letters("new_link")
    assert letter.context["to_person"] == place.focal.id
    assert (letter.step_key, letter.urgent, letter.replayed) == ("adhere_to_charter", True, False)


def test_the_new_link_goes_to_the_mailbox_of_its_person_and_works(engine: Engine) -> None:
    sunday = VirtualClock(date(2022, 10, 23), hour=21)  # what answers an act waits for no hour
    keys = load_keys()
    with writing(engine) as session:
        place = Place(session)
        token = place.token(keys=keys)
        found = find_link(session, token, keys, TODAY)
        assert found is not None
        send_new_link(session, found.link, sunday.now(), "page")
        address = place.focal.email
    deliver_to_mailbox(engine, clock=sunday, settings=MailSettings())
    with writing(engine) as session:
        letter = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "new_link")).one()
        assert (letter.state, letter.to_address) == (LetterState.ACCEPTED, address)
        opened = open_letter(session, letter.id)
        assert opened is not None
        given = set(re.findall(f"{PATH}([a-z2-7]{{32}})", opened.text))
        assert len(given) == 1
        assert given != {token}
        fresh = find_link(session, given.pop(), keys, sunday.today())
        assert fresh is not None
        assert (fresh.state, fresh.link.generation) == (LinkState.OPEN, 2)
        assert fresh.link.person_id == letter.person_id


def test_every_link_of_a_person_or_of_a_plan_is_taken_back_at_once(place: Place) -> None:
    at = VirtualClock(TODAY).now()
    answer, follow = place.token(), place.token(place.bound(LinkAct.FOLLOW))
    deputy = place.token(place.bound(person_id=place.people[Role.DEPUTY].id))
    assert revoke_of_person(place.session, f"person:{place.focal.id}", "lost", at) == 2
    assert [place.state(one) for one in (answer, follow, deputy)] == [
        LinkState.REVOKED, LinkState.REVOKED, LinkState.OPEN,
    ]  # fmt: skip
    assert revoke_of_plan(place.session, place.plan, "lost", at) == 1
    assert place.state(deputy) == LinkState.REVOKED
