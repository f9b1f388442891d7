"""The pages that look back, in a real browser: no barrier, nothing sideways."""

from collections.abc import Iterator

import pytest
from browser import DESKTOP, PHONE, READ_OUT, barriers, served, sideways, sign_in
from conftest import NewDatabase
from playwright.sync_api import Browser
from signed_in import AUDITOR, PASSWORD, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, ORIENTAL, open_few

from lifecycle.clock import VirtualClock
from models.database import open_database
from portal.app import create_app
from portal.settings import PortalSettings

CLOCK = VirtualClock(FOUNDED.replace(year=2023))
PATHS = (
    "/work/as-of?on=2023-01-10&",
    "/work/as-of/PAO-2022-050910101-1?on=2023-01-10&",
    "/work/count?on=2023-01-10&against=2022-10-01&by=stage&",
    "/work/count?on=2031-01-01&known=x&",
)


@pytest.fixture
def address(new_database: NewDatabase) -> Iterator[str]:
    with new_database("sqlite") as url:
        engine = open_database(url)
        open_few(engine, BENI_MELLAL, ORIENTAL)
        with_accounts(engine, CLOCK, AUDITOR)
        with served(create_app(engine, CLOCK, PortalSettings())) as place:
            yield place
        engine.dispose()


@pytest.mark.parametrize("window", ["phone", "desktop"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_look_back_is_read_without_a_barrier(
    address: str, browser: Browser, window: str, language: str
) -> None:
    size = PHONE if window == "phone" else DESKTOP
    with browser.new_context(viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/sign-in?lang={language}")
        sign_in(page, AUDITOR, PASSWORD)
        for path in PATHS:
            page.goto(f"{address}{path}lang={language}")
            assert page.locator("h1").count() == 1
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert sideways(page) == 0, path
            if (window, language) in READ_OUT:
                assert barriers(page) == [], path
