"""The workbook of a programme, to be filled in or filled: one row a part, with lists to choose."""

from collections.abc import Iterator
from typing import Any

from lifecycle.content import Content, Indicator, Project
from lifecycle.content_columns import COLUMNS
from lifecycle.content_words import PARTNER_NAMES, PRINCIPLE_NAMES
from lifecycle.written_book import written_book
from models.words import PartnerKind

Row = dict[str, Any]


def workbook_of(content: Content, language: str = "ar") -> bytes:
    """A programme as the sheet that `read_content` reads; an empty one gives the blank sheet.

    Args:
        content: the programme.
        language: of the headers and of the words to choose from: ar or fr.
    """
    title = "البرنامج" if language == "ar" else "Programme"
    choices = {"principle": PRINCIPLE_NAMES.values()}
    return written_book(title, COLUMNS, rows_of(content, language), choices, language)


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
