"""XLSX files: the first sheet as text, cell by cell."""

import io
import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from itertools import islice, zip_longest
from typing import Any

from lifecycle.cohort_problems import FILE, CohortFileRefused, problem
from lifecycle.cohort_text import Grid

LARGEST_UNPACKED = 64 * 1024 * 1024
_MISSHAPEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),  # the package
    SyntaxError,  # XML that does not parse
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError),  # the sheet
)


def read_workbook(content: bytes, filename: str, most_rows: int) -> Grid:
    """The rows of the first sheet with their numbers, dates as ISO text, numbers as written.

    At most `most_rows` + 1 rows that hold something come back: enough to see that there are more.
    A formula that was never computed comes back as its own text, to be refused by its cell.

    Raises:
        CohortFileRefused: when it is not a workbook that can be read.
    """
    try:
        _check_size(content)
        with warnings.catch_warnings():
            # openpyxl warns of list validations it does not know; the template has them.
            warnings.simplefilter("ignore")
            # Twice: once as typed, once as last computed. The row of a formula that was never
            # computed looks empty in the second reading.
            typed = _sheet(content, most_rows, computed=False)
            computed = dict(_sheet(content, most_rows, computed=True))
    except _MISSHAPEN as error:
        refused = problem("file_unreadable", FILE, value=filename)
        raise CohortFileRefused([refused], filename) from error
    return [
        (number, [_text(*cell) for cell in zip_longest(row, computed.get(number, ()))])
        for number, row in typed
    ]


def _sheet(content: bytes, most_rows: int, *, computed: bool) -> list[tuple[int, tuple[Any, ...]]]:
    from openpyxl import load_workbook  # half a second: only when a workbook is read

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=computed)
    try:
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size, and rows would be lost
        numbered = enumerate(sheet.iter_rows(values_only=True), start=1)
        held = ((number, row) for number, row in numbered if any(cell is not None for cell in row))
        return list(islice(held, most_rows + 1))
    finally:
        book.close()


def _check_size(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
            raise ValueError("the workbook unpacks to more than a cohort can be")


def _text(typed: Any, computed: Any) -> str:
    if computed is None:
        return str(typed) if isinstance(typed, str) and typed.startswith("=") else ""
    value = computed
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
