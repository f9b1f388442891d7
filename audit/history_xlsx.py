"""The history as a workbook: dates are dates, and every text is text, whatever it begins with."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from audit.history_columns import COLUMNS, Value, headers, values
from audit.history_rows import EntryRow
from lifecycle.cell_text import writable
from lifecycle.language import Phrase

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEET = Phrase("سجل البرامج", "Historique", "History")
ROWS_A_SHEET = 1_000_000  # entries; a sheet ends at row 1,048,576
A_PIECE = 1 << 20
DATE, INSTANT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def history_xlsx(
    entries: Iterable[EntryRow], language: str, made_at: datetime, *, a_sheet: int = ROWS_A_SHEET
) -> Iterator[bytes]:
    """A workbook in `ar` (right to left), `fr` or `en`, in pieces; made at an aware instant.

    Rows go to the disk as they come. After `a_sheet` entries another sheet begins.
    """
    from openpyxl import Workbook  # half a second: only when one is made

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _naive(made_at)
    book.properties.language = language
    book.properties.title = SHEET.said_in(language)
    book.properties.creator = "Infitah"
    sheet: Any = None
    for number, entry in enumerate(entries):
        if number % a_sheet == 0:
            sheet = _sheet(book, language, number // a_sheet + 1)
        sheet.append([_cell(sheet, value) for value in values(entry, language)])
    if sheet is None:
        _sheet(book, language, 1)
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(A_PIECE):
            yield piece


def _sheet(book: "Workbook", language: str, number: int) -> Any:
    """A new sheet with its header, which stays in sight."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(SHEET.said_in(language) + (f" {number}" if number > 1 else ""))
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = language == "ar"
    for at, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    cells = [_text(sheet, header) for header in headers(language)]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    return sheet


def _cell(sheet: Any, value: Value) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, datetime):
        return _dated(sheet, _naive(value), INSTANT)
    return _dated(sheet, value, DATE) if isinstance(value, date) else value


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text and says so, so that even its editing does not bring it to life."""
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet, value=writable(text))
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _dated(sheet: Any, value: date, form: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = form
    return cell


def _naive(at: datetime) -> datetime:
    """An instant as a workbook holds it: without a zone, which the header names (UTC)."""
    return at.astimezone(UTC).replace(tzinfo=None)
