"""The workbook of a programme, to be filled in or filled: one row a part, with lists to choose."""

import io
from collections.abc import Iterator
from typing import Any

from lifecycle.content import Content, Indicator, Project
from lifecycle.content_columns import COLUMNS
from lifecycle.content_words import PARTNER_NAMES, PRINCIPLE_NAMES
from models.words import PartnerKind

Row = dict[str, Any]


def workbook_of(content: Content, language: str = "ar") -> bytes:
    """A programme as the sheet that `read_content` reads; an empty one gives the blank sheet.

    Args:
        content: the programme.
        language: of the headers and of the words to choose from: ar or fr.
    """
    from openpyxl import Workbook  # half a second: only when one is made

    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "البرنامج" if language == "ar" else "Programme"
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.append([one.header_ar if language == "ar" else one.header_fr for one in COLUMNS])
    sheet.freeze_panes = "B2"
    for row in rows_of(content, language):
        sheet.append([row.get(column.key) for column in COLUMNS])
    _text_only(sheet)
    _choices(sheet, language)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def rows_of(content: Content, language: str) -> Iterator[Row]:
    """The rows of a programme, by the keys of the columns."""
    for axis in content.axes:
        yield {"code": axis.code, "title_ar": axis.title_ar, "title_fr": axis.title_fr}
        for project in axis.projects:
            first = project.indicators[0] if project.indicators else None
            yield _project(project, language) | _indicator(first)
            for indicator in project.indicators[1:]:
                yield {"code": project.code} | _indicator(indicator)
            for one in project.activities:
                yield {
                    "code": one.code, "title_ar": one.title_ar, "title_fr": one.title_fr,
                    "starts_on": one.starts_on, "ends_on": one.ends_on,
                }  # fmt: skip


def _project(project: Project, language: str) -> Row:
    return {
        "code": project.code,
        "title_ar": project.title_ar,
        "title_fr": project.title_fr,
        "principle": PRINCIPLE_NAMES[project.principle].said_in(language),
        "unit": project.unit,
        "budget": project.budget,
        "funding": project.funding,
        "partners": _partners(project, language),
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "ideas": project.ideas or None,
    }


def _partners(project: Project, language: str) -> str:
    told = []
    for one in project.partners:
        kind = PARTNER_NAMES[one.kind].said_in(language)
        told.append(one.name if one.kind == PartnerKind.PUBLIC else f"{one.name} ({kind})")
    return "; ".join(told)


def _indicator(one: Indicator | None) -> Row:
    if one is None:
        return {}
    return {
        "indicator_ar": one.name_ar,
        "indicator_fr": one.name_fr,
        "indicator_unit": one.unit,
        "baseline": one.baseline,
        "target": one.target,
        "target_on": one.target_on,
    }


def _text_only(sheet: Any) -> None:
    """A code is text, or Excel makes a number of 1.1; no title is ever computed."""
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.quotePrefix = True
    for number in range(2, 400):
        sheet.cell(number, 1).number_format = "@"


def _choices(sheet: Any, language: str) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    names = ",".join(name.said_in(language) for name in PRINCIPLE_NAMES.values())
    choice = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True)
    sheet.add_data_validation(choice)
    at = [column.key for column in COLUMNS].index("principle") + 1
    letter = get_column_letter(at)
    choice.add(f"{letter}2:{letter}399")
