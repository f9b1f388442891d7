"""Inserting what is not there yet: two hands at once write each row only once."""

from typing import Any

from sqlalchemy import Connection

from models.base import Base, table_of


def insert_new(connection: Connection, record: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose `key` is not there yet, on either database."""
    if not rows:
        return
    statement: Any
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        statement = sqlite.insert(table_of(record))
    else:
        from sqlalchemy.dialects import postgresql

        statement = postgresql.insert(table_of(record))
    connection.execute(statement.on_conflict_do_nothing(index_elements=["key"]), rows)
