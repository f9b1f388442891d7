"""A plan's page and its decisions, in a real browser: no barrier, nothing sideways."""

from collections.abc import Iterator
from datetime import timedelta

import builders
import pytest
from browser import DESKTOP, PHONE, barriers, follow, served, sideways, sign_in
from conftest import NewDatabase
from playwright.sync_api import Browser, Page
from signed_in import OF_BENI_MELLAL, PASSWORD, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import select

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from models.database import open_database, writing
from models.person import Person
from models.plan import Plan
from portal.app import create_app
from portal.settings import PortalSettings

CLOCK = VirtualClock(FOUNDED + timedelta(days=5))
STEP = "adhere_to_charter"
SEND = "main form[method=post] button"
PLAN = "/work/plans/PAO-2022-050910101-1"


@pytest.fixture
def address(new_database: NewDatabase) -> Iterator[str]:
    """A plan with a report and an address that letters come back from, behind its portal."""
    with new_database("sqlite") as url:
        engine = open_database(url)
        open_few(engine, BENI_MELLAL)
        with_accounts(engine, CLOCK, OF_BENI_MELLAL)
        with writing(engine) as session:
            for person in session.scalars(select(Person).where(Person.name.contains("نقطة"))):
                person.undeliverable_since = FOUNDED
            door.fire(
                session, session.scalars(select(Plan)).one(), acts.REPORT,
                actor=builders.FOCAL_POINT, at=CLOCK.now(), step=STEP,
                evidence=builders.evidence(STEP, CLOCK.today()),
            )  # fmt: skip
        with served(create_app(engine, CLOCK, PortalSettings())) as place:
            yield place
        engine.dispose()


def check(page: Page, what: str) -> None:
    assert page.locator("h1").count() == 1, what
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert (barriers(page), sideways(page)) == ([], 0), what


@pytest.mark.parametrize(("window", "language"), [("phone", "ar"), ("desktop", "fr")])
def test_a_plan_is_read_and_decided_on_without_a_barrier(
    address: str, browser: Browser, window: str, language: str
) -> None:
    size = PHONE if window == "phone" else DESKTOP
    with browser.new_context(viewport=size) as context:  # type: ignore[arg-type]
        page, lang = context.new_page(), f"lang={language}"
        page.goto(f"{address}/sign-in?{lang}&next=/work")
        sign_in(page, OF_BENI_MELLAL, PASSWORD)
        check(page, "worklist")
        page.click(f'#to_review + ul a[href^="{PLAN}"]')
        check(page, "plan")
        page.click(f'#step-{STEP} a[href*="/return"]')
        check(page, "return")
        follow(page.locator(SEND))  # without a reason: what is wrong leads to its box
        check(page, "return refused")
        page.click('.problems a[href="#reason"]')
        page.keyboard.type("الوثيقة غير موقعة")
        follow(page.locator(SEND))
        assert page.locator("[role=status]").count() == 1
        check(page, "returned")
        for act in (f"report?step={STEP}&", "name-successor?", f"move-deadline?step={STEP}&"):
            page.goto(f"{address}{PLAN}/{act}{lang}")
            check(page, act)
