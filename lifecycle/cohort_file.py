"""The spreadsheet of a cohort, from its bytes to rows with known columns.

Problems of the header come first, alone: while a column is misread, what its cells hold says
nothing. `check_rows` then looks at the rows.
"""

import filetype

from lifecycle.cohort_cells import clean
from lifecycle.cohort_columns import key_of
from lifecycle.cohort_header import (
    SEARCHED,
    header_place,
    header_problems,
    is_result,
    no_header,
)
from lifecycle.cohort_problems import FILE, CohortFileRefused, Problem, problem
from lifecycle.cohort_rows import CohortRow, RolePerson, check_rows
from lifecycle.cohort_text import Grid, Known, read_text
from lifecycle.cohort_workbook import read_workbook

__all__ = ["CohortRow", "RolePerson", "check_rows", "read_rows"]

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 5000
ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


def read_rows(content: bytes, filename: str) -> list[dict[str, str]]:
    """The rows of a CSV or XLSX file, each a dict from a column's key to its text.

    `row` is the number of the row as the spreadsheet shows it; what stands under no header comes
    under ''. Headers may be the fixed keys, Arabic or French. Rows that hold nothing are left out.
    What the file is is told by its content, not by its name.

    Raises:
        CohortFileRefused: a file that cannot be read, is too large or empty, or whose header row is
            not right.
    """
    grid = [(number, row) for number, row in read_grid(content, filename) if any(map(clean, row))]
    place = header_place([row for _, row in grid])
    if place is None:
        refused = no_header() if grid else problem("file_empty", FILE, value=filename)
        raise CohortFileRefused([refused], filename)
    header = grid[place][1]
    keys = [key_of(cell) for cell in header]
    problems = header_problems([clean(cell) for cell in header], keys)
    problems = problems or _length_problems(len(grid) - place - 1, filename)
    if problems:
        raise CohortFileRefused(problems, filename)
    ignored = frozenset(at for at, cell in enumerate(header) if is_result(cell))
    return [_row(number, keys, cells, ignored) for number, cells in grid[place + 1 :]]


def read_grid(content: bytes, filename: str, known: Known = key_of) -> Grid:
    """The rows of a workbook's first sheet or of a text file, with their numbers.

    `known` tells the headers of the sheet: a cohort's if left out.

    Raises:
        CohortFileRefused: it is too large, or no file of either kind.
    """
    if len(content) > LARGEST:
        refused = problem("file_too_big", FILE, value=filename, limit="5 MB")
        raise CohortFileRefused([refused], filename)
    if content.startswith(_OLE):
        raise CohortFileRefused([problem("old_workbook", FILE, value=filename)], filename)
    if content.startswith(ZIP):
        return read_workbook(content, filename, MOST_ROWS + SEARCHED)
    if filetype.guess(content) is not None:  # a PDF, a picture: text in it would be misread
        raise CohortFileRefused([problem("file_unreadable", FILE, value=filename)], filename)
    return read_text(content, filename, known)


def _length_problems(rows: int, filename: str) -> list[Problem]:
    if rows == 0:
        return [problem("file_empty", FILE, value=filename)]
    if rows > MOST_ROWS:
        return [problem("too_many_rows", FILE, value=filename, limit=str(MOST_ROWS))]
    return []


def _row(
    number: int, keys: list[str | None], cells: list[str], ignored: frozenset[int]
) -> dict[str, str]:
    row = {"row": str(number), **{key: "" for key in keys if key}}
    astray = []
    for at, cell in enumerate(cells):
        key = keys[at] if at < len(keys) else None
        if key:
            row[key] = clean(cell)
        elif at not in ignored and clean(cell):
            astray.append(clean(cell))
    return {**row, "": " ".join(astray)}
