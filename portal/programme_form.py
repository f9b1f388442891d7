"""The form of one project of a programme, read by the very rules of the sheet.

What is typed becomes rows of the sheet among those of the other parts, so that a form and a sheet
can never disagree about what is right.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lifecycle.content import Axis, Content, Project
from lifecycle.content_columns import CONTENT
from lifecycle.content_problems import ContentSheetRefused
from lifecycle.content_sheet import content_of
from lifecycle.content_template import rows_of
from models.words import Language

OF_PROJECT = (
    "title_ar", "title_fr", "principle", "unit", "budget", "funding", "partners", "starts_on",
    "ends_on", "ideas",
)  # fmt: skip
OF_INDICATOR = (
    "indicator_ar", "indicator_fr", "indicator_unit", "baseline", "target", "target_on",
)  # fmt: skip
OF_ACTIVITY = ("title_ar", "title_fr", "starts_on", "ends_on")
MORE_ACTIVITIES, MORE_INDICATORS = 3, 1  # empty rows that a form offers besides
LONGEST = 2000
Row = dict[str, str]
Typed = dict[str, str]


class ProjectRefused(ValueError):
    """What was typed is not right. `problems` are sentences by the id of their box, '' for all."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = dict(problems)


def typed_of(content: Content, code: str, language: Language) -> Typed:
    """What stands in the boxes of a project's form before anything is typed."""
    typed: Typed = {}
    activities = indicators = 0
    for row in rows_of(content, language.value):
        if row["code"] == code:
            names = OF_INDICATOR if "title_ar" not in row else (*OF_PROJECT, *OF_INDICATOR)
            at = f"-{indicators}"
            for name in names:
                value = _said(row.get(name))
                typed[name + (at if name in OF_INDICATOR else "")] = value
            indicators += 1
        elif row["code"].startswith(f"{code}."):
            typed |= {f"{name}-a{activities}": _said(row.get(name)) for name in OF_ACTIVITY}
            activities += 1
    return typed


def rows_offered(project: Project | None) -> tuple[int, int]:
    """How many activities and indicators a form has room for."""
    activities = len(project.activities) if project else 0
    indicators = len(project.indicators) if project else 0
    return activities + MORE_ACTIVITIES, indicators + MORE_INDICATORS


def with_project(
    content: Content, code: str, form: Mapping[str, Any], language: Language
) -> Content:
    """The content with one project as it was typed: another one, or one more.

    Args:
        content: as it stands.
        code: of the project; that of a new one follows the last of its axis.
        form: what was typed; `axis_ar` and `axis_fr` name the axis when it is new.
        language: of the sentences.

    Raises:
        ProjectRefused: with every problem, by its box.
    """
    rows = [*_placed(content, code, [*_typed_rows(code, form)], form, language)]
    header = [column.key for column in CONTENT.columns]
    grid = [[row.get(key, "") for key in header] for row, _ in rows]
    boxes = {number: prefix for number, (_, prefix) in enumerate(rows, start=2)}
    try:
        return content_of([(1, header), *enumerate(grid, start=2)])
    except ContentSheetRefused as refused:
        problems: dict[str, str] = {}
        for one in refused.problems:
            box = _box(boxes.get(one.row), one.column)
            problems.setdefault(box, one.phrase.said_in(language.value))
        raise ProjectRefused(problems) from refused


def without_project(content: Content, code: str) -> Content:
    """The content without a project; an axis that is left empty goes with it, codes follow."""
    axes: list[Axis] = []
    for axis in content.axes:
        kept = [one for one in axis.projects if one.code != code]
        if kept:
            number = str(len(axes) + 1)
            projects = [_renumbered(one, f"{number}.{at}") for at, one in enumerate(kept, 1)]
            axes.append(axis.model_copy(update={"code": number, "projects": tuple(projects)}))
    return Content(axes=tuple(axes))


def next_code(content: Content, axis: str) -> str:
    """The code that a new project of an axis gets; that of a new axis is one more."""
    known = {one.code: len(one.projects) for one in content.axes}
    if axis in known:
        return f"{axis}.{known[axis] + 1}"
    return f"{len(known) + 1}.1"


def _placed(
    content: Content, code: str, typed: list[tuple[Row, str]], form: Mapping[str, Any],
    language: Language,
) -> Iterator[tuple[Row, str]]:  # fmt: skip
    """Every row of the sheet, the typed ones in their place; each with the boxes it came from."""
    axis, placed = code.partition(".")[0], False
    for row in rows_of(content, language.value):
        told = {key: _said(value) for key, value in row.items()}
        mine = row["code"] == code or row["code"].startswith(f"{code}.")
        past = row["code"].partition(".")[0] != axis and int(row["code"].partition(".")[0]) > int(
            axis
        )
        if not placed and (mine or past):
            placed = True
            yield from typed
        if not mine:
            yield told, ""
    if not placed:
        if axis not in {one.code for one in content.axes}:
            names = {f"title_{lang}": _text(form, f"axis_{lang}") for lang in ("ar", "fr")}
            yield {"code": axis} | names, "axis"
        yield from typed


def _typed_rows(code: str, form: Mapping[str, Any]) -> Iterator[tuple[Row, str]]:
    project = {name: _text(form, name) for name in OF_PROJECT}
    indicators = [(row, f"-{at}") for at, row in _filled(form, OF_INDICATOR, "-")]
    first, *others = indicators or [({}, "-0")]
    yield {"code": code} | project | first[0], f"project{first[1]}"
    for row, place in others:
        yield {"code": code} | row, f"indicator{place}"
    for number, (at, row) in enumerate(_filled(form, OF_ACTIVITY, "-a"), start=1):
        yield {"code": f"{code}.{number}"} | row, f"-a{at}"


def _filled(
    form: Mapping[str, Any], names: tuple[str, ...], mark: str
) -> Iterator[tuple[int, Row]]:
    """The rows of a form in which something was typed, with their place."""
    for at in range(64):
        row = {name: _text(form, f"{name}{mark}{at}") for name in names}
        if any(row.values()):
            yield at, row


def _box(prefix: str | None, column: str) -> str:
    """The id of the box that a problem is about."""
    if not prefix or not column:
        return ""
    if prefix == "axis":
        return column.replace("title", "axis")
    if prefix.startswith(("project", "indicator")):
        at = "-" + prefix.partition("-")[2]
        return column + (at if column in OF_INDICATOR else "")
    return column + prefix


def _renumbered(one: Project, code: str) -> Project:
    parts = tuple(
        part.model_copy(update={"code": f"{code}.{at}"})
        for at, part in enumerate(one.activities, 1)
    )
    return one.model_copy(update={"code": code, "activities": parts})


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name, "")
    return value.replace("\0", "").strip()[: LONGEST + 1] if isinstance(value, str) else ""
