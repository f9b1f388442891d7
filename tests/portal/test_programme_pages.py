"""What a programme promises, on its pages: public once in force, checked before it is filed."""

import io
from datetime import date, timedelta
from typing import Any

import builders
import programme
import pytest
from openpyxl import load_workbook
from reading_back import plan_of
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.content import Content
from lifecycle.content_template import workbook_of
from lifecycle.contents import versions
from models.database import reading, writing
from models.plan import Plan
from models.words import FilingSource, Stage
from portal.app import create_app
from portal.settings import PortalSettings

REFERENCE = "PAO-2022-050910101-1"
PUBLIC, WORK = f"/plans/{REFERENCE}/programme", f"/work/plans/{REFERENCE}/programme"
AMENDED = {"number": "2024/7", "on": "05/02/2024", "reason": "une route de moins"}


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=5))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, clock, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, AUDITOR)
    return create_app(engine, clock, PortalSettings())


@pytest.fixture
def coordinator(app: Starlette) -> SignedIn:
    return SignedIn(app, OF_BENI_MELLAL)


def number(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalars(select(Plan.id).where(Plan.reference == REFERENCE)).one()


def filed(engine: Engine) -> list[Any]:
    with reading(engine) as session:
        return versions(session, number(engine))


def file(engine: Engine, clock: VirtualClock, content: Content) -> None:
    with writing(engine) as session:
        door.fire(
            session, number(engine), acts.FILE_CONTENT, actor=builders.FOCAL_POINT,
            at=clock.now(), content=content,
        )  # fmt: skip


def adopted(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        builders.drive_to(session, number(engine), clock, stage=Stage.IMPLEMENTATION)
    clock.on = max(clock.on, date(2024, 3, 4))


def send(browser: SignedIn, content: bytes, name: str = "p.xlsx") -> str:
    """Send a sheet to be checked; gives the page that says what was found."""
    answer = browser.post(f"{WORK}?lang=fr", files={"sheet": (name, content, "")})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_sheet_is_checked_and_then_filed_as_it_was_checked(
    engine: Engine, coordinator: SignedIn
) -> None:
    there = send(coordinator, workbook_of(programme.oriental(), "fr"))
    page = coordinator.get(there).text
    assert "Le tableau est juste. Rien n’est encore enregistré." in page
    assert filed(engine) == []
    assert coordinator.post(there).status_code == 303
    (one,) = filed(engine)
    assert (one.content, one.source) == (programme.oriental(), FilingSource.SHEET)
    assert "69" in coordinator.get(f"{WORK}?lang=ar").text
    again = coordinator.post(there)
    assert again.status_code == 422
    assert "Rien n’a changé" in again.text
    sheet = load_workbook(io.BytesIO(coordinator.get(f"{WORK}.xlsx?lang=fr").content))
    assert sheet.worksheets[0].max_row > 69
    blank = load_workbook(io.BytesIO(coordinator.get(f"{WORK}.xlsx?lang=fr&blank=1").content))
    assert not blank.worksheets[0]["A2"].value


def test_every_problem_of_a_sheet_is_shown_and_nothing_is_filed(
    engine: Engine, coordinator: SignedIn
) -> None:
    sheet = "Code;Intitulé en arabe;Intitulé en français;Principe\n1;محور;Axe;\n1.1;;P;joie\n"
    there = send(coordinator, sheet.encode(), "p.csv")
    page = coordinator.get(there).text
    assert "Ligne 3, Intitulé en arabe" in page
    assert "Ligne 3, Principe d’ouverture" in page
    assert coordinator.post(there).status_code == 422
    assert filed(engine) == []
    nothing = coordinator.post(f"{WORK}?lang=fr")
    assert nothing.status_code == 422
    assert "Choisissez le fichier" in nothing.text
    assert coordinator.get(f"{WORK}/checked/{'0' * 64}?lang=fr").status_code == 410


def test_a_draft_is_not_public_and_what_is_in_force_is(
    engine: Engine, app: Starlette, clock: VirtualClock
) -> None:
    stranger = SignedIn(app)
    assert "n’a pas encore été déposé" in stranger.get(f"{PUBLIC}?lang=fr").text
    file(engine, clock, programme.small("Projet secret"))
    page = stranger.get(f"{PUBLIC}?lang=fr").text
    assert "1 projets, 2 activités" in page
    assert "Projet secret" not in page
    adopted(engine, clock)
    page = stranger.get(f"{PUBLIC}?lang=fr").text
    assert "Projet secret" in page
    assert "en vigueur depuis le vote" in page
    assert "مصلحة التواصل" not in page  # a free word of the sheet
    assert f'href="{PUBLIC}?lang=fr"' in stranger.get(f"/plans/{REFERENCE}?lang=fr").text


def test_what_was_adopted_is_amended_by_its_deliberation_and_the_change_is_public(
    engine: Engine, app: Starlette, clock: VirtualClock
) -> None:
    file(engine, clock, programme.small())
    adopted(engine, clock)
    coordinator = SignedIn(app, NATIONAL)
    there = send(coordinator, workbook_of(programme.small("Portail ouvert"), "fr"))
    assert coordinator.post(there, {"number": "", "on": "", "reason": ""}).status_code == 422
    later = coordinator.post(there, AMENDED | {"on": "05/02/2031"})
    assert later.status_code == 422
    assert "2024/7" in later.text  # what was typed stays
    assert coordinator.post(there, AMENDED).status_code == 303
    assert plan_of(engine, number(engine)).content_adopted == 2
    page = SignedIn(app).get(f"{PUBLIC}?lang=fr&changes=2").text
    assert "modifiée par la délibération 2024/7 du 5 février 2024" in page
    assert "Ce qui a changé de la version 1 à la version 2" in page
    assert "Portail ouvert" in page
    assert coordinator.get(f"{WORK}/project?code=1.1").status_code == 404


def test_a_project_is_changed_added_and_removed_by_a_form(
    engine: Engine, coordinator: SignedIn
) -> None:
    axis = {"axis_ar": "محور", "axis_fr": "Axe", "title_ar": "مشروع", "title_fr": "Projet"}
    path = f"{WORK}/project?lang=fr"
    wrong = coordinator.post(f"{path}&axis=new", axis | {"principle": "joie", "budget": "x"})
    assert wrong.status_code == 422
    assert 'href="#principle"' in wrong.text
    assert 'href="#budget"' in wrong.text
    right = axis | {"principle": "Transparence", "title_ar-a0": "نشاط", "title_fr-a0": "Activité"}
    assert coordinator.post(f"{path}&axis=new", right).status_code == 303
    shown = coordinator.get(f"{path}&code=1.1").text
    assert 'value="Activité"' in shown
    assert coordinator.post(f"{path}&axis=1", right | {"title_fr": "Deux"}).status_code == 303
    assert [one.title_fr for one in filed(engine)[-1].content.projects()] == ["Projet", "Deux"]
    assert coordinator.post(f"{path}&code=1.1", {"remove": "1.1"}).status_code == 303
    last = filed(engine)[-1]
    assert [one.title_fr for one in last.content.projects()] == ["Deux"]
    assert last.source == FilingSource.FORM
    assert coordinator.get(f"{path}&code=7.7").status_code == 404


def test_the_projects_of_the_last_cycle_are_carried_over(
    engine: Engine, coordinator: SignedIn
) -> None:
    answer = coordinator.post(f"{WORK}/carry-over?lang=fr")
    assert answer.status_code == 422  # the first cycle carries nothing over
    assert filed(engine) == []


def test_an_auditor_reads_and_another_region_finds_nothing(
    engine: Engine, app: Starlette, clock: VirtualClock
) -> None:
    file(engine, clock, programme.small())
    auditor, other = SignedIn(app, AUDITOR), SignedIn(app, OF_ORIENTAL)
    page = auditor.get(f"{WORK}?lang=fr")
    assert page.status_code == 200
    assert "<form" not in page.text.partition("<main")[2].partition("</main")[0]
    assert auditor.post(WORK).status_code == 403
    for path in (WORK, f"{WORK}.xlsx", f"{WORK}/project?axis=new"):
        assert other.get(path).status_code == 404
    assert SignedIn(app).get(WORK).status_code == 303
