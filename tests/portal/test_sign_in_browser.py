"""Signing in and out with a real browser, which sends what browsers send with a form."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from browser import PHONE, barriers, follow, served, sideways, sign_in
from conftest import NewDatabase
from playwright.sync_api import Browser
from signed_in import NATIONAL, PASSWORD, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few

from lifecycle.clock import VirtualClock
from models.database import open_database
from portal.app import create_app
from portal.settings import PortalSettings


@pytest.fixture
def address(new_database: NewDatabase) -> Iterator[str]:
    """The portal of a small cohort, whose national coordinator has an account."""
    with new_database("sqlite") as url:
        engine, clock = open_database(url), VirtualClock(FOUNDED + timedelta(days=40))
        open_few(engine, BENI_MELLAL)
        with_accounts(engine, clock, NATIONAL)
        with served(create_app(engine, clock, PortalSettings())) as place:
            yield place
        engine.dispose()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_somebody_signs_in_on_a_phone_and_out_again(
    address: str, browser: Browser, lang: str
) -> None:
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/outbox?lang={lang}")
        assert barriers(page) == []
        assert sideways(page) == 0
        sign_in(page, NATIONAL, PASSWORD)
        assert page.url == f"{address}/outbox?lang={lang}"
        follow(page.locator("form[action^='/sign-out'] button"))
        assert page.url == f"{address}/?lang={lang}"
        page.goto(f"{address}/outbox?lang={lang}")
        assert "/sign-in" in page.url


def test_the_link_of_a_webmail_finds_who_is_signed_in_already(
    address: str, browser: Browser
) -> None:
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/sign-in?lang=fr&next=/outbox")
        sign_in(page, NATIONAL, PASSWORD)
        page.wait_for_url(f"{address}/outbox?lang=fr")
        # Another site: the same machine by its other name.
        page.goto(address.replace("127.0.0.1", "localhost") + "/plans?lang=fr")
        page.evaluate(f"location.href = '{address}/outbox?lang=fr&state=queued'")
        page.wait_for_url(f"{address}/outbox?lang=fr&state=queued")
        page.wait_for_selector(".letters")


def test_the_link_of_a_webmail_asks_who_it_is_otherwise(address: str, browser: Browser) -> None:
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address.replace("127.0.0.1", "localhost") + "/plans?lang=fr")
        page.evaluate(f"location.href = '{address}/outbox?lang=fr'")
        page.wait_for_url(f"{address}/sign-in?lang=fr&next=%2Foutbox")
