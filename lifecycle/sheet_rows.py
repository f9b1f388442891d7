"""The rows of a programme's sheet below its header, whatever stands above it."""

from lifecycle.cohort_cells import clean
from lifecycle.cohort_text import Grid
from lifecycle.content_cells import Cells
from lifecycle.content_columns import SheetColumns
from lifecycle.content_problems import (
    MISSING,
    TWICE,
    ContentSheetRefused,
    SheetProblem,
    no_header,
    unknown_column,
)

SEARCHED = 10  # rows in which the header is looked for


def rows_below(grid: Grid, columns: SheetColumns) -> list[Cells]:
    """The rows below the header; what stands under no header is refused with it.

    Raises:
        ContentSheetRefused: no header was found, or a column is unknown, missing or there twice.
    """
    filled = [(number, row) for number, row in grid if any(map(clean, row))]
    known = [
        sum(columns.key_of(clean(cell)) is not None for cell in row) for _, row in filled[:SEARCHED]
    ]
    if not known or max(known) < 2:
        raise ContentSheetRefused([SheetProblem(0, "", no_header(columns.required))])
    at = known.index(max(known))
    number, header = filled[at]
    keys = [columns.key_of(clean(cell)) for cell in header]
    problems = [
        SheetProblem(number, "", unknown_column(cell))
        for cell, key in zip(header, keys, strict=True)
        if clean(cell) and key is None
    ]
    problems += [SheetProblem(number, key, MISSING) for key in columns.required if key not in keys]
    problems += [
        SheetProblem(number, key, TWICE)
        for key in dict.fromkeys(keys)
        if key and keys.count(key) > 1
    ]
    if problems:
        raise ContentSheetRefused(problems)
    return [
        Cells(row, {key: cell for key, cell in zip(keys, cells, strict=False) if key})
        for row, cells in filled[at + 1 :]
    ]
