"""`infitah round` and `infitah evaluation`: sheets out and in, reports, what was achieved."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import followed
import programme
import pytest

from flows import arguments_followed
from flows.cli import main
from lifecycle.cohort_file import read_grid
from lifecycle.evaluations import VIEWS
from lifecycle.monitoring import rounds
from lifecycle.progress import Progress
from lifecycle.progress_sheet import progress_of_sheet
from models.database import open_database, reading
from models.words import Stage

ON = "2024-06-03"


@pytest.fixture
def story(tmp_path: Path, sqlite_template: Path, monkeypatch: Any) -> Iterator[followed.Followed]:
    file = tmp_path / "followed.db"
    shutil.copy(sqlite_template, file)
    monkeypatch.setenv("INFITAH_DATABASE_URL", f"sqlite:///{file}")
    engine = open_database(f"sqlite:///{file}")
    told = followed.adopted(engine, programme.small())
    told.on(ON)
    yield told
    engine.dispose()


def run(capsys: Any, *words: str, code: int = 0, on: str = ON) -> str:
    capsys.readouterr()
    assert main([*words, "--on", on]) == code
    told = capsys.readouterr()
    return str(told.out or told.err)


def said(capsys: Any, *words: str, on: str = ON) -> Any:
    return json.loads(run(capsys, *words, "--json", on=on))


def reported(story: followed.Followed) -> Progress:
    with reading(story.engine) as session:
        return rounds(session, story.plan)[-1].progress


def test_a_round_is_reported_by_the_sheet_that_was_written(
    story: followed.Followed, capsys: Any, tmp_path: Path
) -> None:
    file = tmp_path / "round.csv"
    file.write_text("code;status;reason\n1.1.1;Achevée;\n1.1.2;En retard;pluies\n", "utf-8")
    checked = said(capsys, "round", "file", str(file), "09")
    assert checked == {"reported": 2, "owed": 0, "written": False}
    assert reported(story) == Progress()
    assert "filed" in run(capsys, "round", "file", str(file), "09", "--apply")
    assert len(reported(story).activities) == 2
    book = tmp_path / "round.xlsx"
    run(capsys, "round", "sheet", str(book), "09")
    grid = read_grid(book.read_bytes(), "round.xlsx")
    assert progress_of_sheet(grid, story.content) == reported(story)


def test_a_sheet_with_problems_is_refused_row_by_row(
    story: followed.Followed, capsys: Any, tmp_path: Path
) -> None:
    file = tmp_path / "round.csv"
    file.write_text("code;status\n1.1.1;presque\n7.7.7;Achevée\n", "utf-8")
    told = run(capsys, "round", "file", str(file), "09", "--apply", code=3)
    assert "Row 2, status: “presque” is not a status." in told
    assert "Row 3, code: The programme has no 7.7.7." in told
    assert reported(story) == Progress()


def test_the_rounds_are_listed_with_their_opinions(story: followed.Followed, capsys: Any) -> None:
    story.hold_round(done=1, civil_society=False)
    story.on("2024-07-15")
    (one,) = said(capsys, "round", "list", "09", on="2024-07-15")
    assert (one["round"], one["closed"], one["committee"]) == (1, True, "commented")
    assert one["civil_society"] == "did not answer"
    assert one["activities"] == {"done": 1, "delayed": 1}
    assert "did not answer" in run(capsys, "round", "list", "09", on="2024-07-15")


def test_the_report_of_a_round_is_written_or_refused(
    story: followed.Followed, capsys: Any, tmp_path: Path
) -> None:
    paper = tmp_path / "round.pdf"
    run(capsys, "round", "report", str(paper), "09", "--lang", "fr")
    assert paper.read_bytes().startswith(b"%PDF")
    told = run(capsys, "round", "report", str(paper), "09", "--round", "5", code=1)
    assert "has no round 5" in told


def test_the_views_of_the_command_are_those_of_the_records() -> None:
    assert arguments_followed.VIEWS == VIEWS


def test_an_evaluation_is_filed_view_by_view(
    story: followed.Followed, capsys: Any, tmp_path: Path
) -> None:
    for opened in (ON, "2024-12-02", "2025-06-02", "2025-12-01"):
        story.on(opened)
        story.hold_round(done=1)
    story.on("2026-01-02")
    assert story.stage == Stage.CO_EVALUATION
    sheet, on = tmp_path / "e.csv", "2026-01-02"
    sheet.write_text("code;level;achieved\n1.1;Substantiel;Portail ouvert\n", "utf-8")
    words = ("evaluation", "file", str(sheet), "09", "--view")
    own = (*words, "self_evaluation", "--author", "Région")
    assert said(capsys, *own, on=on) == {"rated": 1, "owed": 0, "written": False}
    run(capsys, *own, "--apply", on=on)
    rating = (*words, "completion_rating", "--author", "Université")
    assert "needs a reason" in run(capsys, *rating, "--apply", code=1, on=on)
    run(capsys, *rating, "--reason", "convention 2025", "--apply", on=on)
    told = said(capsys, "evaluation", "show", "09", on=on)
    assert told["authors"] == {"self_evaluation": "Région", "completion_rating": "Université"}
    assert told["all"]["ratings"]["self_evaluation"]["substantial"] == 1
    assert told["principles"]["transparency"]["by_status"] == {"done": 1, "delayed": 1}
    assert "transparency" in run(capsys, "evaluation", "show", "09", on=on)
    book, paper = tmp_path / "e.xlsx", tmp_path / "e.pdf"
    run(capsys, "evaluation", "sheet", str(book), "09", "--view", "self_evaluation", on=on)
    assert "Portail ouvert" in str(list(read_grid(book.read_bytes(), "e.xlsx")))
    run(capsys, "evaluation", "report", str(paper), "09", on=on)
    assert paper.read_bytes().startswith(b"%PDF")
