"""The database goes away in the middle of anything and comes back: the day is simply lived again.

A PostgreSQL server of our own is stopped at once, and connections to it are cut by a proxy. No part
of an act stays without the rest, the engine resumes with the connections that it has, nobody is
mailed twice, and what stands afterwards is what an undisturbed run leaves.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cutting_proxy import Harm, cutting_proxy
from databases import opened
from lived_days import Days, copies_too_many, findings, what_stands
from own_postgresql import OwnPostgresql, own_postgresql
from scripted_smtp import scripted_server
from sqlalchemy import Engine, event, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import database as opening
from models.base import table_of
from models.database import reading, writing
from models.outbox import DeliveryAttempt, OutboxLetter
from models.plan import Plan
from models.schema import migrate
from models.words import LetterState

DAYS = 6
STOPS = 6
CUTS = 24


@pytest.fixture(scope="module")
def server() -> Iterator[OwnPostgresql]:
    with own_postgresql() as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the same days leave where nothing goes wrong, on SQLite."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("undisturbed") / "days.db")
    with opened(f"sqlite:///{file}") as engine, scripted_server() as mail:
        days = Days(engine, mail)
        days.open()
        for _ in range(DAYS):
            days.live()
        return what_stands(engine)


@contextmanager
def database(server: OwnPostgresql, name: str) -> Iterator[str]:
    """A database of a test, as the server's own was migrated."""
    with (
        opened(server.url) as engine,
        engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection,
    ):
        connection.execute(text(f"CREATE DATABASE {name}"))
    with opened(server.url.replace("/postgres?", f"/{name}?")) as engine:
        migrate(engine)
    yield name


def check(engine: Engine, days: Days, undisturbed: dict[str, Any], folder: Path) -> None:
    """The invariants, after the last day."""
    assert findings(engine, folder) == []
    assert copies_too_many(engine, days.server) == {}
    stands = what_stands(engine)
    for what, expected in undisturbed.items():
        assert stands[what] == expected
    with reading(engine) as session:
        claimed = select(OutboxLetter.key).where(OutboxLetter.state == LetterState.CLAIMED)
        assert list(session.scalars(claimed)) == []
        assert session.scalars(select(DeliveryAttempt.id)).first() is not None


def test_a_server_that_is_stopped_at_any_statement_costs_nothing(
    server: OwnPostgresql, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    with opened(server.url) as engine, scripted_server() as mail:
        days, chance = Days(engine, mail), random.Random(1)
        days.open()
        ahead, stops = 5, 0

        @event.listens_for(engine, "before_cursor_execute")
        def stop(*_: object) -> None:
            nonlocal ahead, stops
            ahead -= 1
            if ahead == 0 and stops < STOPS:
                stops += 1
                server.stop_at_once()

        def mend() -> None:
            nonlocal ahead
            server.start()
            ahead = chance.randrange(20, 120)

        for _ in range(DAYS):
            days.live(mend)
        assert stops == STOPS, "the test itself must stop the server"
        assert len(days.failed) >= STOPS
        check(engine, days, undisturbed, tmp_path / "log")


def test_connections_that_are_cut_anywhere_cost_nothing(
    server: OwnPostgresql, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    with (
        database(server, "through_a_proxy") as name,
        cutting_proxy(server.socket) as proxy,
        opened(f"postgresql://postgres@127.0.0.1:{proxy.port}/{name}") as engine,
        scripted_server() as mail,
    ):
        days, chance, harms = Days(engine, mail), random.Random(2), 0
        days.open()

        @event.listens_for(engine, "before_cursor_execute")
        def rearm(*_: object) -> None:
            nonlocal harms
            if harms < CUTS and proxy.done == harms and chance.random() < 0.05:
                harms += 1
                proxy.arm(
                    chance.choice(list(Harm)),
                    to_server=chance.random() < 0.5,
                    after=chance.choice([0, 1, 5, 40, 200, 1000, 5000]),
                )

        for _ in range(DAYS):
            days.live()
        proxy.disarm()
        assert proxy.done >= CUTS / 2, "the test itself must cut"
        assert len(days.failed) >= CUTS / 4
        check(engine, days, undisturbed, tmp_path / "log")


def test_an_engine_that_is_lost_in_an_act_does_not_hold_the_others_up(
    server: OwnPostgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its machine is gone without a word: the server gives its locks back by itself."""
    idle = "idle_in_transaction_session_timeout"
    with database(server, "left_alone") as name:
        url = server.url.replace("/postgres?", f"/{name}?")
        touch = update(table_of(Plan)).values(version=Plan.version)
        with opened(url) as other:
            # Of the one that is lost only: on a busy machine the other may take as long to ask.
            monkeypatch.setitem(opening.POSTGRESQL_SETTINGS, idle, 1000)  # milliseconds
            with opened(url) as lost:
                lost_session = Session(lost)
                lost_session.execute(text("LOCK TABLE plan"))
                with writing(other) as waiting:
                    waiting.connection().execute(touch)
                with pytest.raises(DBAPIError, match="idle-in-transaction"):
                    lost_session.connection().execute(touch)
                lost_session.close()
                with writing(lost) as session:
                    session.connection().execute(touch)
