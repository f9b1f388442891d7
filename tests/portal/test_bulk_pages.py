"""One decision for many plans: shown plan by plan, recorded as it was shown, never for others."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine
from starlette.applications import Starlette

from lifecycle.acts import CHANGE_TABLE, MAKE_OPTIONAL, coordinator
from lifecycle.clock import VirtualClock
from lifecycle.decide_step import FROM
from lifecycle.door import fire
from lifecycle.pathway import PATHWAY
from lifecycle.plans import PlanRow, find_plan, history_of
from lifecycle.rows import read_facts
from models.database import open_database, reading, writing
from models.words import Language, Stage
from portal.access import guarded
from portal.app import create_app
from portal.bulk_acts import BULK_ACTS, MORE_TIME
from portal.bulk_pages import BULK_PAGES
from portal.bulk_words import WORDS, bulk_words
from portal.session_words import WORDS as SESSION_WORDS
from portal.settings import PortalSettings

TODAY = date(2022, 11, 2)
CLOCK = VirtualClock(TODAY)
DIGEST = re.compile(r'name="digest" value="([0-9a-f]{64})"')
TICKED = re.compile(r'name="plan" value="([^"]+)" checked')
PATH = "/work/bulk?lang=fr"
HOME, NORTH, SOUTH = "PAO-2022-050910101-1", "PAO-2022-013310103-1", "PAO-2022-09581-1"
SUSPEND = {"act": "suspend", "step": "", "reason": "انتخابات جزئية", "plan": [HOME, NORTH]}
MOVE = {"act": "move_deadline", "step": "adhere_to_charter", "reason": "عطلة",
        "due_on": "2022-12-20", "plan": [HOME]}  # fmt: skip


@pytest.fixture(scope="module")
def opened_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Three members and their coordinators' accounts, made once."""
    file = tmp_path_factory.mktemp("bulk") / "opened.db"
    shutil.copy(sqlite_template, file)
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL, LARACHE, TIZNIT)
    with_accounts(made, CLOCK, NATIONAL, OF_BENI_MELLAL, AUDITOR)
    made.dispose()
    return file


@pytest.fixture
def engine(tmp_path: Path, opened_file: Path) -> Iterator[Engine]:
    made = open_database(f"sqlite:///{shutil.copy(opened_file, tmp_path / 'bulk.db')}")
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine) -> Starlette:
    made = create_app(engine, CLOCK, PortalSettings())
    made.router.routes.extend(guarded(one) for one in BULK_PAGES)
    return made


def plan(engine: Engine, reference: str) -> PlanRow:
    with reading(engine) as session:
        return find_plan(session, reference, on=TODAY)


def stages(engine: Engine) -> dict[str, Stage]:
    return {one: plan(engine, one).stage for one in (HOME, NORTH, SOUTH)}


def digest_of(answer: Any) -> str:
    found = DIGEST.search(answer.text)
    assert found is not None, answer.text
    return found[1]


ALL_JOINING = dict.fromkeys((HOME, NORTH, SOUTH), Stage.JOINING)


