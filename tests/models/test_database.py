"""Two hands at once lose nothing, and only the two databases are opened."""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from models.database import SQLITE_SETTINGS, open_database, reading, writing
from models.run import SweepRecord

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HANDS, TIMES = 4, 40


class Stopped(Exception):
    pass


def counter(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text("CREATE TABLE counter (n INTEGER)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))


def add_one(engine: Engine) -> None:
    """A read, then a write of what was read: what loses updates when nothing holds them apart."""
    with writing(engine) as session:
        read = session.scalar(text("SELECT n FROM counter"))
        session.execute(text("UPDATE counter SET n = :n"), {"n": read + 1})


@only_sqlite
def test_hands_that_read_and_then_write_at_once_lose_no_update(engine: Engine) -> None:
    counter(engine)

    def add_often() -> None:
        for _ in range(TIMES):
            add_one(engine)

    hands = [threading.Thread(target=add_often) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    with reading(engine) as session:
        assert session.scalar(text("SELECT n FROM counter")) == HANDS * TIMES


@only_sqlite
def test_a_reader_does_not_wait_for_an_open_writer(engine: Engine) -> None:
    counter(engine)
    with writing(engine) as session:
        session.execute(text("UPDATE counter SET n = 5"))
        with reading(engine) as other:
            other.execute(text("PRAGMA busy_timeout = 0"))
            assert other.scalar(text("SELECT n FROM counter")) == 0


@only_sqlite
def test_a_second_writer_waits_from_its_first_read_on(engine: Engine) -> None:
    counter(engine)
    with writing(engine) as session, engine.connect() as other:
        session.execute(text("SELECT n FROM counter"))
        other.connection.driver_connection.execute("PRAGMA busy_timeout = 10")  # type: ignore[union-attr]
        with pytest.raises(OperationalError, match="locked"):
            other.execute(text("SELECT n FROM counter"))


@only_sqlite
def test_every_connection_carries_the_settings(engine: Engine) -> None:
    told = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000,
            "secure_delete": 1, "recursive_triggers": 1}  # fmt: skip
    assert told.keys() == SQLITE_SETTINGS.keys()
    with engine.connect() as first, engine.connect().execution_options(reading=True) as second:
        del first  # the second one is another connection: the settings are not only the first's
        for name, value in told.items():
            assert second.execute(text(f"PRAGMA {name}")).scalar() == value


def test_a_row_that_points_nowhere_is_refused(engine: Engine) -> None:
    row = "INSERT INTO letter_message (letter_id, message, sha256) VALUES ('nowhere', :m, 'x')"
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text(row), {"m": b"x"})


def test_all_of_a_transaction_is_written_or_nothing(engine: Engine) -> None:
    def write_and_stop() -> None:
        at = datetime(2026, 1, 5, 9, tzinfo=UTC)
        with writing(engine) as session:
            session.add(SweepRecord(name="deadlines", on=at.date(), finished_at=at, counts={}))
            session.flush()
            raise Stopped

    with pytest.raises(Stopped):
        write_and_stop()
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(SweepRecord)) == 0


def test_another_database_is_refused_with_what_to_give_instead() -> None:
    with pytest.raises(ValueError, match="neither SQLite nor PostgreSQL: give sqlite:///FILE"):
        open_database("mysql://root:geheim@localhost/infitah")


def test_the_refusal_does_not_show_the_password() -> None:
    with pytest.raises(ValueError, match="mysql") as refused:
        open_database("mysql://root:geheim@localhost/infitah")
    assert "geheim" not in str(refused.value)


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "infitah.db"
    engine = open_database(f"sqlite:///{file}")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE x (n INTEGER)"))
        connection.commit()
    engine.dispose()
    plain = sqlite3.connect(file)
    assert plain.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    plain.close()
