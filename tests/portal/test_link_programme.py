"""The draft of a programme behind the focal point's link."""

from datetime import date
from typing import Any

import programme
import pytest
from linked import Linked, a_linked_plan
from sqlalchemy import Engine

from lifecycle.clock import VirtualClock
from lifecycle.content_template import workbook_of
from lifecycle.contents import versions
from models.database import reading
from models.words import FilingSource, LinkAct

BOOK = workbook_of(programme.oriental(), "fr")


@pytest.fixture
def linked(engine: Engine) -> Linked:
    return a_linked_plan(engine, VirtualClock(date(2022, 12, 12)))


def filed(linked: Linked) -> list[Any]:
    with reading(linked.engine) as session:
        return versions(session, linked.plan)


def send(linked: Linked, path: str, name: str, content: bytes) -> Any:
    return linked.send(path, {}, files={"sheet": (name, content, "")})


def test_a_sheet_is_checked_and_then_filed(linked: Linked) -> None:
    token = linked.token(LinkAct.FOLLOW)
    path = f"/l/{token}/programme?lang=fr"
    assert path in linked.get(f"/l/{token}?lang=fr").text
    answer = send(linked, path, "p.xlsx", BOOK)
    assert answer.status_code == 303
    there = answer.headers["location"]
    page = linked.get(there).text
    assert "Le tableau est juste" in page
    assert filed(linked) == []
    digest = there.partition("checked=")[2]
    sent = linked.send(path, {"digest": digest}, shown_on=there)
    assert sent.status_code == 303
    (one,) = filed(linked)
    assert (one.content, one.source) == (programme.oriental(), FilingSource.SHEET)
    assert linked.get(f"/l/{token}/programme.xlsx").content[:2] == b"PK"


def test_a_sheet_with_problems_files_nothing(linked: Linked) -> None:
    token = linked.token(LinkAct.FOLLOW)
    path = f"/l/{token}/programme?lang=ar"
    there = send(linked, path, "p.csv", b"code;title_ar;title_fr\n1;;Axe\n").headers["location"]
    page = linked.get(there).text
    assert "السطر 2" in page
    digest = there.partition("checked=")[2]
    assert linked.send(path, {"digest": digest}, shown_on=path).status_code == 404
    assert send(linked, path, "", b"").status_code == 422
    assert filed(linked) == []


def test_a_project_is_filed_by_its_form(linked: Linked) -> None:
    token = linked.token(LinkAct.FOLLOW)
    path = f"/l/{token}/programme/project?lang=fr&axis=new"
    typed = {
        "axis_ar": "محور", "axis_fr": "Axe", "title_ar": "مشروع", "title_fr": "Projet",
        "principle": "Transparence",
    }  # fmt: skip
    wrong = linked.send(path, typed | {"budget": "x"})
    assert wrong.status_code == 422
    assert 'href="#budget"' in wrong.text
    assert linked.send(path, typed).status_code == 303
    assert [one.title_fr for one in filed(linked)[0].content.projects()] == ["Projet"]
    twice = linked.send(f"/l/{token}/programme/project?lang=fr&code=1.1", typed)
    assert twice.status_code == 422
    assert "Rien n’a changé" in twice.text


def test_a_link_that_offers_a_role_drafts_nothing(linked: Linked) -> None:
    token = linked.token(LinkAct.SUCCEED, succession=None)
    assert linked.get(f"/l/{token}/programme").status_code in (404, 410)
