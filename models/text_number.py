"""A number made of a text, by the database itself: equal texts give equal numbers, 0 or more.

The two databases make different numbers. They are for sharing out the rows of one database among
those who work on it now, and are never stored.
"""

import sqlite3
import zlib
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

NAME = "infitah_text_number"


class TextNumber(GenericFunction[int]):
    """The number of a text column; null for null."""

    type = BigInteger()
    inherit_cache = True
    name = NAME


@compiles(TextNumber, "postgresql")
def _on_postgresql(element: TextNumber, compiler: Any, **more: Any) -> str:
    inside = compiler.process(element.clauses, **more)
    return f"(hashtext({inside}) & 2147483647)"


def add_to_sqlite(connection: sqlite3.Connection) -> None:
    """Give a new connection the function, which SQLite does not have."""
    connection.create_function(NAME, 1, _number, deterministic=True)


def _number(text: str | None) -> int | None:
    return None if text is None else zlib.crc32(text.encode())
