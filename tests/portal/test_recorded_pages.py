"""What is done on a page is in the operations log, by whom and how it went; nobody's words are."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from linked import Linked, a_linked_plan, every_row
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select, text
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audit.operation_rows import OperationRow, operations
from lifecycle.clock import VirtualClock
from models.database import reading
from models.outbox import OutboxLetter
from models.person import Person
from models.plan import Plan
from models.words import OperationKind, OperationResult
from portal import recorded_pages
from portal.access import guarded
from portal.app import PAGES, create_app
from portal.recorded_pages import STRANGERS
from portal.route_table import Access, Page
from portal.settings import PortalSettings

DATABASES = ("sqlite", "postgresql")
PLAN = "/work/plans/PAO-2022-050910101-1"
DONE, REFUSED, FAILED = OperationResult.DONE, OperationResult.REFUSED, OperationResult.FAILED
ACT = "POST /work/plans/{reference}/{act}"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=5))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, clock, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, AUDITOR)
    return create_app(engine, clock, PortalSettings())


def log(engine: Engine) -> list[OperationRow]:
    """The operations log, the newest first."""
    with reading(engine) as session:
        return operations(session, most=500)


def number_of(engine: Engine, email: str) -> str:
    with reading(engine) as session:
        return f"person:{session.scalar(select(Person.id).where(Person.email == email))}"


def test_a_decision_is_recorded_with_who_took_it(engine: Engine, app: Starlette) -> None:
    browser = SignedIn(app, OF_BENI_MELLAL)
    with reading(engine) as session:
        head = session.scalars(select(Plan.head_seq)).one()
    said = {"reason": "Fatima est partie", "head": str(head)}
    assert browser.post(f"{PLAN}/suspend", said).status_code == 303
    done = log(engine)[0]
    assert (done.kind, done.name, done.result) == (OperationKind.PAGE, ACT, DONE)
    assert done.who == number_of(engine, OF_BENI_MELLAL)
    assert done.asked == {"reference": "PAO-2022-050910101-1", "act": "suspend"}
    assert done.told == "status 303"
    assert "Fatima" not in str(log(engine))


def test_what_was_refused_is_recorded_as_refused(engine: Engine, app: Starlette) -> None:
    at_home, elsewhere = SignedIn(app, OF_BENI_MELLAL), SignedIn(app, OF_ORIENTAL)
    auditor = SignedIn(app, AUDITOR)
    for browser, fields, status in (
        (at_home, {}, 422),  # no reason
        (at_home, {"form_token": "stale"}, 403),
        (elsewhere, {"reason": "x"}, 404),
        (auditor, {"reason": "x"}, 403),
    ):
        assert browser.post(f"{PLAN}/suspend", fields).status_code == status
        one = log(engine)[0]
        assert (one.name, one.result, one.told.split(":")[0]) == (ACT, REFUSED, f"status {status}")
        assert one.who.startswith("person:")


def test_who_is_not_signed_in_is_turned_away_and_recorded_as_nobody(
    engine: Engine, app: Starlette
) -> None:
    assert SignedIn(app).post(f"{PLAN}/suspend", {"reason": "x"}).status_code == 303
    (one,) = log(engine)
    assert (one.who, one.result, one.told) == ("anybody", REFUSED, "status 303")


def test_signing_in_and_out_is_recorded_by_number_and_failing_to_as_nobody(
    engine: Engine, app: Starlette
) -> None:
    browser = SignedIn(app, NATIONAL)
    browser.post("/sign-out")
    SignedIn(app).post("/sign-in", {"email": NATIONAL, "password": "wrong, Fatima"})
    mine = number_of(engine, NATIONAL)
    assert [(one.name, one.who, one.result) for one in log(engine)] == [
        ("POST /sign-in", "anybody", REFUSED),
        ("POST /sign-out", mine, DONE),
        ("POST /sign-in", mine, DONE),
    ]
    assert NATIONAL not in str(log(engine))
    assert "Fatima" not in str(log(engine))


def test_a_link_is_recorded_without_its_token(engine: Engine, clock: VirtualClock) -> None:
    linked = a_linked_plan(engine, clock)
    linked = replace(linked, app=create_app(engine, clock, PortalSettings()))
    token = linked.token()
    assert linked.ask("POST", f"/l/{token}/report?lang=fr&q=Fatima").status_code == 422
    (one,) = log(engine)
    assert (one.name, one.who, one.result) == ("POST /l/{token}/report", "link", REFUSED)
    assert one.asked == {}
    assert token not in str(every_row(engine)["operation_record"])
    assert "Fatima" not in str(log(engine))


def test_a_scanner_that_sends_an_empty_form_changes_no_row_but_that_of_its_record(
    engine: Engine, clock: VirtualClock
) -> None:
    linked: Linked = a_linked_plan(engine, clock)
    linked = replace(linked, app=create_app(engine, clock, PortalSettings()))
    token = linked.token()
    before = every_row(engine)
    for method in ("HEAD", "GET", "OPTIONS"):
        linked.ask(method, f"/l/{token}")
        linked.ask(method, f"/l/{token}/report")
    assert every_row(engine) == before
    linked.ask("POST", f"/l/{token}/report")
    after = every_row(engine)
    # The operations log says that somebody sent a form: it is apart from what is said of plans.
    assert len(after.pop("operation_record")) == len(before.pop("operation_record")) + 1
    assert after == before


def test_who_opened_a_page_with_people_on_it_is_recorded(engine: Engine, app: Starlette) -> None:
    auditor, elsewhere = SignedIn(app, AUDITOR), SignedIn(app, OF_ORIENTAL)
    assert auditor.get(f"{PLAN}?lang=fr").status_code == 200
    assert elsewhere.get(PLAN).status_code == 404
    assert [(one.name, one.who, one.result) for one in log(engine)[:2]] == [
        ("GET /work/plans/{reference}", number_of(engine, OF_ORIENTAL), REFUSED),
        ("GET /work/plans/{reference}", number_of(engine, AUDITOR), DONE),
    ]


def test_a_page_that_anybody_reads_or_nobody_is_signed_in_for_writes_nothing(
    engine: Engine, clock: VirtualClock, app: Starlette
) -> None:
    for browser in (SignedIn(app), SignedIn(create_app(engine, clock, PortalSettings()))):
        browser.get("/")
        browser.get("/plans")
        browser.get(PLAN)
    open_to_all = SignedIn(create_app(engine, clock, PortalSettings(open_outbox=True)))
    with reading(engine) as session:
        letter = session.scalars(select(OutboxLetter.id)).first()
    open_to_all.get(f"/outbox/{letter}")
    assert log(engine) == []


def test_the_pages_with_people_on_them_are_named_in_the_route_table() -> None:
    assert {one.path for one in PAGES if one.personal} == {
        "/audit/deadlines", "/audit/entries/{chain}/{seq}",
        "/work", "/work/plans/{reference}", "/work/plans/{reference}/{act}",
        "/work/documents/{sha256}", "/outbox/{number}", "/outbox/{number}/html",
        "/outbox/{number}.eml", "/outbox/{number}/attached.txt", "/work/cohorts/{digest}",
        "/work/cohorts/{digest}/result.xlsx", "/work/plans/{reference}/rounds",
        "/work/plans/{reference}/rounds/{number}/report.pdf",
        "/work/plans/{reference}/evaluation.pdf",
    }  # fmt: skip
    assert not [one for one in PAGES if one.personal and one.access in (Access.PUBLIC, Access.LINK)]


def test_strangers_who_are_refused_again_and_again_do_not_fill_the_log(
    engine: Engine, app: Starlette
) -> None:
    stranger = SignedIn(app)
    for _ in range(STRANGERS[0] + 5):
        stranger.post("/work/plans/x/suspend")
    assert len(log(engine)) == STRANGERS[0]
    known = SignedIn(app, OF_ORIENTAL)
    known.post(f"{PLAN}/suspend", {"reason": "x"})
    assert [(one.who, one.result) for one in log(engine)[:2]] == [
        (number_of(engine, OF_ORIENTAL), REFUSED),
        (number_of(engine, OF_ORIENTAL), DONE),
    ]


@pytest.mark.parametrize(
    ("breaks", "told", "result"),
    [
        (KeyError("fatima@pao.example"), "status 500: KeyError", FAILED),
        (HTTPException(409, "fatima@pao.example"), "status 409: HTTPException", REFUSED),
        (HTTPException(503), "status 503: HTTPException", FAILED),
    ],
    ids=repr,
)
def test_a_page_that_breaks_is_recorded_and_breaks_all_the_same(
    engine: Engine, app: Starlette, breaks: Exception, told: str, result: OperationResult
) -> None:
    def broken(request: Request) -> Response:
        raise breaks

    app.router.routes.insert(0, guarded(Page("/broken", broken, Access.PUBLIC, ("POST",))))
    if isinstance(breaks, KeyError):
        with pytest.raises(KeyError):
            SignedIn(app).post("/broken")
    else:
        SignedIn(app).post("/broken")
    (one,) = log(engine)
    assert (one.told, one.result) == (told, result)


def test_a_page_answers_all_the_same_when_it_cannot_be_recorded(
    engine: Engine,
    app: Starlette,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    browser = SignedIn(app, NATIONAL)
    kept = recorded_pages.record

    def hasty(*given: Any) -> None:
        kept(*given, patience=0.1)

    monkeypatch.setattr(recorded_pages, "record", hasty)
    with engine.execution_options(reading=True).begin() as other:
        if engine.dialect.name == "sqlite":
            other.execute(text("UPDATE person SET id = id WHERE false"))  # takes the writers' lock
        else:
            other.execute(text("LOCK TABLE operation_record IN EXCLUSIVE MODE"))
        with caplog.at_level(logging.WARNING):
            assert browser.get(PLAN).status_code == 200
    assert "GET /work/plans/{reference} is not in the operations log (" in caplog.text
    assert "PAO-2022" not in caplog.text
    assert [one.name for one in log(engine)] == ["POST /sign-in"]
