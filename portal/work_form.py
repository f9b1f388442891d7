"""The form of a decision: the questions that it asks, and what was put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lifecycle.evidence_check import read_evidence
from lifecycle.language import Phrase
from lifecycle.published_reasons import reason_choices
from lifecycle.successor_checks import PASSED_ON, detail_problems
from models.words import Language
from portal.answer_form import DATE_PARTS, date_text, posted_values, told_answers
from portal.work_acts import NAME_SUCCESSOR
from portal.work_plan_words import WORDS
from portal.work_subject import Subject

LANGUAGES = ((Language.ARABIC, "arabic"), (Language.FRENCH, "french"), (Language.BOTH, "both"))
LONGEST = 1000  # characters of a reason, as in the record of a plan


@dataclass(slots=True)
class WorkForm:
    """What was put into the boxes, so that none is lost; what it means; what is wrong with it.

    `fields` is the evidence. `problems` are by the name of the box; "" is of the whole form.
    """

    values: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    problems: dict[str, Phrase] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was put into a box of text."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""


def asked_of(subject: Subject) -> tuple[str, ...]:
    """The names of the boxes of a decision, its evidence apart."""
    act = subject.act
    if act is NAME_SUCCESSOR:
        return ("role", "name", "email", "language")
    wanted = {
        "due_on": act.due_on,
        "reason": act.reason,
        "published": bool(published_choices(subject)),
    }
    return tuple(name for name, is_asked in wanted.items() if is_asked)


def blank_form(subject: Subject, said: Mapping[str, Any]) -> WorkForm:
    """A form before anything was put into it: the deadline that was asked for stands in it."""
    until = subject.step.asked_until if subject.step else None
    parts = (str(until.day), str(until.month), str(until.year)) if until else ("", "", "")
    role = str(said.get("role", ""))
    return WorkForm({"due_on": parts, "role": role if role in PASSED_ON else PASSED_ON[0].value})


def read_work_form(subject: Subject, form: Mapping[str, Any], today: date) -> WorkForm:
    """What was posted; the door looks at the rest."""
    asked = asked_of(subject)
    read = WorkForm({name: _text(form, name) for name in asked if name != "due_on"})
    if "due_on" in asked:
        _read_due(read, form)
    if "reason" in asked and not read.text("reason"):
        read.problems["reason"] = WORDS["need_reason"]
    if read.text("published") not in ("", *dict(published_choices(subject))):
        read.problems["published"] = WORDS["need_published"]
    if subject.act is NAME_SUCCESSOR:
        _check_successor(read)
    if subject.act.evidence and subject.rule:
        read.values |= posted_values(subject.rule, form)
        told = told_answers(subject.rule, form)
        read.fields, problems = read_evidence(subject.rule, told, today)
        read.problems |= problems
    return read


def published_choices(subject: Subject) -> list[tuple[str, Phrase]]:
    """The reasons that may be published of a decision: (value, phrase)."""
    return reason_choices(subject.act.trigger, subject.step.key if subject.step else None)


def _read_due(read: WorkForm, form: Mapping[str, Any]) -> None:
    parts = tuple(_text(form, f"due_on-{part}") for part in DATE_PARTS)
    read.values["due_on"] = parts
    try:
        read.due_on = date.fromisoformat(date_text(parts))
    except ValueError:
        read.problems["due_on"] = WORDS["need_date"]


def _check_successor(read: WorkForm) -> None:
    read.problems |= detail_problems(read.text("name"), read.text("email"))
    if read.text("role") not in PASSED_ON:
        read.problems["role"] = WORDS["need_choice"]
    if read.text("language") not in set(Language):
        read.problems["language"] = WORDS["need_choice"]


def _text(form: Mapping[str, Any], name: str) -> str:
    """A box of text; a file where a text is asked for is none."""
    value = form.get(name, "")
    return value.strip()[:LONGEST] if isinstance(value, str) else ""
