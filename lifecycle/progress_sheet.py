"""The sheets on which progress is reported and projects are rated, read row by row."""

from collections.abc import Iterator
from typing import Any

from lifecycle.cohort_text import Grid
from lifecycle.content import Content
from lifecycle.content_cells import Cells
from lifecycle.content_columns import PROGRESS, RATINGS
from lifecycle.content_problems import (
    MISSING,
    NO_CODE,
    ContentSheetRefused,
    not_a,
    not_in_programme,
)
from lifecycle.evaluation import Rating
from lifecycle.progress import ActivityProgress, Measure, Progress, is_link
from lifecycle.progress_words import level_of, status_of
from lifecycle.sheet_rows import rows_below


def progress_of_sheet(grid: Grid, content: Content) -> Progress:
    """What a sheet reports: an activity with a status, an indicator with a value; others wait.

    Args:
        grid: the rows with their numbers.
        content: in force, whose codes they are.

    Raises:
        ContentSheetRefused: with every problem of the sheet.
    """
    rows = rows_below(grid, PROGRESS)
    activities = {one.code for one in content.activities()}
    indicators = {(one.code, at) for one in content.projects() for at in _places(one.indicators)}
    told: list[ActivityProgress] = []
    measures: list[Measure] = []
    for cells in rows:
        code = _code(cells)
        if code in activities:
            told.extend(_activity(code, cells))
        elif code and cells["place"]:
            measures.extend(_measure(code, cells, indicators))
        elif code:
            cells.say("code", not_in_programme(code))
    _refuse(rows)
    return Progress(activities=tuple(told), measures=tuple(measures))


def ratings_of_sheet(grid: Grid, content: Content) -> tuple[Rating, ...]:
    """The projects that a sheet rates.

    Raises:
        ContentSheetRefused: with every problem of the sheet.
    """
    rows, told = rows_below(grid, RATINGS), []
    projects = {one.code for one in content.projects()}
    for cells in rows:
        code, level = _code(cells), level_of(cells["level"])
        if code and code not in projects:
            cells.say("code", not_in_programme(code))
        elif code and cells["level"] and level is None:
            cells.say("level", not_a(cells["level"], "درجة إنجاز", "un niveau", "a level"))
        elif code and level:
            told.append(Rating(code=code, level=level, achieved=cells.words("achieved")))
    _refuse(rows)
    return tuple(told)


def _activity(code: str, cells: Cells) -> Iterator[ActivityProgress]:
    if not cells["status"]:
        return
    status, link = status_of(cells["status"]), cells["evidence"]
    if status is None:
        cells.say("status", not_a(cells["status"], "وضعية", "un état", "a status"))
    if link and not is_link(link):
        cells.say("evidence", not_a(link, "رابطا", "un lien", "a link"))
    elif status is not None:
        yield ActivityProgress(
            code=code,
            status=status,
            reason=cells.words("reason"),
            next_step=cells.words("next_step"),
            evidence=link,
        )


def _measure(code: str, cells: Cells, known: set[tuple[str, int]]) -> Iterator[Measure]:
    place = cells.least("place", whole=True)
    if place is not None and (code, int(place)) not in known:
        cells.say("place", not_in_programme(f"{code} / {place}"))
    elif place is not None and cells["value"]:
        value, on = cells.amount("value"), cells.day("on")
        if not cells["on"]:
            cells.say("on", MISSING)
        if value is not None and on is not None:
            yield Measure(code=code, place=int(place), value=value, on=on)


def _code(cells: Cells) -> str:
    if not cells["code"]:
        cells.say("code", NO_CODE)
    return cells.code() or ""


def _places(parts: tuple[Any, ...]) -> range:
    return range(1, len(parts) + 1)


def _refuse(rows: list[Cells]) -> None:
    if problems := [one for cells in rows for one in cells.problems]:
        raise ContentSheetRefused(problems)
