"""`infitah consultation`: announced, counted, moderated, answered from a sheet, erased."""

import json
from pathlib import Path
from typing import Any

import programme
import pytest
from builders import FOCAL_POINT
from consulting import KEPT, WORDS, Consulting
from openpyxl import load_workbook
from reading_back import history
from sqlalchemy import Engine

from flows.arguments_consultation import BECAUSE, HIDDEN, KINDS, PUBLISHED
from flows.cli import main
from lifecycle import door
from lifecycle.acts import FILE_CONTENT, OPEN_CONSULTATION
from lifecycle.idea_outcomes import Decision
from lifecycle.ideas import receive_idea
from lifecycle.published_reasons import reason_choices
from models.database import open_database, writing
from models.words import ConsultationKind, HiddenBecause

OPEN = ("--opens", "2023-06-12", "--closes", "2023-06-30", "--notice", "2023-06-05")


@pytest.fixture
def member(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Consulting:
    file = tmp_path / "opened.db"
    file.write_bytes(sqlite_template.read_bytes())
    monkeypatch.setenv("INFITAH_DATABASE_URL", f"sqlite:///{file}")
    return Consulting(open_database(f"sqlite:///{file}"))


def said(capsys: Any, on: str, *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["consultation", *words, "--on", on])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def take(engine: Engine, member: Consulting, *ideas: str) -> None:
    with writing(engine) as session:
        for one in ideas:
            receive_idea(session, member.row().id, one, None, at=member.clock.now())


def test_the_words_of_the_options_are_those_of_the_vocabularies() -> None:
    assert set(KINDS) == {one.value for one in ConsultationKind}
    assert set(HIDDEN) == {one.value for one in HiddenBecause}
    assert set(PUBLISHED) == dict(reason_choices(OPEN_CONSULTATION)).keys()
    assert "names_somebody" in BECAUSE


def test_a_consultation_from_its_announcement_to_its_answers(
    member: Consulting, capsys: Any, tmp_path: Path
) -> None:
    plan = member.reference
    code, out, _ = said(capsys, "2023-06-01", "open", plan, "ideas", *OPEN, "--own-page")
    assert (code, "own page" in out, "short window" in out) == (0, True, False)
    member.clock.on = member.row().opens_on
    take(member.engine, member, WORDS, "Un kiosque de quartier", "كلام مسيء لا يعرض")
    for number, what in (
        ("1", ("show",)),
        ("2", ("show",)),
        ("3", ("hide", "--because", "insult")),
    ):
        assert said(capsys, "2023-06-15", "moderate", plan, "ideas", number, *what)[0] == 0
    assert said(capsys, "2023-07-03", "close", plan, "ideas", "--participants", "9")[0] == 0
    sheet = tmp_path / "ideas.xlsx"
    code, out, _ = said(
        capsys, "2023-07-04", "ideas", plan, "ideas", "--state", "shown", "--sheet", str(sheet)
    )
    assert (code, "infitah consultation decide" in out) == (0, True)
    book = load_workbook(sheet)
    cells = book.worksheets[0]
    cells["C2"], cells["E2"], cells["C3"], cells["D3"] = "اعتمدت", "1.1", "لم تعتمد", "منجزة من قبل"
    book.save(sheet)
    before = len(history(member.engine, member.plan))
    code, out, _ = said(capsys, "2023-07-05", "decide", str(sheet), plan, "ideas")
    assert "1 kept, 1 rejected: right; nothing was written" in out
    assert len(history(member.engine, member.plan)) == before
    code, out, _ = said(capsys, "2023-07-05", "decide", str(sheet), plan, "ideas", "--apply")
    assert "1 kept, 1 rejected: published" in out
    code, out, _ = said(capsys, "2023-07-05", "list", plan, "--json")
    (told,) = json.loads(out)
    assert [told[name] for name in ("state", "ideas", "kept", "rejected", "hidden", "open")] == [
        "closed", 3, 1, 1, 1, 0
    ]  # fmt: skip
    code, out, _ = said(capsys, "2023-07-05", "ideas", plan, "ideas", "--lang", "fr")
    assert "Retenue: 1.1" in " ".join(out.split())


def test_a_short_window_is_told_so_and_needs_its_reason(member: Consulting, capsys: Any) -> None:
    asked = ["open", member.reference, "ideas", "--opens", "2023-06-12", "--closes", "2023-06-18",
             "--notice", "2023-06-05", "--link", "https://platform.example/x"]  # fmt: skip
    code, _, err = said(capsys, "2023-06-01", *asked)
    assert (code, "less than the policy's 15" in err) == (1, True)
    reason = ("--reason", "as decided", "--publish", "session_near")
    code, out, _ = said(capsys, "2023-06-01", *asked, *reason)
    assert (code, "a short window: 7 days, and the policy asks for 15" in out) == (0, True)
    assert "7 < 15" in said(capsys, "2023-06-01", "list")[1]


def test_words_are_erased_with_yes_only(member: Consulting, capsys: Any) -> None:
    member.open()
    member.clock.on = member.row().opens_on
    member.idea("الموظف فلان الفلاني لا يجيب")
    erase = ("erase", member.reference, "ideas", "1")
    code, out, _ = said(capsys, "2023-06-15", *erase)
    assert (code, "nothing was done" in out, member.ideas()[0].words != "") == (0, True, True)
    assert said(capsys, "2023-06-15", *erase, "--yes")[0] == 0
    assert member.ideas()[0].words == ""


def test_the_content_tells_which_ideas_a_project_goes_back_to(
    member: Consulting, capsys: Any
) -> None:
    with writing(member.engine) as session:
        door.fire(session, member.plan, FILE_CONTENT, actor=FOCAL_POINT, at=member.clock.now(),
                  content=programme.small())  # fmt: skip
    member.answered()
    member.decide(Decision(1, KEPT, project="1.1"))
    capsys.readouterr()
    assert main(["content", "show", member.reference, "--on", "2023-07-05"]) == 0
    assert "ideas-1 1" in capsys.readouterr().out
    main(["content", "show", member.reference, "--on", "2023-07-05", "--json"])
    assert json.loads(capsys.readouterr().out)["ideas"] == {"1.1": [["ideas-1", 1]]}


def test_what_is_refused_says_so(member: Consulting, capsys: Any, tmp_path: Path) -> None:
    plan = member.reference
    assert "has no consultation on ideas" in said(capsys, "2023-06-01", "close", plan, "ideas")[2]
    member.open()
    member.clock.on = member.row().opens_on
    member.idea()
    hide = said(capsys, "2023-06-15", "moderate", plan, "ideas", "1", "hide")
    assert (hide[0], "--because" in hide[2]) == (1, True)
    unknown = said(capsys, "2023-06-15", "moderate", plan, "ideas", "7", "show")
    assert (unknown[0], "no idea 7" in unknown[2]) == (1, True)
    sheet = tmp_path / "wrong.csv"
    sheet.write_text("number;outcome\n1;perhaps\n", encoding="utf-8")
    wrong = said(capsys, "2023-07-05", "decide", str(sheet), plan, "ideas")
    assert (wrong[0], "Row 2" in wrong[2]) == (3, True)
