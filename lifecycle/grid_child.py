"""The cells of a sheet, read by the child process that is held short, like a cohort's."""

from dataclasses import asdict

import orjson

from lifecycle.cohort_file import LARGEST, read_grid
from lifecycle.cohort_problems import FILE, CohortFileRefused, Problem, problem
from lifecycle.cohort_text import Grid
from lifecycle.content_columns import CONTENT, PROGRESS, RATINGS
from lifecycle.sheet_child import asked


def grid_in_child(content: bytes, filename: str) -> Grid:
    """The rows of a sheet with their numbers, as `read_grid` gives them.

    Raises:
        CohortFileRefused: the file cannot be read, or takes more memory or time than a sheet may.
    """
    if len(content) > LARGEST:  # not even handed over
        return read_grid(content, filename, is_known)
    answer = asked("grid", filename, content)
    if answer is None:
        raise CohortFileRefused([problem("file_too_hard", FILE, value=filename)], filename)
    told = orjson.loads(answer)
    if "problems" in told:
        raise CohortFileRefused([Problem(**one) for one in told["problems"]], filename)
    return [(number, cells) for number, cells in told["grid"]]


def is_known(header: str) -> str | None:
    """Whether a header is one of a programme's sheets: by it the separator of a text is found."""
    return next(filter(None, (kind.key_of(header) for kind in (CONTENT, PROGRESS, RATINGS))), None)


def answer_of(content: bytes, filename: str) -> bytes:
    """What the child answers: the rows, or the problems."""
    try:
        return orjson.dumps({"grid": [*read_grid(content, filename, is_known)]})
    except CohortFileRefused as refused:
        return orjson.dumps({"problems": [asdict(one) for one in refused.problems]})