def test_the_plans_that_a_decision_may_be_taken_for_are_offered(app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    offered = browser.get(f"{PATH}&act=suspend").text
    assert [one in offered for one in (HOME, NORTH, SOUTH)] == [True, True, True]
    assert "Aucun programme ne permet" in browser.get(f"{PATH}&act=resume").text
    narrowed = browser.get(f"{PATH}&act=suspend&region=09").text
    assert [one in narrowed for one in (HOME, NORTH, SOUTH)] == [False, False, True]
    assert TICKED.findall(offered) == []
    assert set(TICKED.findall(browser.get(f"{PATH}&act=suspend&tick=all").text)) == {
        HOME, NORTH, SOUTH,
    }  # fmt: skip


def test_an_act_on_a_step_is_offered_for_the_plans_whose_step_allows_it(app: Starlette) -> None:
    browser = SignedIn(app, NATIONAL)
    assert HOME in browser.get(f"{PATH}&act=move_deadline&step=adhere_to_charter").text
    for words in ("accept_step&step=adhere_to_charter", "grant_extension&step=adhere_to_charter",
                  "move_deadline&step=council_vote"):  # fmt: skip
        assert HOME not in browser.get(f"{PATH}&act={words}").text
    assert HOME not in browser.get(f"{PATH}&act=move_deadline").text  # of which step?


def test_a_preview_shows_each_plan_and_records_nothing(app: Starlette, engine: Engine) -> None:
    answer = SignedIn(app, NATIONAL).post(PATH, SUSPEND)
    assert answer.status_code == 200
    for words in (HOME, NORTH, "Béni Mellal", "Suspendre le programme", "Suspendu"):
        assert words in answer.text
    assert SOUTH not in answer.text
    assert stages(engine) == ALL_JOINING


def test_what_was_shown_is_recorded_and_the_result_stands_plan_by_plan(
    app: Starlette, engine: Engine
) -> None:
    browser = SignedIn(app, NATIONAL)
    asked = SUSPEND | {"published": "elections"}
    digest = digest_of(browser.post(PATH, asked))
    answer = browser.post(PATH, asked | {"digest": digest})
    assert answer.status_code == 200
    assert "La décision est enregistrée" in answer.text
    assert stages(engine) == {HOME: Stage.SUSPENDED, NORTH: Stage.SUSPENDED, SOUTH: Stage.JOINING}
    with reading(engine) as session:
        entry = history_of(session, plan(engine, HOME).id)[-1]
    assert (entry.trigger, entry.reason, entry.cause) == (
        "suspend", "انتخابات جزئية", "portal:bulk",
    )  # fmt: skip
    assert entry.body["published_reason"] == "elections"
    again = browser.post(PATH, asked | {"digest": digest})
    assert again.status_code == 409  # sent twice, done once


def test_a_deadline_is_moved_for_the_plans_that_allow_it_and_the_others_say_why(
    app: Starlette, engine: Engine
) -> None:
    with writing(engine) as session:
        fire(session, plan(engine, NORTH).id, "suspend", actor=coordinator(9), at=CLOCK.now(),
             reason="انتخابات")  # fmt: skip
    browser, asked = SignedIn(app, NATIONAL), MOVE | {"plan": [HOME, NORTH]}
    shown = browser.post(PATH, asked)
    assert "Programmes inchangés\u00a0: 1" in shown.text
    assert "Le plan est suspendu ou retiré." in shown.text
    assert "20 décembre 2022" in shown.text
    assert browser.post(PATH, asked | {"digest": digest_of(shown)}).status_code == 200
    with reading(engine) as session:
        number = plan(engine, HOME).id
        step = read_facts(session, [number])[number].steps["adhere_to_charter"]
    assert step.due_on == date(2022, 12, 20)


def test_a_plan_that_changed_in_between_stops_all_of_it(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, NATIONAL)
    digest = digest_of(browser.post(PATH, SUSPEND))
    with writing(engine) as session:
        fire(session, plan(engine, NORTH).id, "withdraw", actor=coordinator(9), at=CLOCK.now(),
             reason="بطلب منها")  # fmt: skip
    answer = browser.post(PATH, SUSPEND | {"digest": digest})
    assert answer.status_code == 409
    assert "Quelque chose a changé" in answer.text
    assert stages(engine) == ALL_JOINING | {NORTH: Stage.WITHDRAWN}


def test_plans_that_were_not_shown_are_not_changed(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, NATIONAL)
    digest = digest_of(browser.post(PATH, SUSPEND))
    for other in ({"plan": [HOME, SOUTH]}, {"plan": [HOME]}, {"act": "withdraw"}, {"reason": "x"}):
        assert browser.post(PATH, SUSPEND | other | {"digest": digest}).status_code == 409
    assert stages(engine) == ALL_JOINING


def test_a_region_decides_for_its_own_plans_only(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, OF_BENI_MELLAL)
    offered = browser.get(f"{PATH}&act=suspend&tick=all").text
    assert [one in offered for one in (HOME, NORTH, SOUTH)] == [True, False, False]
    assert browser.post(PATH, SUSPEND).status_code == 404
    assert browser.post(PATH, SUSPEND | {"plan": "PAO-0"}).status_code == 404
    digest = digest_of(browser.post(PATH, SUSPEND | {"plan": HOME}))
    mixed = browser.post(PATH, SUSPEND | {"digest": digest})
    assert mixed.status_code == 404
    assert stages(engine) == ALL_JOINING
    assert browser.post(PATH, SUSPEND | {"plan": HOME, "digest": digest}).status_code == 200
    assert stages(engine) == ALL_JOINING | {HOME: Stage.SUSPENDED}


def test_an_auditor_and_a_stranger_do_not_decide(app: Starlette, engine: Engine) -> None:
    auditor = SignedIn(app, AUDITOR)
    assert (auditor.get(PATH).status_code, auditor.post(PATH, SUSPEND).status_code) == (403, 403)
    assert SignedIn(app).post(PATH, SUSPEND).status_code == 303
    browser = SignedIn(app, NATIONAL)
    assert browser.post(PATH, SUSPEND | {"form_token": "other"}).status_code == 403
    assert stages(engine) == ALL_JOINING


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"plan": []}, "Cochez au moins un programme"),
        ({"reason": " "}, "Indiquez le motif"),
        ({"act": "adopt"}, "Choisissez la décision"),
        ({"act": ""}, "Choisissez la décision"),
        ({"act": "accept_step"}, "Choisissez l’étape"),
        ({"act": "accept_step", "step": "dance"}, "Choisissez l’étape"),
        ({"act": "move_deadline", "step": "adhere_to_charter"}, "date valable"),
        ({"published": "il pleut"}, "choisit dans la liste"),
    ],
)
def test_what_is_missing_is_said_and_what_was_chosen_is_kept(
    app: Starlette, engine: Engine, changed: dict[str, Any], said: str
) -> None:
    answer = SignedIn(app, NATIONAL).post(PATH, SUSPEND | changed)
    assert answer.status_code == 422
    assert said in answer.text.partition('class="problems"')[2].partition("</div>")[0]
    if changed.keys() & {"reason", "published"}:
        assert set(TICKED.findall(answer.text)) == {HOME, NORTH}
    assert stages(engine) == ALL_JOINING


