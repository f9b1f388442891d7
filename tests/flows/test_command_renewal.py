"""`infitah council-renewal`: shown first, applied from the day of the elections on."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_cohort import BENI_MELLAL, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, func, select

from flows.cli import main
from models.batch import Batch
from models.database import open_database, reading

DAY, EVE, AFTER = "2022-11-08", "2022-11-07", "2022-11-10"


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

    def __call__(self, *words: str, today: str = AFTER, code: int = 0) -> str:
        self._capsys.readouterr()
        assert main(["council-renewal", *words, "--today", today]) == code
        printed = self._capsys.readouterr()
        return printed.err if code else printed.out


@pytest.fixture
def said(engine: Engine, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def batches(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Batch)) or 0


def test_only_asking_writes_nothing(engine: Engine, said: Said) -> None:
    out = said("--on", DAY)
    assert "3 mandates end: 3 presidents, 0 of committees." in out
    assert "3 plans change, 0 do not" in out
    assert "Nothing was written" in out
    assert batches(engine) == 0


def test_a_kind_a_region_or_a_plan_narrows_it(said: Said) -> None:
    assert "1 mandates end" in said("--on", DAY, "--kind", "province")
    assert "2 mandates end" in said("--on", DAY, "--kind", "commune")
    assert "1 mandates end" in said("--on", DAY, "--region", "05")
    assert "1 mandates end" in said("--on", DAY, "--plan", "Béni Mellal")
    assert "no plan is meant" in said("--on", DAY, "--region", "12", code=1)


def test_it_is_applied_once_and_from_the_day_on(engine: Engine, said: Said) -> None:
    how = ("--on", DAY, "--reason", "elections", "--apply")
    assert "3 mandates end" in said("--on", DAY, today=EVE)
    assert "previewed only" in said(*how, today=EVE, code=1)
    assert "needs a --reason" in said("--on", DAY, "--apply", code=1)
    assert batches(engine) == 0
    assert "Done: batch 1." in said(*how)
    again = said(*how)
    assert "0 plans change, 3 do not" in again
    assert "is recorded already" in again
    assert "Nothing was written: no plan changes." in again
    assert batches(engine) == 1


def test_who_is_missing_since(said: Said) -> None:
    assert "0 plans miss somebody" in said("--missing")
    said("--on", DAY, "--reason", "elections", "--apply")
    assert "3 plans miss somebody" in said("--missing")
    found = json.loads(said("--missing", "--region", "05", "--json"))
    assert [(one["reference"], one["missing"], one["renewed_on"]) for one in found] == [
        ("PAO-2022-050910101-1", ["president"], DAY)
    ]


def test_the_day_has_to_be_given(said: Said) -> None:
    assert "give the day of the election" in said(code=1)
