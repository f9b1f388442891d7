"""The history as CSV: for spreadsheets and for programs alike, streamed."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from audit.history_columns import Value, headers, values
from audit.history_rows import EntryRow
from audit.inert_text import inert
from lifecycle.history import instant

# A spreadsheet set to the customs of Morocco splits at semicolons, in Arabic and in French; with a
# comma the whole row would stand in its first cell.
SEPARATOR = ";"
BOM = "\ufeff"  # without it Excel reads Arabic as cp1252
A_CHUNK = 500  # rows


def history_csv(entries: Iterable[EntryRow], language: str) -> Iterator[bytes]:
    """The header, then one line an entry, in `ar`, `fr` or `en`; UTF-8, in pieces.

    Dates are YYYY-MM-DD, instants as the history writes them (UTC, with a Z). No cell is a formula:
    a quote stands before what would be one, so programs that need the very text read the JSON
    lines.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written, delimiter=SEPARATOR)
    written.write(BOM)
    lines.writerow(headers(language))
    for number, entry in enumerate(entries, start=1):
        lines.writerow([cell(value) for value in values(entry, language)])
        if number % A_CHUNK == 0:
            yield _taken(written)
    yield _taken(written)


def cell(value: Value) -> str | int:
    """A value as a cell of the file."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return inert(value) if isinstance(value, str) else value


def _taken(written: io.StringIO) -> bytes:
    said = written.getvalue().encode()
    written.seek(0)
    written.truncate()
    return said
