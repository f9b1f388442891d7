"""How long a browser stays signed in, how many do, and the cookie that each keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from signed_in import NATIONAL, PASSWORD, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from lifecycle.clock import SystemClock
from models.account import AccountSession
from models.database import reading
from portal.app import create_app
from portal.session_cookie import COOKIE, SECURE_COOKIE
from portal.sessions import MOST
from portal.settings import PortalSettings

MORNING = datetime(FOUNDED.year, FOUNDED.month, FOUNDED.day, 8, 0, tzinfo=UTC) + timedelta(days=40)


class Watch:
    """The time of day, moved by minutes."""

    def __init__(self) -> None:
        self.at = MORNING

    def __call__(self) -> datetime:
        return self.at

    def passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(engine: Engine, watch: Watch) -> Starlette:
    clock = SystemClock(watch)
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, clock, NATIONAL)
    return create_app(engine, clock, PortalSettings())


def is_in(browser: SignedIn) -> bool:
    return browser.get("/work").status_code == 200


def test_who_asks_for_no_page_for_an_hour_is_asked_who_they_are(
    app: Starlette, watch: Watch
) -> None:
    browser = SignedIn(app, NATIONAL)
    watch.passes(59)
    assert is_in(browser)
    watch.passes(60)
    assert not is_in(browser)


def test_who_is_there_all_day_signs_in_again_after_twelve_hours(
    app: Starlette, watch: Watch
) -> None:
    browser = SignedIn(app, NATIONAL)
    for _ in range(12 * 2 - 1):
        watch.passes(30)
        assert is_in(browser)
    watch.passes(30)
    assert not is_in(browser)


def test_page_after_page_is_not_written_down_each_time(
    app: Starlette, engine: Engine, watch: Watch
) -> None:
    def ends() -> datetime:
        with reading(engine) as session:
            return session.scalars(select(AccountSession.expires_at)).one()

    browser = SignedIn(app, NATIONAL)
    watch.passes(4)
    assert is_in(browser)
    assert ends() == MORNING + timedelta(hours=1)
    watch.passes(1)
    assert is_in(browser)
    assert ends() == MORNING + timedelta(minutes=65)


def test_one_browser_more_than_five_ends_the_first(app: Starlette, watch: Watch) -> None:
    browsers = []
    for _ in range(MOST + 1):
        browsers.append(SignedIn(app, NATIONAL))
        watch.passes(1)
    assert [is_in(one) for one in browsers] == [False, *[True] * MOST]


def test_over_tls_the_cookie_belongs_to_this_host_alone(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFITAH_MAIL_BASE_URL", "https://ouverture.example")
    answer = SignedIn(app).post("/sign-in", {"email": NATIONAL, "password": PASSWORD})
    name, _, rest = answer.headers["set-cookie"].partition("=")
    attributes = {one.strip().lower() for one in rest.split(";")[1:]}
    assert name == SECURE_COOKIE == "__Host-infitah"
    assert {"secure", "path=/", "httponly", "samesite=strict"} <= attributes
    assert not any(one.startswith("domain") for one in attributes)


def test_over_tls_a_cookie_that_a_neighbour_could_have_set_opens_nothing(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = SignedIn(app, NATIONAL)
    assert browser.cookies[COOKIE]
    assert is_in(browser)
    monkeypatch.setenv("INFITAH_MAIL_BASE_URL", "https://ouverture.example")
    assert not is_in(browser)


def test_who_signs_out_leaves_nothing_in_the_browser(app: Starlette) -> None:
    answer = SignedIn(app, NATIONAL).post("/sign-out")
    assert answer.headers["clear-site-data"] == '"cookies", "storage"'
    assert "max-age=0" in answer.headers["set-cookie"].lower()
