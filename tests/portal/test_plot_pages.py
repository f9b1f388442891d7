"""The plots of the portal: pictures with words, their numbers, and nobody's data."""

from collections.abc import Iterator
from datetime import date, timedelta

import builders
import pytest
from browser import DESKTOP, PHONE, barriers, served, sideways
from playwright.sync_api import Browser
from sqlalchemy import Engine
from visitor import Visitor, an_app

from lifecycle.clock import VirtualClock
from models.database import open_database, writing
from models.words import CollectivityKind
from portal.plot_page_words import PLOT_PAGE_WORDS
from portal.plot_pages import PLOT_PAGES
from portal.public_pages import PUBLIC_PAGES

FOUNDED = date(2022, 10, 21)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=60))


@pytest.fixture
def engine(new_database) -> Iterator[Engine]:  # type: ignore[no-untyped-def]
    with new_database("sqlite") as url:
        made = open_database(url)
        yield made
        made.dispose()


@pytest.fixture
def visitor(engine: Engine, clock: VirtualClock) -> Visitor:
    with writing(engine) as session:
        builders.plan(session, CollectivityKind.REGION)
        builders.plan(session)
    return Visitor(an_app(engine, clock, PLOT_PAGES))


def test_each_plot_has_its_words_and_its_numbers(visitor: Visitor) -> None:
    html = visitor.get("/plots?lang=fr").text
    assert html.count("<img ") == html.count("<table>") == 3
    assert 'alt="Aires empilées' in html
    assert "Adhésion 2." in html
    assert "<td>2</td>" in html
    assert 'src="/plots/calendar-2022-founders.png?lang=fr"' in html


def test_a_picture_is_kept_for_an_hour_by_whoever_reads_it(visitor: Visitor) -> None:
    answer = visitor.get("/plots/stages.png?lang=ar")
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.content != visitor.get("/plots/stages.png?lang=fr").content


def test_what_is_shown_is_read_once_an_hour(
    engine: Engine, clock: VirtualClock, visitor: Visitor
) -> None:
    before = visitor.get("/plots?lang=fr").text
    with writing(engine) as session:
        builders.plan(session, CollectivityKind.PROVINCE)
    assert visitor.get("/plots?lang=fr").text == before
    clock.hour += 1
    assert "Adhésion 3." in visitor.get("/plots?lang=fr").text


@pytest.mark.parametrize("name", ["nothing", "calendar-2030", "stages.png.png"])
def test_a_plot_that_does_not_exist_is_not_there(visitor: Visitor, name: str) -> None:
    assert visitor.get(f"/plots/{name}.png").status_code == 404


def test_an_empty_network_has_nothing_to_draw(engine: Engine, clock: VirtualClock) -> None:
    empty = Visitor(an_app(engine, clock, PLOT_PAGES))
    assert PLOT_PAGE_WORDS["nothing_yet"].fr in empty.get("/plots?lang=fr").text
    assert empty.get("/plots/stages.png").status_code == 404


def test_a_page_may_show_pictures_of_the_portal_and_none_from_elsewhere(visitor: Visitor) -> None:
    policy = visitor.get("/plots").headers["content-security-policy"]
    assert "img-src 'self';" in policy


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_page_has_no_barrier_shows_its_pictures_and_fits_its_window(
    engine: Engine, clock: VirtualClock, browser: Browser, language: str
) -> None:
    with writing(engine) as session:
        builders.plan(session, CollectivityKind.REGION)
        builders.plan(session)
    with served(an_app(engine, clock, (*PUBLIC_PAGES, *PLOT_PAGES))) as address:
        for window in (PHONE, DESKTOP):
            with browser.new_context(viewport=window) as context:  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(f"{address}/plots?lang={language}")
                page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true })")
                page.eval_on_selector_all("img", "all => all.forEach(i => { i.loading = 'eager' })")
                page.evaluate("Promise.all([...document.images].map(i => i.decode()))")
                widths = "[...document.images].map(i => i.naturalWidth)"
                assert page.evaluate(widths) == [720, 720, 720]
                assert barriers(page) == []
                assert sideways(page) == 0
