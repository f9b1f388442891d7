"""A workbook that people fill in: one sheet, its header, rows, and lists to choose from."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lifecycle.cell_text import writable
from lifecycle.cohort_columns import Column
from lifecycle.language import Phrase

LONGEST = 400  # rows that are made ready for a hand: twice the largest programme that is known


def written_book(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    choices: Mapping[str, Iterable[Phrase]],
    language: str,
) -> bytes:
    """The workbook as bytes.

    Args:
        title: of its sheet.
        columns: with their headers.
        rows: values by the key of their column.
        choices: by the key of a column, the words that may be chosen in it.
        language: of the headers and of the words, ar or fr.
    """
    from openpyxl import Workbook  # half a second: only when one is made

    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = title
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.append([one.header_ar if language == "ar" else one.header_fr for one in columns])
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([_plain(row.get(column.key)) for column in columns])
    _text_only(sheet)
    for key, names in choices.items():
        at = [column.key for column in columns].index(key) + 1
        _choose(sheet, at, [name.said_in(language) for name in names])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _plain(value: Any) -> Any:
    return writable(value) if isinstance(value, str) else value


def _text_only(sheet: Any) -> None:
    """A code is text, or Excel makes a number of 1.1; no title is ever computed."""
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.quotePrefix = True
    for number in range(2, LONGEST):
        sheet.cell(number, 1).number_format = "@"


def _choose(sheet: Any, at: int, words: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    sheet.add_data_validation(choice)
    letter = get_column_letter(at)
    choice.add(f"{letter}2:{letter}{LONGEST - 1}")
