"""Every page for every role, at home and elsewhere: the answers follow from the route table."""

from datetime import timedelta

import pytest
from signed_in import (
    ADMIN,
    AUDITOR,
    NATIONAL,
    OF_BENI_MELLAL,
    OF_ORIENTAL,
    SignedIn,
    with_accounts,
)
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from lifecycle import acts
from lifecycle.batches import apply_batch
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.previews import preview
from lifecycle.whatif import more_time
from models.database import open_database, reading, writing
from models.plan import Plan
from models.words import Language, Role
from portal.access import Verdict, judge
from portal.app import PAGES, create_app
from portal.route_table import Access, Page
from portal.settings import PortalSettings
from portal.sign_in_pages import SIGN_IN_PAGES
from portal.viewer import Viewer

AT_HOME, ELSEWHERE, EVERYWHERE, READS = "at home", "elsewhere", "everywhere", "reads"
WHO = {
    "": "nobody",
    OF_BENI_MELLAL: AT_HOME,
    OF_ORIENTAL: ELSEWHERE,
    NATIONAL: EVERYWHERE,
    ADMIN: EVERYWHERE,
    AUDITOR: READS,
}
# Citizens sign in nowhere: nothing but an idea is taken there, and it waits to be read.
OWN_ACCOUNT = ("/account/password", "/account/browsers")
IDEA_FORM = "/consultations/{reference}/{consultation}/idea"
REFUSED = {303, 403, 404}  # asked who it is, not within the role, not in the region
CASES = [
    pytest.param(one, method, who, id=f"{method} {one.path} {who or 'nobody'}")
    for one in PAGES
    for method in one.methods
    for who in WHO
    if one.access is not Access.LINK and one not in SIGN_IN_PAGES
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, sqlite_template: object) -> Engine:
    file = tmp_path_factory.mktemp("matrix") / "infitah.db"
    file.write_bytes(sqlite_template.read_bytes())  # type: ignore[attr-defined]
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL)
    with_accounts(made, VirtualClock(FOUNDED), *filter(None, WHO))
    with writing(made) as session:
        plan = session.scalars(select(Plan.id)).one()
        occasion = Occasion(acts.coordinator(1), VirtualClock(FOUNDED).now(), "test")
        asked = more_time([plan], days=3, occasion=occasion, reason="a batch to look at")
        told = preview(session, asked.work(), asked.asked)
        apply_batch(
            session, asked.make, kind=asked.kind, asked=asked.asked, reason=asked.reason,
            occasion=occasion, digest=told.digest,
        )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def app(engine: Engine) -> Starlette:
    return create_app(engine, VirtualClock(FOUNDED + timedelta(days=1)), PortalSettings())


@pytest.fixture(scope="module")
def browsers(app: Starlette) -> dict[str, SignedIn]:
    return {who: SignedIn(app, who) for who in WHO}


def may(one: Page, who: str) -> set[int]:
    """The refusals that the table asks for; empty when the page is theirs."""
    place = WHO[who]
    if one.access is Access.PUBLIC:
        return set()
    if one.access is Access.METRICS:  # closed unless the settings open it: there is no such page
        return {404}
    if place == "nobody":
        return {303}
    if one.access in (Access.NATIONAL, Access.READS_LETTERS):
        return set() if place == EVERYWHERE else {403}
    if one.access is Access.DECIDES and place == READS:
        return {403}
    if one.access is Access.AUDITS:
        return set() if place in (EVERYWHERE, READS) else {403}
    if place == ELSEWHERE and ("{reference}" in one.path or "{batch}" in one.path):
        return {403, 404}
    return set()


@pytest.mark.parametrize(("one", "method", "who"), CASES)
def test_a_page_is_open_to_exactly_those_the_table_names(
    one: Page, method: str, who: str, engine: Engine, browsers: dict[str, SignedIn]
) -> None:
    with reading(engine) as session:
        reference = session.scalars(select(Plan.reference)).one()
    path = one.path.replace("{reference}", reference)
    path = path.replace("{act}", "accept").replace("{code}", "05").replace("{batch}", "1")
    path = path.replace("{consultation}", "ideas-1")
    path = path.replace("{chain}", reference).replace("{seq}", "1").replace("{size}", "1")
    browser = browsers[who]
    token = {"form_token": browser.form_token} if method == "POST" else {}
    answer = browser.ask(method, path, data=token) if token else browser.ask(method, path)
    refused = may(one, who)
    if refused:
        assert answer.status_code in refused, (path, answer.status_code)
    else:
        # What is theirs may lack a letter, a document or a field: it is not refused for who asks.
        assert answer.status_code not in (401, 403), (path, answer.status_code)
        assert not answer.headers.get("location", "").startswith("/sign-in"), path


def test_every_page_that_writes_asks_who_it_is_or_has_a_link(app: Starlette) -> None:
    open_to_anybody = [one.path for one in PAGES if one.access is Access.PUBLIC
                       and set(one.methods) - {"GET", "HEAD"}]  # fmt: skip
    assert open_to_anybody == [IDEA_FORM, "/sign-in"]


def test_what_proves_the_history_is_only_ever_read() -> None:
    audits = [one for one in PAGES if one.access is Access.AUDITS]
    assert len(audits) > 3
    assert {method for one in audits for method in one.methods} == {"GET"}


@pytest.mark.parametrize(
    "one", [one for one in PAGES if "POST" in one.methods], ids=lambda one: one.path
)
def test_no_role_of_an_auditor_opens_a_page_that_writes(one: Page) -> None:
    """Of what writes, an auditor has their own coming and going, and an idea as any citizen."""
    auditor = Viewer(1, "", Language.ARABIC, ((Role.AUDITOR, None), (Role.AUDITOR, "05")), "")
    opened = judge(one.access, auditor, open_outbox=True) is Verdict.OPEN
    theirs = (
        one.path in ("/sign-in", "/sign-out", IDEA_FORM, *OWN_ACCOUNT) or one.access is Access.LINK
    )
    assert opened == theirs


def test_an_auditor_changes_nothing_anywhere(engine: Engine, browsers: dict[str, SignedIn]) -> None:
    writes = [one for one in PAGES if "POST" in one.methods and one.access is not Access.PUBLIC]
    assert {one.access for one in writes} <= {
        Access.DECIDES, Access.NATIONAL, Access.LINK, Access.SIGNED_IN,
    }  # fmt: skip
    assert [one.path for one in writes if one.access is Access.SIGNED_IN] == [
        "/sign-out",
        *OWN_ACCOUNT,
    ]
