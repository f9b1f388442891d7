"""A copy of a database as of one moment, taken while the engine works, and put back."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import URL

SQLITE_COPY, POSTGRESQL_COPY = "database.sqlite", "database.dump"


class CopyRefused(RuntimeError):
    """The database cannot be copied or put back; the message says how to mend it."""


def copy_database(engine: Engine, folder: Path) -> str:
    """Copy the database of an engine into a folder; gives the name of the file.

    SQLite writes the copy itself (VACUUM INTO): what was erased is not in it. PostgreSQL's own
    `pg_dump` reads one snapshot.

    Raises:
        CopyRefused: `pg_dump` is missing or failed.
    """
    if engine.dialect.name == "sqlite":
        with sqlite3.connect(str(engine.url.database), isolation_level=None) as source:
            source.execute("VACUUM INTO ?", (str(folder / SQLITE_COPY),))
        source.close()
        return SQLITE_COPY
    more = ("--format=custom", "--no-owner", "--no-privileges", "--file")
    _run("pg_dump", engine.url, *more, str(folder / POSTGRESQL_COPY))
    return POSTGRESQL_COPY


def put_back(copy: Path, engine: Engine) -> None:
    """Fill an empty database with a copy.

    Raises:
        CopyRefused: the database is not empty or of the other kind, or `pg_restore` failed.
    """
    kind = "sqlite" if copy.name == SQLITE_COPY else "postgresql"
    if engine.dialect.name != kind:
        raise CopyRefused(f"the backup is of {kind}: give an empty database of that kind")
    with engine.connect() as connection:
        if inspect(connection).get_table_names():
            raise CopyRefused("the database is not empty: restore into an empty one")
    if kind == "postgresql":
        more = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        return _run("pg_restore", engine.url, *more, str(copy))
    engine.dispose()
    shutil.copyfile(copy, str(engine.url.database))
    return None


def _run(program: str, url: URL, *more: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise CopyRefused(f"{program} is not on the PATH: install PostgreSQL's client programs")
    # By the environment: what stands in arguments is seen by everybody on the machine.
    ended = subprocess.run(  # noqa: S603 - a program found by its name, no shell
        [found, *_where(program, url), *more],
        env=_as_variables(url),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode:
        raise CopyRefused(f"{program} failed: {ended.stderr.strip().splitlines()[-1:]}")


def _where(program: str, url: URL) -> list[str]:
    """`pg_restore` writes to a database only when one is named."""
    return ["--dbname", url.database or ""] if program == "pg_restore" else []


def _as_variables(url: URL) -> dict[str, str]:
    """What libpq reads from the environment, of a database's URL."""
    host = url.query.get("host", url.host)
    told = {
        "PGHOST": host if isinstance(host, str) else ",".join(host or ()),
        "PGPORT": str(url.port or ""), "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""), "PGDATABASE": url.database or "",
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}
