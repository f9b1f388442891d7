"""A database is migrated under a process that runs, or dies while it is migrated: never in between.

The migrations are stopped at every statement that they run, on both databases, and some are really
killed.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import builders
import pytest
from alembic import command
from databases import opened
from sqlalchemy import Connection, Engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from visitor import Visitor

from lifecycle import door
from lifecycle.clock import VirtualClock
from models import revision, schema
from models.append_only import missing_triggers
from models.database import reading, writing
from models.revision import NEWEST, WrongSchema, revision_of
from models.schema import is_current, migrate
from models.settings import CHECKOUT
from portal.app import create_app

REVISIONS = sorted(path.name.split("_")[0] for path in revision.VERSIONS.glob("[0-9]*.py"))
EVERY = 6  # statements: with 1, as it was run once, it takes six times as long
STEPS = list(zip([None, *REVISIONS], REVISIONS, strict=False))
KILLED = """
import os, signal, sys
from sqlalchemy import event
from models.database import open_database
from models.schema import migrate

engine, left = open_database(sys.argv[1]), int(sys.argv[2])

@event.listens_for(engine, "before_cursor_execute")
def kill(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

migrate(engine)
"""


class Stopped(BaseException):
    """The process ends here, as far as the database can tell."""


def upgrade(engine: Engine, to: str) -> None:
    command.upgrade(schema._config(engine), to)


def shape(engine: Engine) -> dict[str, object]:
    """Everything that a migration changes: tables, columns, indexes, triggers, the revision."""
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with engine.connect() as connection:
        looked = inspect(connection)
        tables = {
            name: (
                sorted(column["name"] for column in looked.get_columns(name)),
                sorted(str(index["name"]) for index in looked.get_indexes(name)),
            )
            for name in looked.get_table_names()
        }
        stands = revision_of(connection)
        connection.rollback()
        found = sorted(connection.scalars(text(triggers)))
    if stands is None:
        tables.pop("alembic_version", None)  # made, and empty: no revision stands
    return {"tables": tables, "revision": stands, "triggers": found}


def statements_of(engine: Engine, to: str) -> int:
    """How many statements bring a database to a revision."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    event.listen(engine, "before_cursor_execute", count)
    upgrade(engine, to)
    event.remove(engine, "before_cursor_execute", count)
    return counted


def stop_at(engine: Engine, to: str, number: int) -> None:
    """Run a migration up to a statement and lose the connection there: nothing is tidied up."""
    left, lost = number, False

    def stop(connection: Connection, *_: object) -> None:
        nonlocal left, lost
        left -= 1
        if left < 0 and not lost:
            lost = True
            connection.connection.driver_connection.close()  # type: ignore[union-attr]
            raise Stopped

    event.listen(engine, "before_cursor_execute", stop)
    with pytest.raises((Stopped, SQLAlchemyError, sqlite3.Error)):  # what tidies up fails too
        upgrade(engine, to)
    event.remove(engine, "before_cursor_execute", stop)
    assert lost
    engine.dispose()


@pytest.mark.parametrize(("before", "to"), STEPS, ids=REVISIONS)
def test_a_migration_that_stops_at_any_statement_leaves_the_schema_as_it_was(
    before: str | None, to: str, tmp_path: Path
) -> None:
    start, file = tmp_path / "start.db", tmp_path / "stopped.db"
    with opened(f"sqlite:///{start}") as engine:
        if before:
            upgrade(engine, before)
        else:
            engine.connect().close()
        expected = shape(engine)
    shutil.copy(start, file)
    with opened(f"sqlite:///{file}") as engine:
        many = statements_of(engine, to)
        done = shape(engine)
    for number in {*range(0, many, EVERY), many - 2, many - 1}:
        file.unlink()
        shutil.copy(start, file)
        with opened(f"sqlite:///{file}") as engine:
            stop_at(engine, to, number)
            assert shape(engine) == expected, number
            if number == many - 1:
                upgrade(engine, to)
                assert shape(engine) == done
    assert many > 5


@pytest.fixture
def bare(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database of PostgreSQL."""
    with request.getfixturevalue("postgresql").database(migrated=False) as url:
        yield url


def test_on_postgresql_too_all_of_it_stands_or_nothing(bare: str) -> None:
    with opened(bare) as engine:
        empty = shape(engine)
        for number in (0, 20, 80, 140):
            stop_at(engine, "head", number)
            assert shape(engine) == empty, number
        migrate(engine)
        assert is_current(engine)
        with engine.connect() as connection:
            assert missing_triggers(connection) == []


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_migration_that_is_killed_is_done_by_the_next(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    if database == "postgresql":
        url = request.getfixturevalue("bare")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, url, "90"], cwd=CHECKOUT, check=False, timeout=120,
        env=os.environ | {"PYTHONTZPATH": ""},
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    with opened(url) as engine:
        assert not is_current(engine)
        migrate(engine)
        assert is_current(engine)
        with engine.connect() as connection:
            assert missing_triggers(connection) == []
        with writing(engine) as session:
            builders.plan(session)


def set_revision(engine: Engine, to: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": to})


def test_a_process_of_an_older_release_writes_nothing_after_another_has_migrated(
    engine: Engine, database_url: str
) -> None:
    with writing(engine) as session:
        number = builders.plan(session)
    with opened(database_url) as other:
        set_revision(other, "9999")
    at = VirtualClock(builders.FOUNDED).now()
    refused = pytest.raises(WrongSchema, match=r"migrated to 9999 .* Start it again")
    with refused, writing(engine) as session:
        door.fire(session, number, "suspend", actor=builders.COORDINATOR, at=at, reason="elections")
    assert not is_current(engine)
    with reading(engine) as session:
        assert builders.facts_of(session, number).head_seq == 1


@pytest.mark.parametrize("stands", ["0001", None], ids=["old", "empty"])
def test_a_newer_release_writes_nothing_into_an_older_schema_and_says_how_to_mend_it(
    stands: str | None, bare_engine: Engine
) -> None:
    if stands:
        upgrade(bare_engine, stands)
    with pytest.raises(WrongSchema, match="infitah up"), writing(bare_engine):
        pass
    migrate(bare_engine)
    with writing(bare_engine) as session:
        builders.plan(session)


def test_files_that_are_brought_by_an_upgrade_do_not_make_a_process_newer(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Health must not say `ok` of an old process on a new schema, whatever lies in the checkout."""
    monkeypatch.setattr(revision, "VERSIONS", tmp_path)
    set_revision(engine, "9999")
    assert not is_current(engine)
    set_revision(engine, NEWEST)
    assert is_current(engine)


def test_the_portal_says_that_nothing_was_recorded(engine: Engine) -> None:
    app = create_app(engine, VirtualClock(builders.FOUNDED))

    async def writes(request: Request) -> Response:
        with writing(engine):
            raise AssertionError("it must not come here")

    app.router.routes.insert(0, Route("/writes", writes))
    set_revision(engine, "9999")
    answer = Visitor(app).get("/writes")
    assert answer.status_code == 503
    assert "rien n’a été enregistré" in answer.text
