"""The flow that reads what came back: once, shown as counts, without an address."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dashboard import Dashboard, database_of_runs
from sqlalchemy import Engine

from flows import read_bounces
from flows.bounce_artifacts import MEANINGS, bounces_markdown
from flows.clock_of_run import engine_of_run
from models.settings import data_folder
from models.words import BounceKind
from notifications.bounces import KNOWN, NOT_OURS


@pytest.fixture
def engine(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    shutil.copy(sqlite_template, tmp_path / "flows.db")
    with database_of_runs(f"sqlite:///{tmp_path / 'flows.db'}", monkeypatch):
        yield engine_of_run()


@pytest.fixture
def dashboard(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Dashboard:
    made = Dashboard()
    made.stands_in_for_prefect(read_bounces, monkeypatch)
    return made


def test_what_lies_in_the_drop_is_read_once_and_shown(dashboard: Dashboard) -> None:
    drop = data_folder() / "bounces"
    drop.mkdir(parents=True)
    (drop / "1.eml").write_text("From: focal@commune.example\n\nJe suis absent.\n")
    assert read_bounces.read_bounces.fn() == {"not_ours": 1}
    assert "| not_ours | 1 |" in dashboard.texts["bounces"]
    assert "focal@commune.example" not in dashboard.shown()
    assert (drop / "other" / "1.eml").is_file()


def test_when_nothing_came_the_last_reading_stays_shown(dashboard: Dashboard) -> None:
    assert read_bounces.read_bounces.fn() == {}
    assert dashboard.texts == {}


def test_every_kind_of_bounce_has_a_meaning() -> None:
    assert set(MEANINGS) == {*map(str, BounceKind), KNOWN, NOT_OURS}
    assert "Nothing was there" in bounces_markdown({})
