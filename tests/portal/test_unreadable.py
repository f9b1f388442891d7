"""The character NUL, which PostgreSQL takes in no text: every page answers, on both databases."""

from datetime import timedelta

import pytest
from signed_in import NATIONAL, PASSWORD, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select
from sqlalchemy.exc import DataError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lifecycle.clock import VirtualClock
from models.database import reading
from models.history import HistoryDisclosure
from models.plan import Plan
from portal.app import create_app
from portal.settings import PortalSettings

DATABASES = ("sqlite", "postgresql")

CLOCK = VirtualClock(FOUNDED + timedelta(days=5))
PLAN = "/work/plans/PAO-2022-050910101-1"


@pytest.fixture
def app(engine: Engine) -> Starlette:
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, CLOCK, NATIONAL)
    return create_app(engine, CLOCK, PortalSettings())


@pytest.mark.parametrize(
    "path",
    [
        "/plans/%00", "/outbox/%00", "/work/plans/%00", "/work/documents/%00", "/l/%00",
        "/calendar/regions/%00.ics", f"{PLAN}/accept?step=%00", f"{PLAN}/release-letter?letter=%00",
    ],
)  # fmt: skip
def test_nothing_has_a_name_with_it(app: Starlette, path: str) -> None:
    assert SignedIn(app, NATIONAL).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/plans?q=%00", "/outbox?collectivity=%00", "/work?region=%00"])
def test_a_search_leaves_it_out(app: Starlette, path: str) -> None:
    assert SignedIn(app, NATIONAL).get(path).status_code == 200


def test_an_address_of_a_person_with_it_is_nobody_s(app: Starlette) -> None:
    fields = {"email": f"a\0{NATIONAL}", "password": PASSWORD}
    assert SignedIn(app).post("/sign-in", fields).status_code == 422


def test_a_reason_is_kept_without_it(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, NATIONAL)
    with reading(engine) as session:
        head = session.scalars(select(Plan.head_seq)).one()
    fields = {"reason": "En\0 attente", "head": str(head)}
    assert browser.post(f"{PLAN}/suspend", fields).status_code == 303
    with reading(engine) as session:
        assert session.scalars(select(HistoryDisclosure.value)).all() == ["En attente"]


def test_what_no_column_holds_is_refused_and_not_a_fault(engine: Engine) -> None:
    def too_much(request: Request) -> Response:
        raise DataError("INSERT ...", {}, Exception("a\0"))

    app = create_app(engine, CLOCK, PortalSettings())
    app.router.routes.append(Route("/too-much", too_much))
    assert SignedIn(app).get("/too-much").status_code == 400
