"""Whom a link lets in: not the wrong, not the late, not too often; and nothing leaks from it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from linked import Linked, a_linked_plan, date_boxes, every_row
from reading_back import history, letters
from sqlalchemy import Engine, select

from lifecycle.acts import REPORT
from lifecycle.clock import VirtualClock
from lifecycle.history import broken_link
from lifecycle.legal_time import local_date
from lifecycle.plans import chain_of
from models.database import reading, writing
from models.link import SignedLink
from models.person import RoleHolding
from models.words import LinkAct, Role
from notifications.found_links import revoke
from notifications.link_keys import load_keys
from portal.form_tokens import form_token

DATABASES = ("sqlite", "postgresql")

JOINED = date(2022, 12, 12)
HELD = date_boxes("held_on", date(2022, 12, 8))


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(JOINED)


@pytest.fixture
def linked(engine: Engine, clock: VirtualClock) -> Linked:
    return a_linked_plan(engine, clock)


@pytest.mark.parametrize("form_token", [None, "", "a" * 32])
def test_a_form_without_the_token_of_a_shown_page_records_nothing(
    engine: Engine, linked: Linked, form_token: str | None
) -> None:
    token = linked.token()
    before = every_row(engine)
    sent = HELD | ({} if form_token is None else {"form_token": form_token})
    assert linked.ask("POST", f"/l/{token}/report", data=sent).status_code == 422
    assert every_row(engine) == before


def test_a_form_of_yesterday_evening_counts_and_one_of_the_day_before_does_not(
    engine: Engine, linked: Linked
) -> None:

    token = linked.token()
    for days, status in ((2, 422), (1, 303)):
        old = form_token(load_keys(), token, "report", JOINED - timedelta(days=days))
        sent = HELD | {"form_token": old}
        assert linked.ask("POST", f"/l/{token}/report", data=sent).status_code == status
    other = form_token(load_keys(), token, "absence", JOINED)
    assert (
        linked.ask("POST", f"/l/{token}/extension", data={"form_token": other}).status_code == 422
    )


@pytest.mark.parametrize(
    ("act", "form"),
    [
        (LinkAct.FOLLOW, "report"),
        (LinkAct.FOLLOW, "extension"),
        (LinkAct.FOLLOW, "accept"),
        (LinkAct.ANSWER, "decline"),
    ],
)
def test_a_link_has_no_form_of_another_act(linked: Linked, act: LinkAct, form: str) -> None:
    token = linked.token(act)
    assert linked.ask("POST", f"/l/{token}/{form}", data={"name": "x"}).status_code == 404


def test_an_unknown_token_and_a_forged_one_get_the_same_answer(linked: Linked) -> None:
    token = linked.token()
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    first, second = (linked.get(f"/l/{one}?lang=fr") for one in (forged, "x" * 32))
    assert first.status_code == second.status_code == 404
    assert first.text.replace(forged, "") == second.text.replace("x" * 32, "")


@pytest.mark.parametrize("why", ["expired", "revoked"])
def test_a_closed_link_says_why_and_sends_a_new_one_to_its_own_mailbox_once(
    engine: Engine, linked: Linked, clock: VirtualClock, why: str
) -> None:
    token = linked.token()
    if why == "expired":
        clock.on += timedelta(days=61)
    else:
        with writing(engine) as session:
            revoke(session, session.scalars(select(SignedLink)).one(), "test", clock.now())
    for path in ("", "/report", "/done?what=report"):
        assert linked.get(f"/l/{token}{path}").status_code == 410
    answers = [
        linked.send(f"/l/{token}/new?lang=fr", {}, shown_on=f"/l/{token}?lang=fr") for _ in range(3)
    ]
    assert {(one.status_code, one.text) for one in answers} == {(200, answers[0].text)}
    (letter,) = letters(engine, "new_link")
    assert letter.context["to_person"] == linked.people[Role.FOCAL_POINT]


def test_a_report_to_a_closed_link_is_not_read(
    engine: Engine, linked: Linked, clock: VirtualClock
) -> None:
    token = linked.token()
    clock.on += timedelta(days=61)
    before = every_row(engine)
    assert linked.ask("POST", f"/l/{token}/report", data=HELD).status_code == 410
    assert every_row(engine) == before


def test_thirty_one_forms_in_ten_minutes_are_too_many_for_one_link(linked: Linked) -> None:
    first, second = linked.token(), linked.token(role=Role.DEPUTY)
    codes = [linked.ask("POST", f"/l/{first}/absence").status_code for _ in range(31)]
    assert codes == [422] * 30 + [429]
    busy = linked.ask("POST", f"/l/{first}/absence")
    assert int(busy.headers["retry-after"]) > 0
    assert linked.ask("POST", f"/l/{second}/absence").status_code == 422
    assert linked.get(f"/l/{first}").status_code == 200


def test_pages_behind_a_link_are_not_kept_indexed_or_told_to_others(linked: Linked) -> None:
    token = linked.token()
    answer = linked.get(f"/l/{token}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert "pao.example" not in answer.text  # nobody's address
    assert local_date(linked.clock.now()) == JOINED


def test_whoever_has_left_the_role_reads_so_and_is_sent_nothing(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token()
    with writing(engine) as session:
        for holding in session.scalars(select(RoleHolding)):
            holding.until_on = JOINED - timedelta(days=1)
    page = linked.get(f"/l/{token}?lang=fr")
    assert page.status_code == 410
    assert "Vous n’exercez plus ce rôle" in page.text
    assert f"/l/{token}/new" not in page.text
    sent = {"form_token": form_token(load_keys(), token, "new", JOINED)}
    assert linked.ask("POST", f"/l/{token}/new", data=sent).status_code == 200
    assert letters(engine, "new_link") == []


def test_a_form_that_is_sent_many_times_at_once_is_recorded_and_breaks_nothing(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token()
    sent = HELD | {"form_token": form_token(load_keys(), token, "report", JOINED)}
    path = f"/l/{token}/report?lang=fr"
    with ThreadPoolExecutor(6) as hands:
        answers = list(hands.map(lambda _: linked.ask("POST", path, data=sent), range(6)))
    # The same thing sent again is confirmed, or answered with why it was not recorded.
    assert {one.status_code for one in answers} <= {303, 422}
    assert 303 in {one.status_code for one in answers}
    assert len(letters(engine, "step_reported")) == 1
    assert [one.trigger for one in history(engine, linked.plan)].count(REPORT) == 1
    with reading(engine) as session:
        assert broken_link(chain_of(session, linked.plan)) is None


def test_the_other_language_of_an_answer_is_a_page_that_can_be_read(linked: Linked) -> None:
    """A form without a page of its own is not asked for again by a link: that would be refused."""
    token = linked.token()
    sent = {"form_token": form_token(load_keys(), token, "new", JOINED)}
    answer = linked.ask("POST", f"/l/{token}/new?lang=fr", data=sent)
    (other,) = re.findall(r'class="language" href="([^"]+)"', answer.text)
    assert other.startswith(f"/l/{token}?")
    assert linked.ask("GET", other.replace("&amp;", "&")).status_code == 200
