"""`infitah whatif`, `batch` and `table`: shown first, applied as one batch, undone by another."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine

from flows.cli import main
from lifecycle.plans import find_plan
from lifecycle.rows import read_facts
from models.database import open_database, reading

ON = "2022-11-02"
PLAN = "PAO-2022-050910101-1"
STEP = "adhere_to_charter"


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path, monkeypatch: Any) -> Iterator[Engine]:
    file = tmp_path / "opened.db"
    shutil.copy(sqlite_template, file)
    monkeypatch.setenv("INFITAH_DATABASE_URL", f"sqlite:///{file}")
    opened = open_database(f"sqlite:///{file}")
    open_few(opened, BENI_MELLAL, LARACHE, TIZNIT)
    yield opened
    opened.dispose()


class Said:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        self._capsys.readouterr()
        assert main([*words, "--on", ON]) == code
        printed = self._capsys.readouterr()
        return printed.err if code else printed.out


@pytest.fixture
def said(engine: Engine, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def due(engine: Engine, key: str = STEP) -> str:
    with reading(engine) as session:
        number = find_plan(session, PLAN, on=date(2022, 11, 2)).id
        return str(read_facts(session, [number])[number].steps[key].due_on)


def test_only_asking_writes_nothing(engine: Engine, said: Said) -> None:
    before = due(engine)
    out = said("whatif", "time", "14", "--plan", PLAN, "--step", STEP)
    assert "1 plans change, 0 do not; 1 deadlines, 2 letters." in out
    assert "Nothing was written; add --apply and --reason." in out
    assert due(engine) == before
    assert json.loads(said("batch", "list", "--json")) == []


def test_applied_it_is_one_batch_that_can_be_shown_and_undone(engine: Engine, said: Said) -> None:
    before = due(engine)
    again = ("whatif", "time", "14", "--plan", PLAN, "--step", STEP, "--apply")
    assert "Done: batch 1." in said(*again, "--reason", "pluies")
    assert due(engine) > before
    (shown,) = json.loads(said("batch", "show", "1", "--json"))["plans"]
    assert shown["plan"] == PLAN
    assert shown["before"]["deadlines"] == {STEP: [before, due(engine)]}
    assert PLAN in said("batch", "show", "1")
    assert "Done: batch 2." in said("batch", "undo", "1", "--apply", "--reason", "erreur")
    assert "undone already, by batch 2" in said("batch", "undo", "1", code=1)
    listed = json.loads(said("batch", "list", "--json"))
    assert [(one["batch"], one["undoes"], one["undone_by"]) for one in listed] == [
        (2, 1, None), (1, None, 2),
    ]  # fmt: skip
    assert "pluies" in said("batch", "list")


def test_applying_needs_a_reason(engine: Engine, said: Said) -> None:
    before = due(engine)
    assert "needs a --reason" in said(
        "whatif", "optional", STEP, "--plan", PLAN, "--apply", code=1
    )  # fmt: skip
    assert due(engine) == before


def test_plans_are_named_as_people_name_them(said: Said) -> None:
    told = json.loads(
        said("whatif", "time", "14", "--plan", "بني ملال", "--plan", "Larache", "--json")
    )
    assert len({one["reference"] for one in told["plans"]}) == 2
    assert "no plan" in said("whatif", "time", "14", "--plan", "Atlantis", code=1).lower()


def test_a_session_that_moves_three_weeks_is_told_plan_by_plan(said: Said) -> None:
    told = json.loads(said("whatif", "session", "commune", "2023-10", "--days", "21", "--json"))
    assert told["batch"] is None
    assert {one["to_session"][1] for one in told["plans"]} == {"2023-10-23"}
    assert "--days or --to" in said("whatif", "session", "commune", "2023-10", code=1)


def test_a_step_that_becomes_optional_is_told_with_its_refusals(said: Said) -> None:
    out = said("whatif", "optional", "council_vote", "--cohort", "2022-founders", "--lang", "fr")
    assert "0 plans change, 3 do not" in out
    assert "son issue décide de la suite" in out


def test_versions_are_listed_with_where_they_differ_and_plans_go_over(said: Said) -> None:
    listed = json.loads(said("table", "list", "--json"))
    assert {one["version"]: one["plans"] for one in listed}["1"] == 3
    assert "first of January or July" in " ".join(said("table", "list").split()).replace(" │ ", " ")
    moved = said("table", "move", "2", "--plan", PLAN, "--reason", "policy", "--apply")
    assert "Done: batch 1." in moved
    assert {one["version"]: one["plans"] for one in json.loads(said("table", "list", "--json"))}[
        "2"
    ] == 1
    said("batch", "undo", "1", "--reason", "a mistake", "--apply")
    assert {one["version"]: one["plans"] for one in json.loads(said("table", "list", "--json"))}[
        "2"
    ] == 0


def test_the_table_of_a_version_is_printed(said: Said, capsys: Any) -> None:
    capsys.readouterr()
    assert main(["pathway", "--table", "2"]) == 0
    assert "January or July" in capsys.readouterr().out
    assert main(["pathway", "--table", "9"]) == 1
    assert "no version 9" in capsys.readouterr().err
