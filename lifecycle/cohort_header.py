"""The header row of a cohort's sheet: where it stands, and whether every column is right."""

from collections import Counter
from collections.abc import Collection, Sequence

from lifecycle.cohort_columns import (
    COLUMN_BY_KEY,
    COLUMNS,
    IDENTITY,
    REQUIRED,
    RESULT_HEADERS,
    key_of,
)
from lifecycle.cohort_problems import FILE, HEADER, Problem, problem
from lifecycle.names import close_names, fold

SEARCHED = 10


def header_place(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the header: it may stand under a title, and has the most known headers.

    None when no row has two of them: one known word alone may be the title's.
    """
    known = [sum(key_of(cell) is not None for cell in row) for row in rows[:SEARCHED]]
    return known.index(max(known)) if known and max(known) > 1 else None


def no_header() -> Problem:
    """The problem of a sheet without a header row."""
    expected = {
        "en": ", ".join(REQUIRED),
        "fr": ", ".join(COLUMN_BY_KEY[key].header_fr for key in REQUIRED),
        "ar": "، ".join(COLUMN_BY_KEY[key].header_ar for key in REQUIRED),
    }
    return problem("header_not_found", FILE, expected=expected)


def header_problems(header: Sequence[str], keys: Sequence[str | None]) -> list[Problem]:
    """Every column that is written twice, not known or missing; `keys` are the header's, in order.

    A header that is not known is refused: a misspelt «deputy» would lose the deputies in silence.
    """
    times = Counter(key for key in keys if key)
    problems = [problem("duplicate_column", HEADER, key) for key in times if times[key] > 1]
    for cell, key in zip(header, keys, strict=True):
        if cell and key is None and not is_result(cell):
            near = close_names(cell, [each for column in COLUMNS for each in column.headers()])
            suggestions = ", ".join(near or REQUIRED)
            problems.append(problem("unknown_column", HEADER, value=cell, suggestions=suggestions))
    return problems + missing_columns(times)


def missing_columns(keys: Collection[str]) -> list[Problem]:
    """The columns without which no row can be read; a code stands for name and region."""
    problems = [problem("missing_column", HEADER, key) for key in REQUIRED if key not in keys]
    if not any(key in keys for key in IDENTITY):
        problems.append(problem("missing_identity", HEADER, expected="code"))
    elif "code" not in keys and "region" not in keys:
        problems.append(problem("missing_column", HEADER, "region"))
    return problems


def is_result(header: str) -> bool:
    """Whether this is the column in which the report was handed back: it is not read."""
    return fold(header) in RESULT_HEADERS
