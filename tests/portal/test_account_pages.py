"""One's own account: a new password, and the browsers that are signed in."""

import re

import pytest
from signed_in import ADMIN, NATIONAL, PASSWORD, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, open_few
from sqlalchemy import Engine
from starlette.applications import Starlette

from lifecycle.accounts import MOST_WRONG
from lifecycle.clock import VirtualClock
from lifecycle.passwords import TOO_EASY
from portal.account_words import WORDS
from portal.app import create_app
from portal.settings import PortalSettings

NEW = "quatre petits chats gris"
ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, clock, NATIONAL, ADMIN)
    return create_app(engine, clock, PortalSettings())


def is_in(browser: SignedIn) -> bool:
    return browser.get("/work").status_code == 200


def changed(browser: SignedIn, current: str = PASSWORD, new: str = NEW, again: str = NEW) -> str:
    fields = {"current": current, "new": new, "again": again}
    answer = browser.post("/account/password?lang=fr", fields)
    return answer.text if answer.status_code == 422 else answer.headers["location"]


def test_a_new_password_keeps_this_browser_and_ends_the_others(app: Starlette) -> None:
    mine, other, somebody = SignedIn(app, NATIONAL), SignedIn(app, NATIONAL), SignedIn(app, ADMIN)
    before = mine.cookies["infitah"]
    assert changed(mine) == "/account?lang=fr&done=changed"
    assert WORDS["changed"].fr in mine.get("/account?lang=fr&done=changed").text
    assert mine.cookies["infitah"] != before
    assert [is_in(one) for one in (mine, other, somebody)] == [True, False, True]
    refused = SignedIn(app).post("/sign-in", {"email": NATIONAL, "password": PASSWORD})
    assert refused.status_code == 422
    assert is_in(SignedIn(app, NATIONAL, NEW))


def test_what_is_wrong_is_said_and_changes_nothing(app: Starlette) -> None:
    mine, other = SignedIn(app, NATIONAL), SignedIn(app, NATIONAL)
    for said, asked in (
        (WORDS["wrong"].fr, {"current": "une autre phrase"}),
        (WORDS["differ"].fr, {"again": NEW + "x"}),
        (TOO_EASY.fr, {"new": "Infitah2026!!", "again": "Infitah2026!!"}),
        ("de 12 à 200", {"new": "court", "again": "court"}),
    ):
        text = changed(mine, **asked)
        assert said in text
        assert NEW not in text
        assert "court" not in text
    assert is_in(mine)
    assert is_in(other)
    assert is_in(SignedIn(app, NATIONAL))


def test_who_sits_at_a_browser_that_was_left_open_guesses_no_password(app: Starlette) -> None:
    left = SignedIn(app, NATIONAL)
    for number in range(MOST_WRONG):
        changed(left, current=f"une phrase {number}")
    assert WORDS["wrong"].fr in changed(left)


def test_the_browsers_are_told_and_the_others_are_ended(app: Starlette) -> None:
    mine, other = SignedIn(app, NATIONAL), SignedIn(app, NATIONAL)
    page = mine.get("/account?lang=fr").text
    assert (page.count("Depuis"), page.count(WORDS["this_one"].fr)) == (2, 1)
    assert mine.post("/account/browsers", {"current": "x"}).status_code == 422
    assert is_in(other)
    assert mine.post("/account/browsers", {"current": PASSWORD}).status_code == 303
    assert (is_in(mine), is_in(other)) == (True, False)


def test_behind_a_proxy_no_password_is_changed_here(engine: Engine, clock: VirtualClock) -> None:
    open_few(engine, BENI_MELLAL)
    settings = PortalSettings(proxy_header="X-Auth-Email")
    browser, known = SignedIn(create_app(engine, clock, settings)), {"X-Auth-Email": NATIONAL}
    answer = browser.ask("GET", "/account?lang=fr", headers=known)
    assert WORDS["by_proxy"].fr in answer.text
    assert 'type="password"' not in answer.text


def test_every_word_stands_in_both_languages() -> None:
    for phrase in WORDS.values():
        assert ARABIC.search(phrase.ar)
        assert not ARABIC.search(phrase.fr)
