"""What was erased must leave the files of the database, not only its rows (law 09-08).

SQLite: `secure_delete` overwrites what is deleted, but a copy may lie in a page that was split
before (of 600 rows erased among 3,000, 5 were still found): only VACUUM, which writes the whole
file anew, leaves nothing. The write-ahead log is then cut to nothing. PostgreSQL: VACUUM FULL of
the tables that hold personal data; a plain VACUUM leaves the bytes in the page. PostgreSQL's own
write-ahead log, and the backups of both, have a retention of their own, which the operator sets.
"""

import sqlite3
from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from audit.personal_columns import DESTROYED
from models.failpoints import Point, reach

AGAIN = "run `infitah person retention --apply` again when nobody works"
OWNED = text(
    "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname = ANY(:tables) "
    "AND pg_has_role(relowner, 'USAGE')"
)


@dataclass(frozen=True, slots=True)
class BytesGone:
    """Whether the bytes are gone from the files, and what to do when they are not."""

    done: bool
    told: str


def destroy_bytes(engine: Engine) -> BytesGone:
    """Write the database's files anew without what was erased.

    Outside of any transaction, after the erasure was committed; others wait meanwhile. Doing it
    again is harmless, and is what to do when it is told that it was not done.
    """
    reach(Point.ERASURE_COMMITTED)
    of_its_kind = _of_sqlite if engine.dialect.name == "sqlite" else _of_postgresql
    try:
        gone = of_its_kind(engine)
    except OperationalError as error:
        gone = BytesGone(False, f"the database was busy ({error.orig}): {AGAIN}")
    reach(Point.BYTES_DESTROYED)
    return gone


def _of_sqlite(engine: Engine) -> BytesGone:
    """The pool's own connection is asked: its driver begins no transaction by itself."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = (cursor.fetchone() or (1,))[0]
        cursor.close()
    except sqlite3.Error as error:
        return BytesGone(False, f"the file could not be written anew ({error}): {AGAIN}")
    finally:
        connection.close()
    if busy:
        return BytesGone(False, f"somebody reads: the write-ahead log still holds it: {AGAIN}")
    return BytesGone(True, "the bytes are gone from the file; backups keep theirs")


def _of_postgresql(engine: Engine) -> BytesGone:
    tables = ", ".join(sorted(DESTROYED))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        owned = connection.scalar(OWNED, {"tables": sorted(DESTROYED)})
        if owned != len(DESTROYED):
            return BytesGone(False, f"as the owner of the tables, run: VACUUM FULL {tables}")
        connection.exec_driver_sql(f"VACUUM (FULL) {tables}")
    return BytesGone(True, "the bytes are gone from the tables; WAL and backups keep theirs")