def test_going_back_keeps_the_plans_and_the_reason(app: Starlette) -> None:
    answer = SignedIn(app, NATIONAL).post(PATH, SUSPEND | {"digest": "0" * 64, "back": "1"})
    assert set(TICKED.findall(answer.text)) == {HOME, NORTH}
    assert 'value="انتخابات جزئية"' in answer.text


def test_every_act_of_the_list_is_known_to_the_door() -> None:
    triggers = {row.trigger for row in PATHWAY.transitions}
    assert {t for t, act in BULK_ACTS.items() if act.on_step} <= {*FROM, MORE_TIME, MAKE_OPTIONAL}
    assert {t for t, act in BULK_ACTS.items() if not act.on_step} <= {*triggers, CHANGE_TABLE}
    assert {t for t, act in BULK_ACTS.items() if act.reason} == {
        "suspend", "withdraw", "rejoin", "return_step", "waive_step", "move_deadline",
        "refuse_extension", MORE_TIME, MAKE_OPTIONAL, CHANGE_TABLE,
    }  # fmt: skip


def test_every_word_stands_in_both_languages() -> None:
    for name, phrase in (WORDS | SESSION_WORDS).items():
        assert phrase.ar, name
        assert re.search("[ء-ي]", phrase.ar), name
        assert not re.search(r"[^\u00a0][:;!?»]|'", phrase.fr), name
    assert bulk_words(Language.ARABIC).keys() == bulk_words(Language.FRENCH).keys()


def test_the_plans_and_steps_of_another_track_are_chosen_from_its_own_tab(
    app: Starlette, engine: Engine
) -> None:
    with writing(engine) as session:
        builders.ogp_plan(session, VirtualClock(TODAY), code=BENI_MELLAL)
    reference = "OGP-2022-050910101-1"
    viewer = SignedIn(app, NATIONAL)
    own = viewer.get(f"{PATH}&act=suspend").text
    assert reference not in own
    assert "track=ogp_local" in own
    other = viewer.get(f"{PATH}&act=suspend&track=ogp_local").text
    assert f'name="plan" value="{reference}"' in other
    assert HOME not in other
    assert '<option value="letter_of_support">' in other
    assert '<option value="adhere_to_charter">' not in other
    page = viewer.get(f"/work/plans/{reference}?lang=fr")
    assert page.status_code == 200
    assert f"/work/plans/{HOME}?lang=fr" in page.text
