"""The form of one project's progress: what was typed, read into a report or into problems."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lifecycle.content import Activity, Indicator, Project
from lifecycle.content_cells import Cells
from lifecycle.language import Phrase
from lifecycle.progress import ActivityProgress, Measure, Progress, is_link
from models.words import ProgressStatus
from portal.answer_form import DATE_PARTS, date_text
from portal.followed_form_words import told_word

WITH_REASON = (ProgressStatus.DELAYED, ProgressStatus.DROPPED)
LONGEST = 1000
Typed = dict[str, Any]


class ProjectForm:
    """What was typed for one project. `problems` are by the id of their box."""

    def __init__(self, project: Project, form: Mapping[str, Any], today: date) -> None:
        self._project, self._form, self._today = project, form, today
        self.problems: dict[str, Phrase] = {}

    def progress(self) -> Progress:
        """The report; what is wrong with it stands in `problems`."""
        activities = [self._activity(one) for one in self._project.activities]
        measures = [
            self._measure(place, one) for place, one in enumerate(self._project.indicators, 1)
        ]
        return Progress(
            activities=tuple(one for one in activities if one),
            measures=tuple(one for one in measures if one),
        )

    def _activity(self, one: Activity) -> ActivityProgress | None:
        code, status = one.code, self._text(f"status-{one.code}")
        reason, link = self._text(f"reason-{code}"), self._text(f"evidence-{code}")
        if status not in set(ProgressStatus):
            return None
        if status in WITH_REASON and not reason:
            self.problems[f"reason-{code}"] = told_word("why_missing", name=code)
        if link and not is_link(link):
            self.problems[f"evidence-{code}"] = told_word("no_link", name=code)
            link = ""
        return ActivityProgress(
            code=code,
            status=ProgressStatus(status),
            reason=reason,
            next_step=self._text(f"next-{code}"),
            evidence=link,
        )

    def _measure(self, place: int, one: Indicator) -> Measure | None:
        typed = self._text(f"value-{place}")
        if not typed:
            return None
        cells = Cells(0, {"value": typed})
        value, on = cells.amount("value"), self._date(f"on-{place}")
        if value is None:
            self.problems[f"value-{place}"] = told_word("no_number", name=one.name_fr)
        if on is None or on > self._today:
            self.problems[f"on-{place}-day"] = told_word("no_date", name=one.name_fr)
        if value is None or on is None:
            return None
        return Measure(code=self._project.code, place=place, value=value, on=on)

    def _date(self, name: str) -> date | None:
        try:
            return date.fromisoformat(
                date_text(tuple(self._text(f"{name}-{part}") for part in DATE_PARTS))
            )
        except ValueError:
            return None

    def _text(self, name: str) -> str:
        value = self._form.get(name, "")
        return value.replace("\0", "").strip()[:LONGEST] if isinstance(value, str) else ""


def typed_of(project: Project, known: Progress) -> Typed:
    """What stands in the boxes before anything is typed: what was reported last."""
    told, typed = known.by_code(), Typed()
    for activity in project.activities:
        if one := told.get(activity.code):
            typed |= {
                f"status-{one.code}": one.status.value, f"reason-{one.code}": one.reason,
                f"next-{one.code}": one.next_step, f"evidence-{one.code}": one.evidence,
            }  # fmt: skip
    for measure in known.measures:
        if measure.code == project.code:
            typed[f"value-{measure.place}"] = f"{measure.value:f}"
            parts = (measure.on.day, measure.on.month, measure.on.year)
            for part, number in zip(DATE_PARTS, parts, strict=True):
                typed[f"on-{measure.place}-{part}"] = str(number)
    return typed
