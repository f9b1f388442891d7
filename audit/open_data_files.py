"""A resource as a file: CSV for spreadsheets and programs, JSON with the very text."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from audit.inert_text import inert
from audit.open_data_shape import Resource, Row, Value

A_CHUNK = 500  # rows


class FileKind(StrEnum):
    """The two forms of every resource."""

    CSV = "csv"
    JSON = "json"


MEDIA_TYPES = {FileKind.CSV: "text/csv", FileKind.JSON: "application/json"}


def file_parts(resource: Resource, rows: Sequence[Row], kind: FileKind) -> Iterator[bytes]:
    """A resource as a file, in pieces, in UTF-8."""
    return _csv(resource, rows) if kind is FileKind.CSV else _json(resource, rows)


def plain(value: Value) -> Any:
    """A value as JSON holds it: dates in ISO form, numbers as numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def plain_row(resource: Resource, row: Row) -> dict[str, Any]:
    """A row as JSON holds it, by the names of its fields."""
    return {name: plain(value) for name, value in resource.said(row).items()}


def cell(value: Value) -> str:
    """A value as a cell of the CSV: nothing of it is a formula, and nothing is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    said = plain(value)
    return inert(said) if isinstance(said, str) else str(said)


def _csv(resource: Resource, rows: Sequence[Row]) -> Iterator[bytes]:
    """RFC 4180: commas, CRLF, a header; no mark of order, which programs read as a letter."""
    yield _lines([[one.name for one in resource.fields]])
    for at in range(0, len(rows), A_CHUNK):
        yield _lines([cell(value) for value in row] for row in rows[at : at + A_CHUNK])


def _json(resource: Resource, rows: Sequence[Row]) -> Iterator[bytes]:
    """A list of objects, one a line."""
    yield b"["
    for at in range(0, len(rows), A_CHUNK):
        told = [
            json.dumps(plain_row(resource, row), ensure_ascii=False)
            for row in rows[at : at + A_CHUNK]
        ]
        yield (("\n" if at == 0 else ",\n") + ",\n".join(told)).encode()
    yield b"\n]\n"


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()
