"""Writing many rows with one statement, at about the speed of the driver itself.

SQLAlchemy's own executemany builds a dictionary of parameters a row and costs more than the
driver's work. Here the statement is written once, and each row goes to the driver with the same
conversions.
"""

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect

from models.base import Base, table_of

Values = tuple[Any, ...]
Convert = Callable[[Sequence[Any]], Values]


def insert_rows(
    connection: Connection,
    record: type[Base],
    rows: Sequence[dict[str, Any]],
    *,
    unless_known: str | None = None,
) -> None:
    """Insert rows that all name the columns of the first; columns left out are null.

    Args:
        connection: of SQLite or PostgreSQL.
        record: which table.
        rows: the columns and their values.
        unless_known: a unique column: a row whose value is there already is left out, so that two
            hands at once write it only once.
    """
    if not rows:
        return
    columns = tuple(rows[0])
    values = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
    insert_values(connection, record, columns, [*map(values, rows)], unless_known=unless_known)


def insert_values(
    connection: Connection,
    record: type[Base],
    columns: tuple[str, ...],
    rows: Sequence[Values],
    *,
    unless_known: str | None = None,
) -> None:
    """Insert rows given as values in the order of `columns`."""
    if rows:
        marks = ", ".join([_mark(connection.dialect)] * len(columns))
        table = table_of(record).name
        statement = f"INSERT INTO {table} ({', '.join(map(_quoted, columns))}) VALUES ({marks})"  # noqa: S608
        if unless_known:
            statement += f" ON CONFLICT ({unless_known}) DO NOTHING"
        convert = _converter(record, columns, connection.dialect)
        connection.exec_driver_sql(statement, [*map(convert, rows)])


def update_values(
    connection: Connection,
    record: type[Base],
    columns: tuple[str, ...],
    known_by: tuple[str, ...],
    rows: Sequence[Values],
) -> int:
    """Set `columns` of the rows that `known_by` names; gives back how many were there.

    Each row is the new values and then those of `known_by`.
    """
    if not rows:
        return 0
    mark = _mark(connection.dialect)
    new = ", ".join(f"{_quoted(name)} = {mark}" for name in columns)
    where = " AND ".join(f"{_quoted(name)} = {mark}" for name in known_by)
    statement = f"UPDATE {table_of(record).name} SET {new} WHERE {where}"  # noqa: S608 - our names
    convert = _converter(record, (*columns, *known_by), connection.dialect)
    return connection.exec_driver_sql(statement, [*map(convert, rows)]).rowcount


@cache
def _converter(record: type[Base], columns: tuple[str, ...], dialect: Dialect) -> Convert:
    """How values of columns become what the driver of a dialect takes."""
    table = table_of(record)
    types = [table.c[name].type.dialect_impl(dialect) for name in columns]
    found = [(place, type_.bind_processor(dialect)) for place, type_ in enumerate(types)]
    converters = [(place, to_driver) for place, to_driver in found if to_driver is not None]

    def convert(row: Sequence[Any]) -> Values:
        values = list(row)
        for place, to_driver in converters:
            if values[place] is not None:
                values[place] = to_driver(values[place])
        return tuple(values)

    return convert


def _mark(dialect: Dialect) -> str:
    return "?" if dialect.paramstyle == "qmark" else "%s"


def _quoted(name: str) -> str:
    return f'"{name}"'
