"""The auditor's pages in a real browser: no barrier for anybody, nothing to drag sideways."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from browser import DESKTOP, PHONE, barriers, served, sideways, sign_in
from conftest import NewDatabase
from playwright.sync_api import Browser
from signed_in import AUDITOR, PASSWORD, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, ORIENTAL, open_few
from sqlalchemy import select

from audit.own_entries import add_own_entry
from audit.sealing import seal
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.sweep_records import record_sweep
from models.database import open_database, writing
from models.plan import Plan
from models.words import LogEntryKind
from portal.app import create_app
from portal.settings import PortalSettings

CLOCK = VirtualClock(FOUNDED + timedelta(days=5))
PLAN = "PAO-2022-050910101-1"
WINDOWS = {"phone": PHONE, "desktop": DESKTOP}
PATHS = (
    "/audit",
    "/audit/entries",
    "/audit/entries?actor=person:12",
    "/audit/entries?actor=nobody",
    f"/audit/entries/{PLAN}/2",
    "/audit/entries/log/1",
    "/audit/deadlines",
    "/audit/deadlines?view=steps",
    "/audit/checkpoints",
    "/audit/consistency?old=1&new=2",
)


@pytest.fixture
def address(new_database: NewDatabase) -> Iterator[str]:
    """Three plans, one with a deadline moved and why, one suspended; most of it sealed."""
    with new_database("sqlite") as url:
        engine = open_database(url)
        open_few(engine, BENI_MELLAL, ORIENTAL, LARACHE)
        with_accounts(engine, CLOCK, AUDITOR)
        seal(engine, CLOCK)
        with writing(engine) as session:
            first, *_, last = session.scalars(select(Plan.id).order_by(Plan.reference.desc()))
            moved = session.scalars(select(Plan.id).where(Plan.reference == PLAN)).one()
            door.fire(
                session, moved, acts.MOVE, actor=acts.coordinator(12), at=CLOCK.now(),
                step="adhere_to_charter", reason="فيضانات 2022", due_on=date(2023, 1, 20),
            )  # fmt: skip
            other = first if first != moved else last
            door.fire(
                session, other, "suspend", actor=acts.coordinator(12), at=CLOCK.now(),
                reason="élections", said={"published_reason": "elections"},
            )  # fmt: skip
            record_sweep(
                session, "verify", CLOCK.today(), CLOCK,
                {"entries": 5, "covered": 5, "findings": 0},
            )  # fmt: skip
        seal(engine, CLOCK)
        with writing(engine) as session:
            occasion = Occasion(acts.ENGINE, CLOCK.now(), "test")
            add_own_entry(session, LogEntryKind.HEADS, {"plans": []}, occasion)
        with served(create_app(engine, CLOCK, PortalSettings())) as place:
            yield place
        engine.dispose()


@pytest.mark.parametrize("window", WINDOWS)
def test_an_auditors_page_has_no_barrier_and_fits_its_window(
    address: str, browser: Browser, window: str
) -> None:
    with browser.new_context(viewport=WINDOWS[window]) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/sign-in?lang=fr&next=/audit")
        sign_in(page, AUDITOR, PASSWORD)
        for path in PATHS:
            for language in ("ar", "fr"):
                page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
                page.eval_on_selector_all("details", "all => all.forEach(o => { o.open = true })")
                assert page.locator("h1").count() == 1, path
                assert (barriers(page), sideways(page)) == ([], 0), (path, language)
