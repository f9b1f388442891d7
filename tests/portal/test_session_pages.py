"""A coordinator moves or cancels a council session, and sees before what will become of it."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, func, select
from starlette.applications import Starlette

from lifecycle.acts import coordinator
from lifecycle.clock import VirtualClock
from lifecycle.door import fire
from lifecycle.plans import find_plan, history_of
from models.council import CouncilSession
from models.database import open_database, reading, writing
from models.outbox import OutboxLetter
from models.words import SessionStatus
from portal.access import guarded
from portal.app import create_app
from portal.session_pages import SESSION_PAGES
from portal.settings import PortalSettings

TODAY = date(2022, 11, 2)
CLOCK = VirtualClock(TODAY)
SOMEBODY = coordinator(99)
DIGEST = re.compile(r'name="digest" value="([0-9a-f]{64})"')
REASON = "منشور يخص <الدورات>"
PATH = "/work/sessions?lang=fr"
MOVE = {"kind": "commune", "code": "2023-10", "what": "moved", "opens_on": "2023-10-16",
        "reason": REASON, "source": "Circulaire 12", "collectivity": ""}  # fmt: skip
CANCEL = MOVE | {"what": "cancelled", "opens_on": ""}


@pytest.fixture(scope="module")
def opened_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Three members and their coordinators' accounts, made once."""
    file = tmp_path_factory.mktemp("sessions") / "opened.db"
    shutil.copy(sqlite_template, file)
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL, LARACHE, TIZNIT)
    with_accounts(made, CLOCK, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, AUDITOR)
    made.dispose()
    return file


@pytest.fixture
def engine(tmp_path: Path, opened_file: Path) -> Iterator[Engine]:
    made = open_database(f"sqlite:///{shutil.copy(opened_file, tmp_path / 'sessions.db')}")
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine) -> Starlette:
    made = create_app(engine, CLOCK, PortalSettings())
    made.router.routes.extend(guarded(one) for one in SESSION_PAGES)
    return made


def opening(engine: Engine, code: str) -> tuple[str | None, date | None]:
    with reading(engine) as session:
        row = find_plan(session, code, on=TODAY)
    return row.session_code, row.session_on


def recorded(engine: Engine) -> list[CouncilSession]:
    with reading(engine) as session:
        return list(session.scalars(select(CouncilSession)))


def letters(engine: Engine) -> int:
    with reading(engine) as session:
        moved = OutboxLetter.kind == "session_moved"
        return session.scalar(select(func.count()).where(moved)) or 0


def decide(browser: SignedIn, fields: dict[str, Any]) -> tuple[Any, Any]:
    """The preview and the decision, as a browser sends them."""
    shown = browser.post(PATH, fields)
    assert shown.status_code == 200, shown.text
    found = DIGEST.search(shown.text)
    assert found is not None
    return shown, browser.post(PATH, fields | {"digest": found[1]})


def test_the_sessions_waited_for_are_listed_with_their_plans(app: Starlette) -> None:
    answer = SignedIn(app, NATIONAL).get(PATH)
    assert answer.status_code == 200
    assert "session d’octobre 2023" in answer.text
    assert "session de septembre 2023" in answer.text
    assert "kind=commune&amp;code=2023-10" in answer.text
    arabic = SignedIn(app, NATIONAL).get("/work/sessions")
    assert "دورة أكتوبر 2023" in arabic.text
    assert 'dir="rtl"' in arabic.text


def test_a_preview_shows_what_changes_and_records_nothing(app: Starlette, engine: Engine) -> None:
    before = opening(engine, BENI_MELLAL)
    answer = SignedIn(app, NATIONAL).post(PATH, MOVE)
    assert answer.status_code == 200
    for words in ("Commune de Béni Mellal", "16 octobre 2023", "Session déplacée", "Circulaire 12"):
        assert words in answer.text
    assert "Tiznit" not in answer.text
    assert "&lt;الدورات&gt;" in answer.text
    assert opening(engine, BENI_MELLAL) == before
    assert (recorded(engine), letters(engine)) == ([], 0)


def test_what_was_shown_is_recorded_with_its_actor_reason_and_published_reason(
    app: Starlette, engine: Engine
) -> None:
    browser = SignedIn(app, NATIONAL)
    _, done = decide(browser, MOVE | {"published": "force_majeure"})
    assert done.status_code == 303
    assert opening(engine, BENI_MELLAL) == opening(engine, LARACHE) == (
        "2023-10", date(2023, 10, 16),
    )  # fmt: skip
    assert letters(engine) > 0
    with reading(engine) as session:
        plan = find_plan(session, BENI_MELLAL, on=TODAY)
        entry = history_of(session, plan.id)[-1]
    assert (entry.trigger, entry.reason, entry.cause) == ("move_session", REASON, "portal:sessions")
    assert entry.actor_id.startswith("person:")
    assert entry.body["published_reason"] == "force_majeure"
    after = browser.get(done.headers["location"])
    assert "Programmes dont la session a changé\u00a0: 2" in after.text


def test_a_cancelled_session_sends_its_plans_to_the_next_one(
    app: Starlette, engine: Engine
) -> None:
    shown, done = decide(SignedIn(app, NATIONAL), CANCEL)
    assert "session de février 2024" in shown.text
    assert done.status_code == 303
    assert [one.status for one in recorded(engine)] == [SessionStatus.CANCELLED]
    assert opening(engine, BENI_MELLAL)[0] == "2024-02"


