"""`infitah operations`: who ran what, as a table and as data."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from databases import opened

from audit.operations import Operation, record
from flows.cli import main
from lifecycle.clock import VirtualClock
from models.words import OperationKind, OperationResult


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    """A database whose log holds a page of Friday and a flow of Monday."""
    shutil.copy(sqlite_template, tmp_path / "log.db")
    address = f"sqlite:///{tmp_path / 'log.db'}"
    with opened(address) as engine:
        for day, kind, name, who, result in (
            (20, OperationKind.PAGE, "POST /work/plans/{reference}/{act}", "person:12",
             OperationResult.REFUSED),
            (23, OperationKind.FLOW, "check-deadlines", "flow", OperationResult.DONE),
        ):  # fmt: skip
            clock = VirtualClock(date(2026, 11, day))
            began = clock.now() - timedelta(seconds=3)
            record(
                engine, clock, Operation(kind, name, who, began, result, "told", {"act": "vote"})
            )
    return address


def data(url: str, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["operations", *options, "--json", "--db", url]) == 0
    said: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return said


def test_the_log_is_a_table_with_the_newest_first(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["operations", "--db", url]) == 0
    said = capsys.readouterr().out
    assert "2 operations" in said
    assert said.index("check-deadlines") < said.index("person:12")
    assert "2026-11-23 09:00 UTC" in said
    assert "3.0" in said


def test_reading_the_log_is_in_the_log(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    data(url, capsys, "--who", "person:12", "--limit", "7")
    newest = data(url, capsys, "--limit", "1")[0]
    assert newest["name"] == "operations"
    assert newest["asked"] == {"who": "person:12", "limit": 7, "json": True}


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (("--kind", "flow"), [2]),
        (("--who", "person:12"), [1]),
        (("--name", "deadlines"), [2]),
        (("--result", "refused"), [1]),
        (("--from", "2026-11-21", "--until", "2026-11-23"), [2]),
        (("--until", "2026-11-20"), [1]),
        (("--before", "2"), [1]),
        (("--limit", "1"), [2]),
    ],
)
def test_the_log_is_filtered(
    url: str, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], numbers: list[int]
) -> None:
    assert [one["id"] for one in data(url, capsys, *options)] == numbers


def test_a_full_page_says_how_to_read_on(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["operations", "--limit", "1", "--db", url]) == 0
    assert "--before 2" in capsys.readouterr().out


def test_a_limit_that_shows_nothing_is_wrong_usage(url: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["operations", "--limit", "0", "--db", url])
    assert stopped.value.code == 2
