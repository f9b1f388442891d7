"""The pages behind a link in a real browser: no barrier, and a thumb never drags them sideways."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from browser import DESKTOP, PHONE, barriers, follow, served, sideways
from conftest import NewDatabase
from linked import Linked, a_linked_plan
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from lifecycle.acts import focal_point
from lifecycle.clock import VirtualClock
from lifecycle.succession import name_successor
from models.database import open_database, writing
from models.link import SignedLink
from models.words import Language, LinkAct, Role
from notifications.found_links import revoke

WINDOWS = {"phone": PHONE, "desktop": DESKTOP}
SENT = ("report", "extension", "absence", "successor")


@dataclass
class Served:
    """A plan and its people, served at an address."""

    linked: Linked
    address: str

    def pages(self) -> list[str]:
        """The address of each page that is only read."""
        linked, clock = self.linked, self.linked.clock
        with writing(linked.engine) as session:
            named = name_successor(
                session, linked.plan, Role.FOCAL_POINT, "Naïma Exemple", "n@pao.example",
                Language.BOTH, actor=focal_point(linked.people[Role.FOCAL_POINT]),
                at=clock.now(), cause="test",
            )  # fmt: skip
            offered = (named.successor_id, named.id)
        closed = linked.token(role=Role.DEPUTY)
        with writing(linked.engine) as session:
            links = session.scalars(select(SignedLink)).all()
            revoke(session, links[-1], "test", clock.now())
        step, plan = linked.token(), linked.token(LinkAct.FOLLOW)
        role = linked.token(LinkAct.SUCCEED, person=offered[0], succession=offered[1])
        return [step, plan, role, closed, f"{step}/done?what=absence"]


@pytest.fixture
def site(new_database: NewDatabase) -> Iterator[Served]:
    with new_database("sqlite") as url:
        engine = open_database(url)
        linked = a_linked_plan(engine, VirtualClock(date(2022, 12, 12)))
        with served(linked.app) as address:
            yield Served(linked, address)
        engine.dispose()


def check(page: Page, language: str) -> None:
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    assert page.locator("html").get_attribute("lang") == language, page.url
    assert page.locator("h1").count() == 1, page.url
    assert (barriers(page), sideways(page)) == ([], 0), page.url


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_page_behind_a_link_has_no_barrier_and_fits_its_window(
    site: Served, browser: Browser, language: str, window: str
) -> None:
    with browser.new_context(viewport=WINDOWS[window]) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in site.pages():
            page.goto(f"{site.address}/l/{path}{'&' if '?' in path else '?'}lang={language}")
            check(page, language)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_form_that_is_sent_empty_says_what_is_missing_and_leads_to_its_box(
    site: Served, browser: Browser, language: str
) -> None:
    token = site.linked.token(step="adhere_to_charter")
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for form in SENT:
            page.goto(f"{site.address}/l/{token}/{form}?lang={language}")
            check(page, language)
            follow(page.locator("main form button"))
            check(page, language)
            leads = page.locator(".problems a")
            assert leads.count() > 0, form
            for number in range(leads.count()):
                leads.nth(number).click()
                # Following the link puts the reader at the box itself.
                box = page.locator(leads.nth(number).get_attribute("href") or "")
                assert box.count() == 1, form
                assert box.is_visible(), form