def test_what_changed_in_between_is_shown_anew_and_nothing_is_recorded(
    app: Starlette, engine: Engine
) -> None:
    browser = SignedIn(app, NATIONAL)
    shown = browser.post(PATH, MOVE)
    first = DIGEST.search(shown.text)
    assert first is not None
    with writing(engine) as session:
        plan = find_plan(session, BENI_MELLAL, on=TODAY)
        fire(session, plan.id, "suspend", actor=SOMEBODY, at=CLOCK.now(), reason="انتخابات")
    answer = browser.post(PATH, MOVE | {"digest": first[1]})
    assert answer.status_code == 409
    assert "Quelque chose a changé" in answer.text
    assert "Béni Mellal" not in answer.text
    assert (recorded(engine), letters(engine)) == ([], 0)
    second = DIGEST.search(answer.text)
    assert second is not None
    assert browser.post(PATH, MOVE | {"digest": second[1]}).status_code == 303
    assert opening(engine, LARACHE)[1] == date(2023, 10, 16)


def test_a_decision_on_other_values_than_were_shown_is_not_taken(
    app: Starlette, engine: Engine
) -> None:
    browser = SignedIn(app, NATIONAL)
    digest = DIGEST.search(browser.post(PATH, MOVE).text)
    assert digest is not None
    for other in ({"opens_on": "2023-10-23"}, {"reason": "x"}, {"collectivity": LARACHE}):
        answer = browser.post(PATH, MOVE | other | {"digest": digest[1]})
        assert answer.status_code == 409
    assert recorded(engine) == []


def test_a_region_moves_the_sessions_of_its_own_councils_only(
    app: Starlette, engine: Engine
) -> None:
    browser, before = SignedIn(app, OF_BENI_MELLAL), opening(engine, LARACHE)
    form = browser.get("/work/sessions?lang=fr&kind=commune&code=2023-10").text
    assert f'<option value="{BENI_MELLAL}"' in form
    assert LARACHE not in form
    for method in ("preview", "digest"):
        extra = {"digest": "0" * 64} if method == "digest" else {}
        assert browser.post(PATH, MOVE | {"collectivity": LARACHE} | extra).status_code == 404
        assert browser.post(PATH, MOVE | extra).status_code == 422  # all councils: not theirs
    assert recorded(engine) == []
    _, done = decide(browser, MOVE | {"collectivity": BENI_MELLAL})
    assert done.status_code == 303
    assert opening(engine, BENI_MELLAL)[1] == date(2023, 10, 16)
    assert opening(engine, LARACHE) == before


def test_another_region_sees_nothing_of_it(app: Starlette) -> None:
    browser = SignedIn(app, OF_ORIENTAL)
    assert "Aucun programme n’attend de session." in browser.get(PATH).text
    assert browser.post(PATH, MOVE | {"collectivity": BENI_MELLAL}).status_code == 404


def test_an_auditor_reads_and_does_not_decide(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, AUDITOR)
    page = browser.get("/work/sessions?lang=fr&kind=commune&code=2023-10")
    assert "session d’octobre 2023" in page.text
    assert 'name="opens_on"' not in page.text
    assert browser.post(PATH, MOVE).status_code == 403
    assert recorded(engine) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"opens_on": ""}, "date valable"),
        ({"opens_on": "2023-02-30"}, "date valable"),
        ({"opens_on": "2025-10-16"}, "trop éloignée"),
        ({"reason": "  "}, "Indiquez le motif"),
        ({"source": ""}, "Indiquez la source"),
        ({"what": ""}, "déplacée ou annulée."),
        ({"what": "cancelled"}, "effacez la date"),
        ({"code": "2023-09"}, "code d’une session ordinaire"),
        ({"code": "2023-²0"}, "code d’une session ordinaire"),
        ({"kind": "village"}, "code d’une session ordinaire"),
        ({"published": "il pleut"}, "choisit dans la liste"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_is_kept(
    app: Starlette, engine: Engine, changed: dict[str, str], said: str
) -> None:
    answer = SignedIn(app, NATIONAL).post(PATH, MOVE | changed)
    assert answer.status_code == 422
    problems = answer.text.partition('class="problems"')[2].partition("</div>")[0]
    assert said in problems
    if "source" not in changed:
        assert 'value="Circulaire 12"' in answer.text
    assert recorded(engine) == []


def test_going_back_keeps_what_was_written_out_of_the_address(
    app: Starlette, engine: Engine
) -> None:
    answer = SignedIn(app, NATIONAL).post(PATH, MOVE | {"digest": "0" * 64, "back": "1"})
    assert answer.status_code == 200
    assert 'value="Circulaire 12"' in answer.text
    assert recorded(engine) == []


def test_nobody_decides_without_the_token_of_the_form(app: Starlette, engine: Engine) -> None:
    browser = SignedIn(app, NATIONAL)
    assert browser.post(PATH, MOVE | {"form_token": "other"}).status_code == 403
    assert recorded(engine) == []
    assert SignedIn(app).post(PATH, MOVE).status_code == 303


def test_odd_characters_break_neither_the_form_nor_the_record(
    app: Starlette, engine: Engine
) -> None:
    browser = SignedIn(app, NATIONAL)
    odd = "%00%F0%9F%98%80%E2%80%AE'"
    assert browser.get(f"{PATH}&kind={odd}&code={odd}&recorded={odd}").status_code == 200
    decide(browser, MOVE | {"reason": "من\x00شور\u202e", "source": "\x07x"})
    assert [(one.reason, one.source) for one in recorded(engine)] == [("منشور", "x")]
