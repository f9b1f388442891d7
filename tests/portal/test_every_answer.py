"""What holds for every route of the table: its headers, its type, and who may send its forms."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from linked import every_row
from signed_in import NATIONAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from lifecycle.clock import VirtualClock
from lifecycle.sweep import sweep
from models.database import open_database, reading, writing
from models.person import RoleHolding
from models.plan import Plan
from models.words import LinkAct, Role
from notifications.delivery import deliver_to_mailbox
from notifications.link_keys import load_keys
from notifications.links import Bound, LinkDesk
from notifications.settings import MailSettings
from portal.app import PAGES, create_app
from portal.headers import HEADERS
from portal.route_table import Access, Page
from portal.settings import PortalSettings

CLOCK = VirtualClock(FOUNDED + timedelta(days=1))
WRITES = [one for one in PAGES if "POST" in one.methods]
# What may be kept by a reader or framed by our own page says so itself.
OWN = {"Cache-Control", "Content-Security-Policy"}
# The log of what was tried grows with each try, also a refused one.
GROWS = ("operation_record", "log_entry")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, sqlite_template: object) -> Iterator[Engine]:
    """A member on its first days, with its letters, and somebody who is signed in."""
    file = tmp_path_factory.mktemp("answers") / "infitah.db"
    file.write_bytes(sqlite_template.read_bytes())  # type: ignore[attr-defined]
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL)
    sweep(made, on=CLOCK.on, clock=CLOCK)
    deliver_to_mailbox(made, clock=CLOCK, settings=MailSettings())
    with_accounts(made, CLOCK, NATIONAL)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def app(engine: Engine) -> Starlette:
    return create_app(engine, CLOCK, PortalSettings())


@pytest.fixture(scope="module")
def somebody(app: Starlette) -> SignedIn:
    return SignedIn(app, NATIONAL)


@pytest.fixture
def token(engine: Engine) -> str:
    """The token of a link that answers."""
    with writing(engine) as session:
        plan = session.scalars(select(Plan)).one()
        focal = select(RoleHolding.person_id).where(RoleHolding.role == Role.FOCAL_POINT)
        bound = Bound(LinkAct.FOLLOW, session.scalars(focal).one(), plan.id)
        desk = LinkDesk(session, load_keys(), CLOCK.now(), CLOCK.today())
        desk.look_up([bound])
        made = desk.token(bound)
        desk.store()
    return made


def filled(one: Page, engine: Engine, token: str = "x" * 32) -> str:
    """A path of a route, its holes filled with what is there."""
    with reading(engine) as session:
        plan = session.scalars(select(Plan.reference)).one()
    known = {"reference": plan, "token": token, "chain": plan, "act": "suspend",
             "code": "05", "file": "plans.csv", "consultation": "ideas-1"}  # fmt: skip
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda hole: known.get(hole[1], "1"), one.path)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.path)
def test_every_answer_has_its_headers_and_says_what_it_is(
    one: Page, engine: Engine, app: Starlette, somebody: SignedIn
) -> None:
    for browser in (SignedIn(app), somebody):
        for method in (*one.methods, "TRACE"):
            answer = browser.ask(method, filled(one, engine))
            assert answer.status_code < 500
            assert method != "TRACE" or answer.status_code == 405
            for name, value in HEADERS.items():
                assert answer.headers[name] == value or name in OWN, name
            assert "frame-ancestors" in answer.headers["content-security-policy"]
            kind = answer.headers.get("content-type", "")
            assert kind or not answer.content
            assert "charset=utf-8" in kind.lower() or not kind.startswith("text/"), kind
            assert "server" not in answer.headers
            if one.access is not Access.PUBLIC:
                assert "public" not in answer.headers["cache-control"]


@pytest.mark.parametrize("one", WRITES, ids=lambda one: one.path)
def test_a_form_without_our_token_or_from_another_site_changes_nothing(
    one: Page, engine: Engine, somebody: SignedIn, token: str
) -> None:
    path, before = filled(one, engine, token), every_row(engine)
    stranger = {"Sec-Fetch-Site": "cross-site"}
    tries = [({"form_token": ""}, {}), ({"form_token": "x" * 32}, {})]
    if one.access is not Access.LINK:
        tries.append(({"form_token": somebody.form_token}, stranger))
        tries.append(({"form_token": somebody.form_token}, {"Origin": "https://evil.example"}))
    for fields, headers in tries:
        if one.path == "/sign-in" and not headers:
            continue  # nobody is known there yet: the password is what counts
        more = {"reason": "x", "what": "x", "name": "x", "held_on-day": "1"}
        answer = somebody.ask("POST", path, data=more | fields, headers=headers)
        expected = (403, 404, 405, 410, 413, 422) if one.access is Access.LINK else (403, 404, 422)
        assert answer.status_code in expected, (path, answer.status_code, answer.headers)
    after = every_row(engine)
    for table in before:
        if table not in GROWS:
            assert after[table] == before[table], table


def test_nothing_writes_by_another_method_than_post() -> None:
    assert {method for one in PAGES for method in one.methods} == {"GET", "POST"}
