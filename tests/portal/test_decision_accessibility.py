"""Moving a session and deciding for many plans, in a real browser: no barrier, nothing sideways."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browser import DESKTOP, PHONE, barriers, follow, served, sideways, sign_in
from conftest import NewDatabase
from playwright.sync_api import Browser, Page
from signed_in import NATIONAL, PASSWORD, with_accounts
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few

from lifecycle.clock import VirtualClock
from models.database import open_database
from portal.access import guarded
from portal.app import create_app
from portal.bulk_pages import BULK_PAGES
from portal.session_pages import SESSION_PAGES
from portal.settings import PortalSettings

CLOCK = VirtualClock(date(2022, 11, 2))
SEND = "main form[method=post] button"


@pytest.fixture
def address(new_database: NewDatabase, tmp_path: Path) -> Iterator[str]:
    with new_database("sqlite") as url:
        engine = open_database(url)
        open_few(engine, BENI_MELLAL, LARACHE, TIZNIT)
        with_accounts(engine, CLOCK, NATIONAL)
        app = create_app(engine, CLOCK, PortalSettings())
        app.router.routes.extend(guarded(one) for one in (*SESSION_PAGES, *BULK_PAGES))
        with served(app) as place:
            yield place
        engine.dispose()


def check(page: Page, path: str, words: str) -> None:
    assert page.locator("h1", has_text=words).count() == 1, path
    assert (barriers(page), sideways(page)) == ([], 0), path


@pytest.mark.parametrize(("window", "language"), [("phone", "fr"), ("desktop", "ar")])
def test_both_decisions_are_taken_without_a_barrier(
    address: str, browser: Browser, window: str, language: str
) -> None:
    french = language == "fr"
    sessions = "Sessions des conseils" if french else "دورات المجالس"
    bulk = "Une décision pour plusieurs programmes" if french else "قرار واحد لعدة برامج"
    before, result = ("Avant d’enregistrer", "Résultat") if french else ("قبل التسجيل", "النتيجة")
    size = PHONE if window == "phone" else DESKTOP
    with browser.new_context(viewport=size) as context:  # type: ignore[arg-type]
        page, lang = context.new_page(), f"lang={language}"
        page.goto(f"{address}/sign-in?{lang}&next=/work/sessions")
        sign_in(page, NATIONAL, PASSWORD)
        check(page, "sessions", sessions)
        page.goto(f"{address}/work/sessions?{lang}&kind=commune&code=2023-10")
        check(page, "form", sessions)
        page.check("#what-moved")
        page.fill("#opens_on", "2023-10-16")
        page.fill("#reason", "منشور")
        page.fill("#source", "Circulaire 12")
        follow(page.locator(SEND).first)
        check(page, "preview", before)
        follow(page.locator(SEND).first)
        check(page, "recorded", sessions)
        assert page.locator("[role=status]", has_text="2").count() == 1
        page.goto(f"{address}/work/bulk?{lang}&act=suspend&tick=all")
        check(page, "bulk", bulk)
        page.fill("#reason", "انتخابات")
        follow(page.locator(SEND).first)
        check(page, "bulk preview", before)
        follow(page.locator(SEND).first)
        check(page, "result", result)
