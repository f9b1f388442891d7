"""The sheet of ideas: written with what is known, read back as what becomes of each.

One row an idea: its number, the outcome, the reason or the project; for an idea of the network's
platform also its words. A row without an outcome is not decided yet, and passed over.
"""

import io
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson

from lifecycle.cell_text import writable
from lifecycle.cohort_cells import clean, latin_digits
from lifecycle.cohort_columns import Column
from lifecycle.cohort_file import LARGEST, read_grid
from lifecycle.cohort_problems import FILE, CohortFileRefused, Problem, problem
from lifecycle.cohort_text import Grid
from lifecycle.consultation_words import OUTCOME_NAMES, REJECTED_NAMES, outcome_of, reason_of
from lifecycle.content_problems import (
    MISSING,
    ContentSheetRefused,
    SheetProblem,
    not_a,
    too_long,
    unknown_column,
)
from lifecycle.idea_outcomes import LARGEST_NUMBER, LONGEST_REASON, Decision
from lifecycle.ideas import LONGEST
from lifecycle.language import Phrase
from lifecycle.names import fold
from lifecycle.sheet_child import asked
from models.consultation import Idea
from models.words import IdeaOutcome, RejectedBecause

COLUMNS = (
    Column("number", "الرقم", "Numéro"),
    Column("words", "الفكرة", "Idée"),
    Column("outcome", "المآل", "Suite", ("Décision", "القرار")),
    Column("reason", "السبب", "Motif"),
    Column("project", "رمز المشروع", "Code du projet", ("المشروع", "Projet")),
)
REQUIRED = ("number", "outcome")
_KEYS = {fold(header): column.key for column in COLUMNS for header in column.headers()}
NO_HEADER = Phrase(
    "لم يعثر على سطر العناوين: ينتظر على الأقل عمودا الرقم والمآل.",
    "La ligne d’en-tête est introuvable\u00a0: il faut au moins Numéro et Suite.",
    "No header row was found: at least number and outcome are needed.",
)


def decisions_in_child(content: bytes, filename: str) -> list[Decision]:
    """What a sheet decides, read by a child process that is held short.

    Raises:
        CohortFileRefused: the file cannot be read, or takes more memory or time than a sheet may.
        ContentSheetRefused: with every problem of the sheet.
    """
    if len(content) > LARGEST:  # not even handed over
        return read_decisions(content, filename)
    answer = asked("ideas", filename, content)
    if answer is None:
        raise CohortFileRefused([problem("file_too_hard", FILE, value=filename)], filename)
    told = orjson.loads(answer)
    if "problems" in told:
        raise CohortFileRefused([Problem(**one) for one in told["problems"]], filename)
    if "wrong" in told:
        wrong = [SheetProblem(row, "", Phrase(**phrase)) for row, phrase in told["wrong"]]
        raise ContentSheetRefused(wrong)
    return [_decision(one) for one in told["decisions"]]


def answer_of(content: bytes, filename: str) -> bytes:
    """What the child answers: the decisions, or the problems."""
    try:
        return orjson.dumps({"decisions": [asdict(x) for x in read_decisions(content, filename)]})
    except CohortFileRefused as refused:
        return orjson.dumps({"problems": [asdict(one) for one in refused.problems]})
    except ContentSheetRefused as refused:
        told = [(one.row, asdict(one.phrase)) for one in refused.problems]
        return orjson.dumps({"wrong": told})


def read_decisions(content: bytes, filename: str) -> list[Decision]:
    """What a sheet decides, CSV or XLSX.

    Raises:
        CohortFileRefused: the file is no workbook or text that can be read.
        ContentSheetRefused: with every problem of the sheet.
    """
    return decisions_of(read_grid(content, filename, _key_of))


def decisions_of(grid: Grid) -> list[Decision]:
    """What the cells of a sheet decide.

    Raises:
        ContentSheetRefused: with every problem.
    """
    filled = [(number, [*map(clean, row)]) for number, row in grid if any(map(clean, row))]
    keys = [_key_of(cell) for cell in filled[0][1]] if filled else []
    if not set(REQUIRED) <= set(keys):
        raise ContentSheetRefused([SheetProblem(0, "", NO_HEADER)])
    problems = [
        SheetProblem(filled[0][0], "", unknown_column(cell))
        for cell, key in zip(filled[0][1], keys, strict=True)
        if cell and key is None
    ]
    found = []
    for number, row in filled[1:]:
        cells = {key: cell for key, cell in zip(keys, row, strict=False) if key}
        read = _read(cells)
        if isinstance(read, Phrase):
            problems.append(SheetProblem(number, "", read))
        elif read is not None:
            found.append(read)
    if problems:
        raise ContentSheetRefused(problems)
    return found


def sheet_of(ideas: Sequence[Idea], language: str = "ar") -> bytes:
    """The ideas as a workbook to decide in; what is decided already stands in it.

    Args:
        ideas: of one consultation.
        language: of the headers and words: ar or fr.
    """
    from openpyxl import Workbook  # half a second: only when one is made

    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "الأفكار" if language == "ar" else "Idées"
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.append([one.header_ar if language == "ar" else one.header_fr for one in COLUMNS])
    for idea in ideas:
        told = (idea.words, *_decided(idea, language))
        sheet.append([idea.number, *(writable(one) for one in told)])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):  # a citizen's «=1+1» is never computed
                cell.data_type, cell.quotePrefix = "s", True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _decided(idea: Idea, language: str) -> tuple[str, str, str]:
    if idea.outcome is None:
        return "", "", ""
    because = REJECTED_NAMES[idea.rejected_because] if idea.rejected_because else None
    reason = idea.reason or (because.said_in(language) if because else "")
    return OUTCOME_NAMES[idea.outcome].said_in(language), reason, idea.project or ""


def _read(cells: dict[str, str]) -> Decision | Phrase | None:
    """What one row decides; what is wrong with it; None when it decides nothing."""
    written, said = latin_digits(cells.get("number", "")), cells.get("outcome", "")
    if not said:
        return None
    outcome = outcome_of(said)
    if outcome is None:
        return not_a(said, "مآلا: اعتمدت أو لم تعتمد", "une suite\u00a0: Retenue ou Non retenue",
                     "an outcome: kept or rejected")  # fmt: skip
    if not written:
        return MISSING
    if not written.isascii() or not written.isdigit() or not 0 < int(written) <= LARGEST_NUMBER:
        return not_a(written, "رقم فكرة", "le numéro d’une idée", "the number of an idea")
    words, told = cells.get("words", ""), cells.get("reason", "")
    for text, longest in ((words, LONGEST), (told, LONGEST_REASON)):
        if len(text) > longest:
            return too_long(len(text), longest)
    because, reason = reason_of(told)
    project = latin_digits(cells.get("project", "")).replace(",", ".")
    return Decision(int(written), outcome, project, because, reason, words)


def _decision(told: dict[str, Any]) -> Decision:
    because = told["because"]
    return Decision(
        **told | {
            "outcome": IdeaOutcome(told["outcome"]),
            "because": RejectedBecause(because) if because else None,
        }
    )  # fmt: skip


def _key_of(header: str) -> str | None:
    return _KEYS.get(fold(header)) if header.strip() else None
