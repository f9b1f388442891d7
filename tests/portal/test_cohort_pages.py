"""An admin opens a cohort in the portal: checked first, handed back, applied as it was checked."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from browser import DESKTOP, PHONE, barriers, follow, served, sideways, sign_in
from conftest import NewDatabase
from openpyxl import load_workbook
from playwright.sync_api import Browser
from signed_in import ADMIN, NATIONAL, OF_BENI_MELLAL, PASSWORD, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, TIZNIT, open_few, sheet
from sqlalchemy import Engine, func, select
from starlette.applications import Starlette

from lifecycle.clock import VirtualClock
from lifecycle.cohort_file import read_rows
from models.cohort import CohortFile
from models.database import open_database, reading
from models.plan import Plan
from models.settings import data_folder
from models.words import Language
from portal import checked_sheets
from portal.app import create_app
from portal.cohort_words import WORDS, cohort_words
from portal.settings import PortalSettings

PATH = "/work/cohorts?lang=fr"
CALENDAR = "2022-founders.yaml"
SPOILT = sheet(BENI_MELLAL, LARACHE, changed={LARACHE: {"focal_point_email": "nobody"}})


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=5))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    open_few(engine, TIZNIT)
    with_accounts(engine, clock, ADMIN, NATIONAL, OF_BENI_MELLAL)
    return create_app(engine, clock, PortalSettings())


def plans(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Plan)) or 0


def send(browser: SignedIn, content: bytes, calendar: str = CALENDAR, **more: Any) -> Any:
    files = {"sheet": ("members.csv", content, "text/csv")} | more
    return browser.post(PATH, {"calendar": calendar}, files=files)


def test_a_sheet_is_checked_and_then_applied_as_it_was_checked(
    app: Starlette, engine: Engine
) -> None:
    browser = SignedIn(app, ADMIN)
    answer = send(browser, sheet(BENI_MELLAL, LARACHE))
    assert answer.status_code == 303
    place = answer.headers["location"]
    report = browser.get(place).text
    assert "Le fichier est correct. Rien n’est encore enregistré." in report
    assert re.search(r"<strong>2</strong> Nouveaux membres", report)
    assert plans(engine) == 1
    done = browser.post(place)
    assert done.status_code == 200
    assert "La cohorte est ouverte." in done.text
    assert plans(engine) == 3
    again = browser.get(place).text
    assert "a déjà été appliqué" in again
    assert "Appliquer ce fichier" not in again
    browser.post(place)
    assert plans(engine) == 3
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(CohortFile)) == 2


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_spoilt_sheet_says_what_is_wrong_in_the_readers_language(
    app: Starlette, engine: Engine, lang: str
) -> None:
    browser = SignedIn(app, ADMIN)
    place = send(browser, SPOILT).headers["location"].replace("lang=fr", f"lang={lang}")
    report = browser.get(place).text
    words = cohort_words(Language(lang))
    assert words["refused"] in report
    assert words["apply"] not in report
    assert re.search(rf"<strong>1</strong> {words['rejected']}", report)
    assert {"ar": "السطر 3", "fr": "Ligne 3"}[lang] in report
    assert browser.post(place).status_code == 422
    assert plans(engine) == 1


def test_the_sheet_comes_back_with_its_result_column(app: Starlette) -> None:
    browser = SignedIn(app, ADMIN)
    place = send(browser, SPOILT).headers["location"].split("?")[0]
    answer = browser.get(f"{place}/result.xlsx")
    assert answer.headers["content-disposition"].startswith("attachment")
    page: Any = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    said = [page.cell(row, page.max_column).value for row in (1, 2, 3)]
    assert said[0] == "النتيجة\nRésultat"
    assert said[1] == "سليم – correct"
    assert "Ligne 3" in said[2]
    assert len(read_rows(answer.content, "back.xlsx")) == 2


def test_the_template_is_given(app: Starlette) -> None:
    answer = SignedIn(app, NATIONAL).get("/work/cohorts/template.xlsx")
    assert load_workbook(io.BytesIO(answer.content)).worksheets[0].sheet_view.rightToLeft


def test_a_calendar_of_ones_own_is_read_and_a_wrong_one_says_so(app: Starlette) -> None:
    browser = SignedIn(app, ADMIN)
    own = {"own_calendar": ("own.yaml", b"code: 2030-x\n", "text/yaml")}
    report = browser.get(send(browser, sheet(LARACHE), "", **own).headers["location"]).text
    assert "founded_on" in report
    assert "Appliquer ce fichier" not in report


def test_what_is_missing_is_asked_for(app: Starlette) -> None:
    browser = SignedIn(app, ADMIN)
    assert "Choisissez le calendrier." in send(browser, sheet(LARACHE), "none.yaml").text
    answer = browser.post(PATH, {"calendar": CALENDAR})
    assert (answer.status_code, "Choisissez le fichier" in answer.text) == (422, True)


def test_a_region_coordinator_opens_no_cohort(app: Starlette) -> None:
    browser = SignedIn(app, OF_BENI_MELLAL)
    assert browser.get(PATH).status_code == 403
    assert send(browser, sheet(LARACHE)).status_code == 403


def test_a_checked_sheet_is_gone_after_a_day_and_its_digest_is_no_path(
    app: Starlette, clock: VirtualClock
) -> None:
    browser = SignedIn(app, ADMIN)
    place = send(browser, sheet(LARACHE)).headers["location"]
    kept = list((data_folder() / checked_sheets.FOLDER).iterdir())
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o700]
    for path in ("x", "..", "%2e%2e", "0" * 64):
        assert browser.get(f"/work/cohorts/{path}?lang=fr").status_code in (404, 410, 303, 200)
        assert "members.csv" not in browser.get(f"/work/cohorts/{path}?lang=fr").text
    clock.on += timedelta(days=2)
    browser = SignedIn(app, ADMIN)  # a session lasts twelve hours
    answer = browser.get(place)
    assert (answer.status_code, "n’est plus conservé" in answer.text) == (410, True)
    assert list((data_folder() / checked_sheets.FOLDER).iterdir()) == []


@pytest.fixture
def address(new_database: NewDatabase, clock: VirtualClock) -> Iterator[str]:
    with new_database("sqlite") as url:
        engine = open_database(url)
        open_few(engine, TIZNIT)
        with_accounts(engine, clock, ADMIN)
        with served(create_app(engine, clock, PortalSettings())) as place:
            yield place
        engine.dispose()


@pytest.mark.parametrize(("window", "language"), [("phone", "ar"), ("desktop", "fr")])
def test_a_cohort_is_opened_in_a_browser_without_a_barrier(
    address: str, browser: Browser, window: str, language: str, tmp_path: Path
) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(SPOILT)
    size = PHONE if window == "phone" else DESKTOP
    with browser.new_context(viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/sign-in?lang={language}")
        sign_in(page, ADMIN, PASSWORD)
        follow(page.locator('main a[href*="/work/cohorts"]'))
        assert (barriers(page), sideways(page)) == ([], 0)
        page.set_input_files("#sheet", file)
        page.select_option("#calendar", CALENDAR)
        follow(page.locator("main form button"))
        assert page.locator(".notice.returned").count() == 1
        assert (barriers(page), sideways(page)) == ([], 0)


def test_every_word_stands_in_both_languages() -> None:
    for name, phrase in WORDS.items():
        assert re.search("[ء-ي]", phrase.ar), name
        assert not re.search(r"[^\u00a0][:;!?»]|'", phrase.fr), name
