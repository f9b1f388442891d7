"""A programme's sheet read by the child process that is held short, like a cohort's."""

from dataclasses import asdict

import orjson

from lifecycle.cohort_file import LARGEST
from lifecycle.cohort_problems import FILE, CohortFileRefused, Problem, problem
from lifecycle.content import Content
from lifecycle.content_problems import ContentSheetRefused, SheetProblem
from lifecycle.content_sheet import read_content
from lifecycle.language import Phrase
from lifecycle.sheet_child import asked


def content_in_child(content: bytes, filename: str) -> Content:
    """The programme of a sheet, as `read_content` gives it.

    Raises:
        CohortFileRefused: the file cannot be read, or takes more memory or time than a sheet may.
        ContentSheetRefused: with every problem of the sheet.
    """
    if len(content) > LARGEST:  # not even handed over
        return read_content(content, filename)
    answer = asked("content", filename, content)
    if answer is None:
        raise CohortFileRefused([problem("file_too_hard", FILE, value=filename)], filename)
    told = orjson.loads(answer)
    if "problems" in told:
        raise CohortFileRefused([Problem(**one) for one in told["problems"]], filename)
    if "wrong" in told:
        wrong = [SheetProblem(row, key, Phrase(**phrase)) for row, key, phrase in told["wrong"]]
        raise ContentSheetRefused(wrong)
    return Content.model_validate(told["content"])


def answer_of(content: bytes, filename: str) -> bytes:
    """What the child answers: the programme, or the problems."""
    try:
        return orjson.dumps({"content": read_content(content, filename).written()})
    except CohortFileRefused as refused:
        return orjson.dumps({"problems": [asdict(one) for one in refused.problems]})
    except ContentSheetRefused as refused:
        told = [(one.row, one.column, asdict(one.phrase)) for one in refused.problems]
        return orjson.dumps({"wrong": told})
