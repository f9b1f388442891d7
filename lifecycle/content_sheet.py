"""A programme's sheet, from its cells to its content: one row a part, in the order of the codes.

A row with the code of a project and no title adds another indicator to it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from lifecycle.cohort_file import read_grid
from lifecycle.cohort_text import Grid
from lifecycle.content import LONGEST_TITLE, Activity, Axis, Content, Indicator, Project
from lifecycle.content_cells import Cells
from lifecycle.content_check import content_problems, twice
from lifecycle.content_columns import CONTENT
from lifecycle.content_problems import (
    NO_CODE,
    NO_INDICATOR_NAME,
    NO_PARENT,
    NOT_HERE,
    ContentSheetRefused,
    SheetProblem,
)
from lifecycle.sheet_rows import rows_below

OF_INDICATOR = ("indicator_ar", "indicator_fr", "indicator_unit", "baseline", "target", "target_on")
OF_PROJECT = ("principle", "unit", "budget", "funding", "partners", "ideas", *OF_INDICATOR)


def read_content(content: bytes, filename: str) -> Content:
    """The programme that a sheet holds.

    Raises:
        CohortFileRefused: the file is no workbook or text that can be read.
        ContentSheetRefused: with every problem of the sheet.
    """
    return content_of(read_grid(content, filename, CONTENT.key_of))


def content_of(grid: Grid) -> Content:
    """The programme of the cells of a sheet.

    Args:
        grid: rows with their numbers as the spreadsheet shows them.

    Raises:
        ContentSheetRefused: with every problem of the sheet.
    """
    rows = rows_below(grid, CONTENT)
    programme = _Programme()
    for cells in rows:
        programme.take(cells)
    problems = [problem for cells in rows for problem in cells.problems]
    made = programme.content()
    for code, phrase in content_problems(made).items() if not problems else ():
        problems.append(SheetProblem(programme.row_of.get(code, 0), "", phrase))
    if problems:
        raise ContentSheetRefused(sorted(problems, key=lambda one: one.row))
    return made


class _Programme:
    """The parts as rows bring them."""

    def __init__(self) -> None:
        self._axes: dict[str, dict[str, Any]] = {}
        self._projects: dict[str, dict[str, Any]] = {}
        self._activities: dict[str, dict[str, Any]] = {}
        self.row_of: dict[str, int] = {}

    def take(self, cells: Cells) -> None:
        """One row: an axis, a project, an activity, or one more indicator of a project."""
        code = cells.code()
        if code is None:
            if not cells["code"]:
                cells.say("code", NO_CODE)
            return
        if code in self._projects and not cells.any_of("title_ar", "title_fr"):
            self._projects[code]["indicators"].append(_indicator(cells))
            return
        depth = code.count(".")
        above = (None, self._axes, self._projects)[depth]
        if above is not None and code.rpartition(".")[0] not in above:
            cells.say("code", NO_PARENT)
        self.row_of.setdefault(code, cells.row)
        part = {"code": code} | {key: cells.required(key) for key in ("title_ar", "title_fr")}
        (self._axis, self._project, self._activity)[depth](code, part, cells)

    def _axis(self, code: str, part: dict[str, Any], cells: Cells) -> None:
        _empty(cells, (*OF_PROJECT, "starts_on", "ends_on"))
        _put(self._axes, code, part, cells)

    def _project(self, code: str, part: dict[str, Any], cells: Cells) -> None:
        ideas = cells.least("ideas", whole=True)
        part |= {
            "principle": cells.principle(),
            "unit": cells.words("unit"),
            "budget": cells.least("budget"),
            "funding": cells.words("funding"),
            "partners": cells.partners(),
            "starts_on": cells.day("starts_on"),
            "ends_on": cells.day("ends_on"),
            "ideas": int(ideas or 0),
            "indicators": [_indicator(cells)] if cells.any_of(*OF_INDICATOR) else [],
        }
        _put(self._projects, code, part, cells)

    def _activity(self, code: str, part: dict[str, Any], cells: Cells) -> None:
        _empty(cells, OF_PROJECT)
        part |= {"starts_on": cells.day("starts_on"), "ends_on": cells.day("ends_on")}
        _put(self._activities, code, part, cells)

    def content(self) -> Content:
        """Everything together."""
        axes = []
        for code, axis in self._axes.items():
            projects = []
            for of_axis, project in _inside(self._projects, code):
                told = dict(project)
                told["indicators"] = tuple(filter(None, told["indicators"]))
                inside = [Activity(**one) for _, one in _inside(self._activities, of_axis)]
                projects.append(Project(**told, activities=tuple(inside)))
            axes.append(Axis(**axis, projects=tuple(projects)))
        return Content(axes=tuple(axes))


def _indicator(cells: Cells) -> Indicator | None:
    on, target = cells.day("target_on"), cells.amount("target")
    names = [
        cells.words(key, LONGEST_TITLE)
        for key in ("indicator_ar", "indicator_fr", "indicator_unit")
    ]
    if not all(names) or on is None or target is None:
        cells.say("indicator_ar", NO_INDICATOR_NAME)
        return None
    return Indicator(
        name_ar=names[0], name_fr=names[1], unit=names[2], baseline=cells.amount("baseline"),
        target=target, target_on=on,
    )  # fmt: skip


def _put(parts: dict[str, dict[str, Any]], code: str, part: dict[str, Any], cells: Cells) -> None:
    if code in parts:
        cells.say("code", twice(code))
    parts.setdefault(code, part)


def _inside(parts: dict[str, dict[str, Any]], above: str) -> Iterable[tuple[str, dict[str, Any]]]:
    return ((code, part) for code, part in parts.items() if code.rpartition(".")[0] == above)


def _empty(cells: Cells, keys: Sequence[str]) -> None:
    for key in cells.any_of(*keys):
        cells.say(key, NOT_HERE)
