"""Signing in and out, and what a cookie, a form and a proxy's header are worth."""

from datetime import timedelta

import httpx
import pytest
from signed_in import ADMIN, NATIONAL, OF_BENI_MELLAL, PASSWORD, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select, update
from starlette.applications import Starlette

from lifecycle.clock import VirtualClock
from models.account import AccountSession
from models.base import table_of
from models.database import reading, writing
from models.person import Person, RoleHolding
from portal.app import create_app
from portal.rate_limit import RateLimit
from portal.settings import PortalSettings
from portal.sign_in_words import WORDS

DATABASES = ("sqlite", "postgresql")


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=40))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, clock, NATIONAL, OF_BENI_MELLAL)
    return create_app(engine, clock, PortalSettings())


def test_who_signs_in_comes_to_the_page_they_asked_for(app: Starlette) -> None:
    browser = SignedIn(app)
    asked = browser.get("/outbox")
    assert (asked.status_code, asked.headers["location"]) == (
        303,
        "/sign-in?lang=ar&next=%2Foutbox",
    )
    fields = {"email": NATIONAL, "password": PASSWORD}
    answer = browser.post(asked.headers["location"], fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/outbox?lang=ar")
    assert browser.get("/outbox").status_code == 200


def test_what_was_asked_for_is_asked_for_again_in_the_language_of_the_reader(
    app: Starlette,
) -> None:
    browser = SignedIn(app)
    asked = browser.get("/work?region=05&lang=fr&list=held")
    fields = {"email": NATIONAL, "password": PASSWORD}
    answer = browser.post(asked.headers["location"].replace("lang=fr", "lang=ar"), fields)
    assert answer.headers["location"] == "/work?region=05&list=held&lang=ar"


def test_a_wrong_password_keeps_the_address_and_says_so_in_both_languages(app: Starlette) -> None:
    browser = SignedIn(app)
    for lang in ("ar", "fr"):
        fields = {"email": NATIONAL, "password": "wrong wrong wrong"}
        answer = browser.post(f"/sign-in?lang={lang}", fields)
        assert answer.status_code == 422
        assert WORDS["wrong"].said_in(lang) in answer.text
        assert f'value="{NATIONAL}"' in answer.text
        assert "wrong wrong" not in answer.text
    assert not browser.cookies


def test_the_cookie_is_for_this_site_alone_and_no_script_reads_it(app: Starlette) -> None:
    answer = SignedIn(app).post("/sign-in", {"email": NATIONAL, "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "; secure" not in cookie


def test_over_tls_the_cookie_is_never_sent_in_clear(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFITAH_MAIL_BASE_URL", "https://ouverture.example")
    answer = SignedIn(app).post("/sign-in", {"email": NATIONAL, "password": PASSWORD})
    assert "; secure" in answer.headers["set-cookie"].lower()


def test_the_database_does_not_hold_the_cookie(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, NATIONAL)
    with reading(engine) as session:
        stored = session.scalars(select(AccountSession.id)).all()
    assert browser.cookies["infitah"] not in stored


def test_signing_out_ends_the_session_and_not_only_the_cookie(app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    stolen = httpx.Cookies({"infitah": browser.cookies["infitah"]})
    assert browser.post("/sign-out").status_code == 303
    thief = SignedIn(app)
    thief.cookies = stolen
    assert thief.get("/outbox").status_code == 303


def test_a_role_that_ends_takes_its_powers_with_it(
    app: Starlette, engine: Engine, clock: VirtualClock
) -> None:
    browser = SignedIn(app, NATIONAL)
    holder = select(Person.id).where(Person.email == NATIONAL)
    with writing(engine) as session:
        session.execute(
            update(RoleHolding)
            .where(RoleHolding.person_id.in_(holder))
            .values(until_on=clock.today() - timedelta(days=1))
        )
    assert browser.get("/outbox").status_code == 303
    answer = SignedIn(app).post("/sign-in?lang=fr", {"email": NATIONAL, "password": PASSWORD})
    assert answer.status_code == 403
    assert WORDS["no_role"].fr in answer.text


def test_a_form_of_another_site_does_nothing(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, NATIONAL)
    for token in ("", "x" * 32):
        assert browser.ask("POST", "/sign-out", data={"form_token": token}).status_code == 403
    elsewhere = {"Origin": "https://evil.example"}
    assert browser.post("/sign-out", headers=elsewhere).status_code == 403
    assert browser.get("/outbox").status_code == 200
    with reading(engine) as session:
        assert len(session.scalars(select(AccountSession)).all()) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "https://ouverture.example"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://ouverture.example", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
    ],
)
def test_our_own_form_is_told_from_another_site_s(
    app: Starlette, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], status: int
) -> None:
    monkeypatch.setenv("INFITAH_MAIL_BASE_URL", "https://ouverture.example")
    fields = {"email": NATIONAL, "password": PASSWORD}
    assert SignedIn(app).post("/sign-in", fields, headers=headers).status_code == status


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(app: Starlette, target: str) -> None:
    fields = {"email": NATIONAL, "password": PASSWORD}
    answer = SignedIn(app).ask("POST", "/sign-in", params={"next": target}, data=fields)
    assert answer.headers["location"] == "/work?lang=ar"


def test_a_region_coordinator_does_not_read_everybody_s_letters(app: Starlette) -> None:
    answer = SignedIn(app, OF_BENI_MELLAL).get("/outbox?lang=fr")
    assert answer.status_code == 403
    assert WORDS["not_yours"].fr in answer.text


def test_a_machine_that_tries_many_addresses_is_stopped(app: Starlette) -> None:
    app.state.sign_in_tries = RateLimit(2, 600)
    for number in range(2):
        fields = {"email": f"nobody{number}@coordination.example", "password": "x" * 12}
        assert SignedIn(app).post("/sign-in", fields).status_code == 422
    answer = SignedIn(app).post("/sign-in?lang=fr", {"email": NATIONAL, "password": PASSWORD})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 600
    assert WORDS["too_many"].fr in answer.text
    assert not answer.cookies


class TestBehindAProxy:
    """An OIDC proxy has signed them in and says so in a header."""

    @pytest.fixture
    def app(self, engine: Engine, clock: VirtualClock) -> Starlette:
        open_few(engine, BENI_MELLAL)
        settings = PortalSettings(proxy_header="X-Auth-Email")
        return create_app(engine, clock, settings)

    def test_the_header_of_the_proxy_is_believed(self, app: Starlette) -> None:
        browser = SignedIn(app)
        assert browser.ask("GET", "/outbox", headers={"X-Auth-Email": ADMIN}).status_code == 200
        assert browser.get("/outbox").status_code == 303

    def test_the_header_of_anybody_else_is_not(self, engine: Engine, clock: VirtualClock) -> None:
        open_few(engine, BENI_MELLAL)
        settings = PortalSettings(proxy_header="X-Auth-Email", proxy_trust=["10.0.0.9"])
        browser = SignedIn(create_app(engine, clock, settings))
        assert browser.ask("GET", "/outbox", headers={"X-Auth-Email": ADMIN}).status_code == 303

    def test_without_the_setting_no_header_opens_anything(
        self, engine: Engine, clock: VirtualClock
    ) -> None:
        open_few(engine, BENI_MELLAL)
        browser = SignedIn(create_app(engine, clock, PortalSettings()))
        assert browser.ask("GET", "/outbox", headers={"X-Auth-Email": ADMIN}).status_code == 303

    def test_there_is_no_password_to_try(self, app: Starlette) -> None:
        answer = SignedIn(app).post("/sign-in?lang=fr", {"email": NATIONAL, "password": PASSWORD})
        assert answer.status_code == 403
        assert WORDS["by_proxy"].fr in answer.text
        assert 'type="password"' not in answer.text


def test_the_mailbox_is_never_open_to_a_network() -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        PortalSettings(host="0.0.0.0", open_outbox=True)


def test_no_table_of_sessions_grows_for_ever(
    app: Starlette, engine: Engine, clock: VirtualClock
) -> None:
    SignedIn(app, NATIONAL)
    clock.on += timedelta(days=1)
    SignedIn(app, NATIONAL)
    with reading(engine) as session:
        query = select(table_of(AccountSession).c.id)
        assert len(session.execute(query).all()) == 1


def test_a_cookie_of_yesterday_does_not_stand_in_the_way(
    app: Starlette, clock: VirtualClock
) -> None:
    browser = SignedIn(app, NATIONAL)
    clock.on += timedelta(days=1)
    answer = browser.post("/sign-in", {"email": NATIONAL, "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/work?lang=ar")
