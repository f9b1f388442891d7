"""What was erased is gone from the files of the database, not only from its rows."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from known_person import MARKS, Known, a_known_person, all_bytes
from sqlalchemy import Engine, text

from audit.bytes_gone import destroy_bytes
from audit.erase_person import erase_person
from audit.person_reasons import Because
from lifecycle.history import broken_link
from lifecycle.plans import chain_of
from models.append_only import missing_triggers
from models.database import open_database, reading, writing
from models.person import Person
from models.words import Language


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, new_database: object) -> Iterator[str]:
    """These look into files: each asks for the database it is about."""
    with new_database(request.param) as url:  # type: ignore[operator]
        yield url


def file_of(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def erase(known: Known) -> None:
    with writing(known.engine) as session:
        erase_person(session, known.person, Because.ASKED, known.occasion())


def hits(content: bytes, marks: tuple[str, ...] = MARKS) -> list[str]:
    return [mark for mark in marks if mark.encode() in content]


def test_the_bytes_leave_the_file_its_log_and_its_index_and_the_chain_holds(
    engine: Engine,
) -> None:
    known = a_known_person(engine)
    assert hits(all_bytes(file_of(engine))) == list(MARKS)
    erase(known)
    gone = destroy_bytes(engine)
    assert gone.done, gone.told
    assert hits(all_bytes(file_of(engine))) == []
    with reading(engine) as session:
        assert broken_link(chain_of(session, known.plan)) is None
    with engine.connect() as connection:
        assert missing_triggers(connection) == []


def test_no_page_that_was_split_before_keeps_a_copy(engine: Engine) -> None:
    """Rows move between pages as a table grows: overwriting what is deleted is not enough."""
    chance = random.Random(1)
    marks = [f"MARK{number:05d}" for number in range(3000)]
    for start in range(0, len(marks), 50):
        with writing(engine) as session:
            session.add_all(
                Person(name=f"{mark} {'x' * chance.randint(0, 150)}", language=Language.BOTH,
                       email=f"{chance.random()}{mark}@commune.example")
                for mark in marks[start : start + 50]
            )  # fmt: skip
    with writing(engine) as session:
        for number in range(1, len(marks), 3):
            session.get_one(Person, number).undeliverable_cause = "y" * chance.randint(100, 400)
    for number in range(1, len(marks) + 1, 5):
        with writing(engine) as session:
            person = session.get_one(Person, number)
            person.name, person.email, person.undeliverable_cause = "gone", str(number), None
    assert destroy_bytes(engine).done
    erased = tuple(marks[number] for number in range(0, len(marks), 5))
    assert hits(all_bytes(file_of(engine)), erased) == []
    assert marks[1].encode() in all_bytes(file_of(engine))


def test_a_reader_that_does_not_end_is_told_and_doing_it_again_helps(engine: Engine) -> None:
    known = a_known_person(engine)
    with reading(engine) as session:
        session.scalar(text("SELECT count(*) FROM person"))
        with engine.connect() as other:  # the pool's next connection: it waits no half minute
            other.exec_driver_sql("PRAGMA busy_timeout=50")
        erase(known)
        waiting = destroy_bytes(engine)
    assert not waiting.done
    assert "retention --apply" in waiting.told
    assert destroy_bytes(engine).done
    assert hits(all_bytes(file_of(engine))) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_bytes_leave_the_files_of_the_tables(engine: Engine) -> None:
    known = a_known_person(engine)
    assert hits(table_files(engine)) == list(MARKS)
    erase(known)
    gone = destroy_bytes(engine)
    assert gone.done, gone.told
    assert hits(table_files(engine)) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_does_not_own_the_tables_is_told_what_the_owner_runs(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS bytes_gone_app"))
        connection.execute(text("CREATE ROLE bytes_gone_app LOGIN"))
    engine.dispose()
    app = open_database(
        engine.url.set(username="bytes_gone_app").render_as_string(hide_password=False)
    )
    gone = destroy_bytes(app)
    app.dispose()
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE bytes_gone_app"))
    assert not gone.done
    assert "VACUUM FULL account, " in gone.told


def table_files(engine: Engine) -> bytes:
    """The files of this database, written out; its write-ahead log keeps its own bytes for a while.

    Superseded files are removed by a checkpoint.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(str(connection.scalar(text("SHOW data_directory"))))
        number = connection.scalar(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        )
    files = (folder / "base" / str(number)).iterdir()
    return b"".join(path.read_bytes() for path in files if path.is_file())
