"""`infitah open-data` and `infitah gathering`."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import network
import pytest
from sqlalchemy import Engine

from flows.cli import main
from lifecycle.collectivity_words import KIND_NAMES
from models.database import open_database

ON = ("--on", "2024-10-01")


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path, monkeypatch: Any) -> Iterator[Engine]:
    file = tmp_path / "opened.db"
    shutil.copy(sqlite_template, file)
    monkeypatch.setenv("INFITAH_DATABASE_URL", f"sqlite:///{file}")
    opened = open_database(f"sqlite:///{file}")
    network.open_network(opened)
    yield opened
    opened.dispose()


def said(capsys: Any, *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main([*words]) == code
    told = capsys.readouterr()
    return str(told.out or told.err)


def test_the_open_data_are_written_and_counted(engine: Engine, capsys: Any, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "open"
    told = json.loads(said(capsys, "open-data", str(folder), "--json", *ON))
    assert (told["rows"]["plans"], told["rows"]["activities"], told["on"]) == (6, 71, "2024-10-01")
    assert (folder / "datapackage.json").exists()
    again = said(capsys, "open-data", str(folder), *ON)
    assert "6 plans" in again
    assert "licence ODbL-1.0" in again


def test_a_folder_of_somebody_else_is_refused(engine: Engine, capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").touch()
    told = said(capsys, "open-data", str(tmp_path / "notes"), code=1)
    assert "mine.txt" in told
    assert "empty folder" in told


def test_the_exhibition_names_everybody(engine: Engine, capsys: Any) -> None:
    told = said(capsys, "gathering", "--lang", "fr", *ON)
    assert "2 programmes shown, 4 missing" in told
    assert "4 Axes, 17 Projets" in told
    assert "Période électorale" in told
    assert network.NAME not in told
    left = said(capsys, "gathering", "--missing", "--region", "09", *ON)
    assert "0 programmes shown, 0 missing" in left


def test_the_exhibition_is_data_too(engine: Engine, capsys: Any) -> None:
    told = {one["plan"]: one for one in json.loads(said(capsys, "gathering", "--json", *ON))}
    assert len(told) == 6
    assert {one["kind"] for one in told.values()} <= set(KIND_NAMES)
    shown, held = told[network.SHOWN], told[network.SUSPENDED]
    assert (shown["content"]["projects"], shown["missing"]) == (17, None)
    assert (held["missing"], held["published_reason"]) == ("suspended", "elections")
    assert told[network.DRAFTED]["step"]
