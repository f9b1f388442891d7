"""Decisions for many plans in the portal: recorded as one batch, read plan by plan, undone."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from lifecycle.acts import coordinator
from lifecycle.clock import VirtualClock
from lifecycle.door import fire
from lifecycle.plans import find_plan, history_of
from lifecycle.rows import read_facts
from models.batch import Batch
from models.database import open_database, reading, writing
from models.words import BatchKind, Language, Stage, StepState
from portal.app import create_app
from portal.batch_words import KINDS, WORDS, batch_words
from portal.forecast_words import WORDS as FORECAST_WORDS
from portal.settings import PortalSettings

TODAY = date(2022, 11, 2)
CLOCK = VirtualClock(TODAY)
DIGEST = re.compile(r'name="digest" value="([0-9a-f]{64})"')
HOME, NORTH = "PAO-2022-050910101-1", "PAO-2022-013310103-1"
STEP = "adhere_to_charter"
BULK, LIST = "/work/bulk?lang=fr", "/work/batches?lang=fr"
TIME = {"act": "more_time", "step": STEP, "days": "14", "reason": "pluies", "plan": [HOME, NORTH]}
OPTIONAL = {"act": "make_optional", "step": "choose_axes", "reason": "x", "plan": [HOME, NORTH]}
TABLE = {"act": "change_table", "table": "2", "reason": "semestres", "plan": [HOME]}


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path) -> Iterator[Engine]:
    file = tmp_path / "batches.db"
    shutil.copy(sqlite_template, file)
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL, LARACHE, TIZNIT)
    with_accounts(made, CLOCK, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, AUDITOR)
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine) -> Starlette:
    return create_app(engine, CLOCK, PortalSettings())


def facts(engine: Engine, reference: str = HOME) -> Any:
    with reading(engine) as session:
        number = find_plan(session, reference, on=TODAY).id
        return read_facts(session, [number])[number]


def do(browser: SignedIn, path: str, asked: dict[str, Any]) -> Any:
    shown = browser.post(path, asked)
    found = DIGEST.search(shown.text)
    assert found is not None, shown.text
    return browser.post(path, asked | {"digest": found[1]})


def test_more_days_are_given_as_one_batch_that_each_entry_names(
    app: Starlette, engine: Engine
) -> None:
    before = facts(engine).steps[STEP].due_on
    answer = do(SignedIn(app, NATIONAL), BULK, TIME)
    assert answer.status_code == 200
    assert "/work/batches/1?lang=fr" in answer.text
    assert facts(engine).steps[STEP].due_on == before + timedelta(days=14)
    with reading(engine) as session:
        assert session.scalars(select(Batch)).one().kind == BatchKind.ACT
        for reference in (HOME, NORTH):
            number = find_plan(session, reference, on=TODAY).id
            assert history_of(session, number)[-1].body["batch"] == 1


def test_a_batch_is_undone_after_it_was_shown(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, NATIONAL)
    before = facts(engine).steps[STEP].due_on
    do(browser, BULK, TIME)
    one = "/work/batches/1?lang=fr"
    assert "Annuler cette décision" in browser.get(one).text
    assert browser.post(one, {"reason": ""}).status_code == 422
    shown = browser.post(one, {"reason": "erreur"})
    assert facts(engine).steps[STEP].due_on == before + timedelta(days=14)
    assert "14 jours" not in shown.text
    answer = do(browser, one, {"reason": "erreur"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/work/batches/2?lang=fr")
    assert facts(engine).steps[STEP].due_on == before
    assert "Annulée par la décision 2" in browser.get(LIST).text
    assert "Annuler cette décision" not in browser.get(one).text
    assert "a déjà été annulée" in browser.post(one, {"reason": "encore"}).text


def test_a_step_that_is_not_asked_any_more_is_offered_before_its_stage(
    app: Starlette, engine: Engine
) -> None:
    browser = SignedIn(app, NATIONAL)
    assert HOME in browser.get(f"{BULK}&act=make_optional&step=choose_axes").text
    assert do(browser, BULK, OPTIONAL).status_code == 200
    axes = facts(engine).steps["choose_axes"]
    assert (axes.state, axes.stage) == (StepState.WAIVED, Stage.CO_CREATION)
    assert HOME not in browser.get(f"{BULK}&act=make_optional&step=choose_axes").text


def test_a_version_of_the_table_is_changed_by_national_coordinators_alone(
    app: Starlette, engine: Engine
) -> None:
    assert SignedIn(app, OF_BENI_MELLAL).post(BULK, TABLE).status_code == 403
    browser = SignedIn(app, NATIONAL)
    assert browser.post(BULK, TABLE | {"table": "9"}).status_code == 422
    assert do(browser, BULK, TABLE).status_code == 200
    assert facts(engine).pathway.version == "2"


@pytest.mark.parametrize("days", ["", "0", "-3", "367", "deux", "٣"])
def test_days_are_a_number_from_one_to_a_year(app: Starlette, days: str) -> None:
    answer = SignedIn(app, NATIONAL).post(BULK, TIME | {"days": days})
    assert answer.status_code == 422
    assert "de 1 à 366" in answer.text


def test_a_region_reads_its_plans_of_a_batch_and_undoes_only_what_is_all_its_own(
    app: Starlette, engine: Engine
) -> None:
    do(SignedIn(app, NATIONAL), BULK, TIME)
    mine = SignedIn(app, OF_BENI_MELLAL)
    page = mine.get("/work/batches/1?lang=fr").text
    assert HOME in page
    assert NORTH not in page
    assert "Annuler cette décision" not in page
    assert mine.post("/work/batches/1?lang=fr", {"reason": "x"}).status_code == 403
    do(mine, BULK, TIME | {"plan": [HOME]})
    assert "Annuler cette décision" in mine.get("/work/batches/2?lang=fr").text
    elsewhere = SignedIn(app, OF_ORIENTAL)
    assert elsewhere.get("/work/batches/1?lang=fr").status_code == 404
    assert "Décision n° 1" not in elsewhere.get(LIST).text


def test_a_session_moved_for_every_council_is_undone_by_national_coordinators_alone(
    app: Starlette, engine: Engine
) -> None:
    """Even when all the plans that it moved are of one region."""
    move = {
        "kind": "commune", "code": "2023-10", "collectivity": "", "what": "moved",
        "opens_on": "2023-10-16", "reason": "x", "source": "n° 12", "published": "",
    }  # fmt: skip
    with writing(engine) as session:
        north = find_plan(session, NORTH, on=TODAY).id
        fire(session, north, "withdraw", actor=coordinator(9), at=CLOCK.now(), reason="x")
    do(SignedIn(app, NATIONAL), "/work/sessions?lang=fr", move)
    region = SignedIn(app, OF_BENI_MELLAL)
    page = region.get("/work/batches/1?lang=fr").text
    assert HOME in page
    assert "Annuler cette décision" not in page
    assert region.post("/work/batches/1?lang=fr", {"reason": "x"}).status_code == 403
    assert "Annuler cette décision" in SignedIn(app, NATIONAL).get("/work/batches/1?lang=fr").text


def test_an_auditor_reads_every_batch_and_undoes_none(app: Starlette) -> None:
    do(SignedIn(app, NATIONAL), BULK, TIME)
    auditor = SignedIn(app, AUDITOR)
    page = auditor.get("/work/batches/1?lang=ar")
    assert HOME in page.text
    assert "التراجع عن هذا القرار" not in page.text
    assert auditor.post("/work/batches/1", {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("number", ["0", "7", "x", "99999999999", "-1"])
def test_a_batch_that_is_not_there_is_not_found(app: Starlette, number: str) -> None:
    browser = SignedIn(app, NATIONAL)
    assert browser.get(f"/work/batches/{number}").status_code == 404
    assert browser.post(f"/work/batches/{number}", {"reason": "x"}).status_code == 404


def test_every_word_stands_in_both_languages() -> None:
    for name, phrase in (WORDS | KINDS | FORECAST_WORDS).items():
        assert re.search("[ء-ي]", phrase.ar), name
        assert not re.search(r"[^\u00a0][:;!?»]|'", phrase.fr), name
    assert batch_words(Language.ARABIC).keys() == batch_words(Language.FRENCH).keys()
