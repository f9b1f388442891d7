"""The public pages in a real browser: no barrier for anybody, nothing to drag sideways."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import builders
import pytest
from browser import DESKTOP, PHONE, READ_OUT, barriers, served, sideways
from conftest import NewDatabase
from playwright.sync_api import Browser, Page
from visitor import an_app

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from models.database import open_database, writing
from models.words import FactBasis
from portal.public_pages import PUBLIC_PAGES

FOUNDED = date(2022, 10, 21)
PLAN = "/plans/PAO-2022-05091010-1"
PATHS = ("/", "/?kind=commune", "/plans", "/plans?stage=suspended", "/plans?q=Qwxyz", PLAN, "/no")
WINDOWS = {"phone": PHONE, "desktop": DESKTOP}


@pytest.fixture
def address(new_database: NewDatabase, tmp_path: Path) -> Iterator[str]:
    """The public pages of a plan that was voted on and evaluated, and of one that is suspended."""
    with new_database("sqlite") as url:
        engine = open_database(url)
        clock = VirtualClock(FOUNDED)
        with writing(engine) as session:
            number = builders.plan(session, clock=clock, basis=FactBasis.ILLUSTRATIVE)
            builders.drive_to(session, number, clock, step="council_vote")
            door.fire(
                session, number, acts.MOVE, actor=builders.COORDINATOR, at=clock.now(),
                step="council_vote", reason="x", due_on=clock.today() + timedelta(days=400),
            )  # fmt: skip
            other = builders.plan(session, code="05.091.07.01")
            door.fire(
                session, other, "suspend", actor=builders.COORDINATOR,
                at=VirtualClock(FOUNDED).now(), reason="x", said={"published_reason": "elections"},
            )  # fmt: skip
        clock.on += timedelta(days=30)
        with served(an_app(engine, clock, PUBLIC_PAGES)) as place:
            yield place
        engine.dispose()


def opened(page: Page) -> None:
    """Open what is folded: it must be as readable as the rest."""
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_public_page_has_no_barrier_and_fits_its_window(
    address: str, browser: Browser, language: str, window: str
) -> None:
    with browser.new_context(viewport=WINDOWS[window]) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in PATHS:
            page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
            opened(page)
            assert sideways(page) == 0, path
            if (window, language) in READ_OUT:
                assert barriers(page) == [], path


def test_the_keyboard_comes_first_to_the_skip_link_which_leads_to_the_content(
    address: str, browser: Browser
) -> None:
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/?lang=fr")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        with page.expect_navigation(url="**#main"):
            page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_the_board_scrolls_inside_its_own_region_by_the_keyboard(
    address: str, browser: Browser
) -> None:
    # The page forbids evaluation of strings, and waiting for a condition needs it.
    with browser.new_context(viewport=PHONE, bypass_csp=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/?lang=fr")
        region = page.locator("div.wide[role=region]")
        region.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('div.wide').scrollLeft > 0")
