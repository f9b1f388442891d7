"""Elections on the page: seen before they are recorded, by national coordinators only."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, func, select
from starlette.applications import Starlette

from lifecycle.clock import VirtualClock
from models.batch import Batch
from models.database import open_database, reading
from models.history import HistoryEntry
from portal.app import create_app
from portal.settings import PortalSettings

TODAY = date(2022, 11, 2)
CLOCK = VirtualClock(TODAY)
DIGEST = re.compile(r'name="digest" value="([0-9a-f]{64})"')
PATH = "/work/renewal?lang=fr"
ASKED = {"elected_on": "2022-11-01", "kind": "commune", "region": "", "cohort": "",
         "reason": "انتخابات <عامة>"}  # fmt: skip


@pytest.fixture(scope="module")
def opened_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Two communes and a province, with accounts, made once."""
    file = tmp_path_factory.mktemp("renewal") / "opened.db"
    shutil.copy(sqlite_template, file)
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL, LARACHE, TIZNIT)
    with_accounts(made, CLOCK, NATIONAL, OF_BENI_MELLAL, AUDITOR)
    made.dispose()
    return file


@pytest.fixture
def engine(tmp_path: Path, opened_file: Path) -> Iterator[Engine]:
    made = open_database(f"sqlite:///{shutil.copy(opened_file, tmp_path / 'renewal.db')}")
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine) -> Starlette:
    return create_app(engine, CLOCK, PortalSettings())


def count(engine: Engine, record: Any) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_the_preview_shows_everything_and_writes_nothing(engine: Engine, app: Starlette) -> None:
    browser, entries = SignedIn(app, NATIONAL), count(engine, HistoryEntry)
    shown = browser.post(PATH, ASKED)
    assert shown.status_code == 200
    assert "Mandats qui prennent fin : <strong>2</strong>" in shown.text.replace("\u00a0", " ")
    assert "PAO-2022-050910101-1" in shown.text
    assert "PAO-2022-09581-1" not in shown.text  # a province: not the kind that was asked
    assert "&lt;عامة&gt;" in shown.text
    assert (count(engine, HistoryEntry), count(engine, Batch)) == (entries, 0)


def test_what_was_shown_is_recorded_once(engine: Engine, app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    found = DIGEST.search(browser.post(PATH, ASKED).text)
    assert found is not None
    decided = browser.post(PATH, ASKED | {"digest": found[1]})
    assert decided.status_code == 303
    page = browser.get(decided.headers["location"]).text
    assert page.count('<li class="card waits">') == 2
    assert "présidence" in page
    again = browser.post(PATH, ASKED | {"digest": found[1]})
    assert again.status_code == 409
    assert count(engine, Batch) == 1
    assert "est déjà enregistré" in browser.post(PATH, ASKED).text


def test_who_is_missing_since_waits_on_the_worklist(engine: Engine, app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    found = DIGEST.search(browser.post(PATH, ASKED).text)
    assert found is not None
    browser.post(PATH, ASKED | {"digest": found[1]})
    theirs = SignedIn(app, OF_BENI_MELLAL).get("/work?lang=fr&list=renewed").text
    assert theirs.count("Aucune présidence enregistrée depuis les élections") == 1
    assert "Béni Mellal" in theirs


def test_before_the_elections_nothing_can_be_recorded(engine: Engine, app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    later = ASKED | {"elected_on": (TODAY + timedelta(days=30)).isoformat()}
    shown = browser.post(PATH, later)
    assert shown.status_code == 200
    assert "n’a pas encore eu lieu" in shown.text
    assert DIGEST.search(shown.text) is None
    forced = browser.post(PATH, later | {"digest": "0" * 64})
    assert forced.status_code == 422
    assert "ne s’enregistre qu’à partir du scrutin" in forced.text
    assert count(engine, Batch) == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"elected_on": "8/9/2027"}, "Indiquez le jour du scrutin."),
        ({"kind": "kingdom"}, "Choisissez dans la liste."),
        ({"region": "13"}, "Choisissez dans la liste."),
        ({"reason": " "}, "Écrivez le motif."),
        ({"cohort": "1999"}, "Cette cohorte n’existe pas."),
        ({"region": "12"}, "Aucun programme ne correspond à ce choix."),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(
    app: Starlette, wrong: dict[str, str], said: str
) -> None:
    answer = SignedIn(app, NATIONAL).post(PATH, ASKED | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "انتخابات" in answer.text or "reason" in wrong


@pytest.mark.parametrize("who", [OF_BENI_MELLAL, AUDITOR])
def test_it_is_the_national_coordination_s_to_decide(
    engine: Engine, app: Starlette, who: str
) -> None:
    browser = SignedIn(app, who)
    assert browser.get(PATH).status_code == 403
    assert browser.post(PATH, ASKED).status_code == 403
    assert count(engine, Batch) == 0


def test_both_languages_say_the_same(app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    arabic = browser.get("/work/renewal?lang=ar").text
    assert "تجديد المجالس" in arabic
    assert "سياسة البرنامج، وليست قانونا" in arabic
    shown = browser.post("/work/renewal?lang=ar", ASKED).text
    assert "انتدابات تنتهي" in shown


def test_a_renewal_is_listed_and_offers_no_undoing(engine: Engine, app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    found = DIGEST.search(browser.post(PATH, ASKED).text)
    assert found is not None
    browser.post(PATH, ASKED | {"digest": found[1]})
    assert "Renouvellement des conseils" in browser.get("/work/batches?lang=fr").text
    shown = browser.get("/work/batches/1?lang=fr").text
    assert "Annuler cette décision" not in shown
    refused = browser.post("/work/batches/1?lang=fr", {"reason": "erreur"})
    assert refused.status_code == 422
    assert "prenez-en une nouvelle" in refused.text
