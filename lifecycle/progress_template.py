"""The workbooks of a round and of an evaluation, with what is known already filled in."""

from collections.abc import Iterator
from typing import Any

from lifecycle.content import Content, Part
from lifecycle.content_columns import PROGRESS, RATINGS
from lifecycle.evaluation import Evaluation
from lifecycle.progress import Progress
from lifecycle.progress_words import LEVEL_NAMES, STATUS_NAMES
from lifecycle.written_book import written_book

Row = dict[str, Any]


def progress_book(content: Content, known: Progress, language: str) -> bytes:
    """The sheet of a round: every activity and indicator of the content in force.

    Args:
        content: in force.
        known: what was reported last, in this round or the one before.
        language: ar or fr.
    """
    title = "التتبع المشترك" if language == "ar" else "Co-suivi"
    rows = _progress_rows(content, known, language)
    return written_book(title, PROGRESS.columns, rows, {"status": STATUS_NAMES.values()}, language)


def ratings_book(content: Content, known: Evaluation | None, language: str) -> bytes:
    """The sheet of an evaluation: every project, and its level when it was rated."""
    title = "التقييم المشترك" if language == "ar" else "Co-évaluation"
    told = known.by_code() if known else {}
    rows = []
    for project in content.projects():
        row = _titled(project)
        if rating := told.get(project.code):
            row |= {
                "level": LEVEL_NAMES[rating.level].said_in(language),
                "achieved": rating.achieved,
            }
        rows.append(row)
    return written_book(title, RATINGS.columns, rows, {"level": LEVEL_NAMES.values()}, language)


def _progress_rows(content: Content, known: Progress, language: str) -> Iterator[Row]:
    told = known.by_code()
    values = {(one.code, one.place): one for one in known.measures}
    for project in content.projects():
        for place, indicator in enumerate(project.indicators, start=1):
            name = indicator.name_ar if language == "ar" else indicator.name_fr
            measure = values.get((project.code, place))
            value = {"value": measure.value, "on": measure.on} if measure else {}
            yield _titled(project) | {"place": place, "indicator": name} | value
        for activity in project.activities:
            row = _titled(activity)
            if one := told.get(activity.code):
                row |= {
                    "status": STATUS_NAMES[one.status].said_in(language),
                    "reason": one.reason,
                    "next_step": one.next_step,
                    "evidence": one.evidence,
                }
            yield row


def _titled(part: Part) -> Row:
    return {"code": part.code, "title_ar": part.title_ar, "title_fr": part.title_fr}
