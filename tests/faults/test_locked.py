"""Another process holds the SQLite file: writers wait for it, and give up whole when it is long."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import builders
import pytest
from databases import opened
from reading_back import everything
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from whole import check_history

from flows.cli import main
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from models import database
from models.database import open_database, writing

JOINING = ("adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training")


@pytest.fixture
def url(tmp_path: Path, sqlite_template: Path, clock: VirtualClock) -> str:
    """A file with a plan that may go on."""
    file = tmp_path / "held.db"
    shutil.copy(sqlite_template, file)
    with opened(f"sqlite:///{file}") as engine, writing(engine) as session:
        number = builders.plan(session, clock=clock)
        for step in JOINING:
            builders.settle(session, number, step, clock)
    return f"sqlite:///{file}"


@contextmanager
def held(url: str) -> Iterator[None]:
    """The file in the hands of another process, as a copy or a repair would have it."""
    engine = open_database(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        yield
        connection.rollback()
    engine.dispose()


def impatient(monkeypatch: pytest.MonkeyPatch, milliseconds: int) -> None:
    """What the engine waits for a file, by its own setting; 30 seconds otherwise."""
    settings = database.SQLITE_SETTINGS | {"busy_timeout": str(milliseconds)}
    monkeypatch.setattr(database, "SQLITE_SETTINGS", settings)


def move(engine: Engine, clock: VirtualClock) -> int:
    return len(advance(engine, on=clock.on, clock=clock).moved)


def test_a_writer_waits_for_who_holds_the_file_and_then_does_its_work(
    url: str, clock: VirtualClock
) -> None:
    moves: list[int] = []
    with opened(url) as engine:
        writer = threading.Thread(target=lambda: moves.append(move(engine, clock)))
        with held(url):
            writer.start()
            writer.join(0.3)
            assert (writer.is_alive(), moves) == (True, [])
        writer.join()
        assert moves == [1]
        check_history(engine)


def test_a_file_that_is_held_too_long_is_a_clear_error_and_nothing_is_half_done(
    url: str, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch, 20)
    with opened(url) as engine:
        before = everything(engine)
        with held(url), pytest.raises(OperationalError, match="locked"):
            move(engine, clock)
        assert everything(engine) == before
        assert move(engine, clock) == 1


def test_the_command_line_says_what_to_do(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    impatient(monkeypatch, 20)
    with held(url):
        code = main(["advance", "--db", url])
    said = capsys.readouterr().err
    assert code == 4
    assert "another process holds the database" in said
    assert "nothing was done" in said
    assert main(["advance", "--db", url]) == 0
