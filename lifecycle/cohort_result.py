"""The sheet handed back with a column that says, row by row, what became of it or is wrong."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lifecycle.cell_text import writable
from lifecycle.cohort_cells import clean
from lifecycle.cohort_columns import RESULT_HEADER, key_of
from lifecycle.cohort_file import ZIP
from lifecycle.cohort_header import SEARCHED, header_place, is_result
from lifecycle.cohort_members import OnboardingReport
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_text import read_text
from lifecycle.language import Phrase

WORDS = {
    "new": Phrase("عضو جديد", "nouveau membre", "new member"),
    "rejoining": Phrase("عضو يعود إلى الشبكة", "membre qui revient", "member who rejoins"),
    "changed": Phrase("تغيرت معطياته", "données modifiées", "people changed"),
    "unchanged": Phrase("دون تغيير", "inchangé", "unchanged"),
    "right": Phrase("سليم", "correct", "right"),
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What is written beside each row, by its number; `whole` is about the file or its header."""

    by_row: Mapping[int, str]
    whole: tuple[str, ...]


def marks_of(report: OnboardingReport) -> Marks:
    """The marks of a sheet that is right: what each row brings."""
    said = {
        report.row_of[code]: _both(WORDS[kind])
        for kind in ("new", "rejoining", "changed", "unchanged")
        for code in getattr(report, kind)
        if code in report.row_of
    }
    return Marks(said, ())


def marks_of_refused(refused: CohortFileRefused) -> Marks:
    """The marks of a sheet that was refused: every problem at its row, in Arabic and French."""
    said: dict[int, list[str]] = defaultdict(list)
    whole: list[str] = []
    for one in refused.problems:
        sentence = f"{one.sentence('ar')}\n{one.sentence('fr')}"
        if one.place.isdigit():
            said[int(one.place)].append(sentence)
        else:
            whole.append(sentence)
    right = dict.fromkeys(refused.right, _both(WORDS["right"]))
    return Marks(right | {row: "\n".join(lines) for row, lines in said.items()}, tuple(whole))


def marked(content: bytes, filename: str, found: Marks) -> bytes:
    """The same sheet as XLSX with its result column, which the reader passes over.

    What was there stays as it looked: a formula becomes the value it showed, or its own text when
    it was never computed: the next reading finds what this one found. What is added is text.
    """
    from openpyxl import Workbook, load_workbook  # half a second: only when one is made

    if content.startswith(ZIP):
        book = load_workbook(io.BytesIO(content))
        _settle(
            book.worksheets[0], load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
        )
    else:
        book = Workbook()
        _fill(book.worksheets[0], content, filename)
    sheet: Any = book.worksheets[0]
    top = list(islice(_filled(sheet), SEARCHED))
    place = header_place([cells for _, cells in top])
    header_row, header = (1, []) if place is None else top[place]
    column = _result_column(header, sheet.max_column)
    _say(sheet, header_row, column, RESULT_HEADER)
    for number in range(header_row + 1, sheet.max_row + 1):
        _say(sheet, number, column, found.by_row.get(number, ""))
    for at, sentence in enumerate(found.whole):
        _say(sheet, header_row + at, column + 1, sentence)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _both(word: Phrase) -> str:
    return f"{word.ar} – {word.fr}"


def _settle(sheet: Any, shown: Any) -> None:
    """Put what each formula showed in its place; `shown` is the same sheet with its values."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                value = shown[cell.coordinate].value
                if value is None:
                    _say(sheet, cell.row, cell.column, _formula(cell.value))
                else:
                    cell.value = value


def _formula(value: Any) -> str:
    """The text of a formula; one over several cells is an object that holds it."""
    return str(getattr(value, "text", value))


def _filled(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with their numbers, as the reader counts them."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(clean(str(value or "")) for value in row):
            yield number, [str(value or "") for value in row]


def _fill(sheet: Any, content: bytes, filename: str) -> None:
    """The cells of a text file, each as text: «=1+1» stays what somebody wrote."""
    sheet.sheet_view.rightToLeft = True
    for number, row in read_text(content, filename):
        for at, value in enumerate(row, start=1):
            if value:
                _say(sheet, number, at, value)


def _result_column(header: list[str], width: int) -> int:
    """The column of an earlier result, or the one after the last."""
    before = [at for at, cell in enumerate(header, start=1) if is_result(cell)]
    used = [at for at, cell in enumerate(header, start=1) if cell.strip() or key_of(cell)]
    return before[0] if before else max([*used, 0 if header else width]) + 1


def _say(sheet: Any, row: int, column: int, text: str) -> None:
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):  # a note that spans the columns: it takes no mark
        return
    cell.value = writable(text) or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = True
