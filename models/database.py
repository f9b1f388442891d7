"""The two databases: SQLite out of the box, PostgreSQL in production.

SQLAlchemy's defaults lose concurrent updates on SQLite without an error: the driver opens its own
deferred transactions. So its transactions are switched off, and every one begins IMMEDIATE unless
it was opened to read only.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.failpoints import Point, reach
from models.guarded import GuardedSession
from models.revision import check_schema
from models.text_number import add_to_sqlite

SQLITE_SETTINGS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",  # what was committed stays committed when the power fails
    "foreign_keys": "ON",
    "busy_timeout": "30000",
    "secure_delete": "ON",  # erased personal data must leave the file (law 09-08)
    "recursive_triggers": "ON",  # else INSERT OR REPLACE walks past a BEFORE DELETE trigger
}
# Whoever is cut off without a word must not hold the others up: the server gives its locks back.
MINUTE = 60_000  # milliseconds
POSTGRESQL_SETTINGS = {
    "idle_in_transaction_session_timeout": 5 * MINUTE,
    "tcp_keepalives_idle": 60,  # seconds; the system's own is two hours
    "tcp_keepalives_interval": 15,
    "tcp_keepalives_count": 4,
}
# The same the other way: a database that is cut off is an error, not a wait without an end.
CLIENT_SETTINGS = {
    "connect_timeout": 10, "keepalives_idle": 60, "keepalives_interval": 15, "keepalives_count": 4,
}  # fmt: skip


def open_database(url: str) -> Engine:
    """An engine for a SQLAlchemy URL of SQLite or PostgreSQL, set so that no update is lost.

    Raises:
        ValueError: for any other database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(url, parsed.database)
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(parsed)
    raise ValueError(
        f"{parsed.render_as_string()} is neither SQLite nor PostgreSQL: "
        "give sqlite:///FILE or postgresql://HOST/NAME"
    )


def _open_postgresql(parsed: URL) -> Engine:
    """An engine that notices a connection that was lost; what the URL itself asks for wins."""
    asked = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_SETTINGS.items())
    settings = {**CLIENT_SETTINGS, "options": asked}
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,  # as for SQLite
        connect_args={name: told for name, told in settings.items() if name not in parsed.query},
    )


def _open_sqlite(url: str, database: str | None) -> Engine:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True)  # a fault tells no values: they name people
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _tell_the_first, retval=True)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    add_to_sqlite(connection)
    for name, value in SQLITE_SETTINGS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _tell_the_first(told: ExceptionContext) -> BaseException | None:
    """What really went wrong: a full disk, say, of which SQLite has taken all back by itself.

    The savepoint that is to be rolled back after it is then gone, and would be all that is told.
    """
    first = told.original_exception.__context__
    gone = "no such savepoint" in str(told.original_exception)
    return first if gone and isinstance(first, DBAPIError) else None


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose work is one transaction: all of it is committed at the end, or nothing.

    Raises:
        WrongSchema: another process has migrated the database, or it must be migrated first.
    """
    with GuardedSession(engine) as session:
        with session.begin():
            check_schema(session.connection())
            yield session
            reach(Point.WRITTEN)
        reach(Point.COMMITTED)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads, and never keeps a writer of SQLite waiting."""
    with GuardedSession(engine.execution_options(reading=True)) as session:
        yield session


@contextmanager
def writing_within(engine: Engine, seconds: float) -> Iterator[Connection]:
    """One short transaction that waits so many seconds for other writers, and then gives up.

    Raises:
        sqlalchemy.exc.DBAPIError: another writer holds the database longer, or it only reads.
    """
    wait = int(seconds * 1000)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            with _patience(connection, wait), connection.begin():
                yield connection
        else:
            with connection.begin():
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
                yield connection


@contextmanager
def _patience(connection: Connection, milliseconds: int) -> Iterator[None]:
    """Another busy timeout for one transaction: the connection goes back to the pool as it was."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout={milliseconds}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={SQLITE_SETTINGS['busy_timeout']}")
