"""The form of a decision: the questions that it asks, and what was put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lifecycle.evidence_check import read_evidence
from lifecycle.language import FieldType, Phrase
from lifecycle.pathway_words import ROLE_NAMES
from lifecycle.published_reasons import reason_choices
from lifecycle.successor_checks import PASSED_ON, detail_problems
from models.words import Language
from portal.answer_form import (
    DATE_PARTS,
    FormRow,
    date_text,
    form_rows,
    posted_values,
    told_answers,
)
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
    wanted = {"due_on": act.due_on, "reason": act.reason, "published": bool(_published(subject))}
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
    if read.text("published") not in ("", *dict(_published(subject))):
        read.problems["published"] = WORDS["need_published"]
    if subject.act is NAME_SUCCESSOR:
        _check_successor(read)
    if subject.act.evidence and subject.rule:
        read.values |= posted_values(subject.rule, form)
        told = told_answers(subject.rule, form)
        read.fields, problems = read_evidence(subject.rule, told, today)
        read.problems |= problems
    return read


def rows_of(subject: Subject, form: WorkForm, language: Language) -> list[FormRow]:
    """The questions of a decision with what was put into them, and what is wrong."""
    rows = []
    if subject.act.evidence and subject.rule:
        wrong = {key: said.said_in(language) for key, said in form.problems.items()}
        every = form_rows(subject.rule, language, form.values, wrong)
        rows = [row for row in every if row.type != FieldType.FILES]
    return [*rows, *(_row(name, subject, form, language) for name in asked_of(subject))]


def summary(rows: list[FormRow], form: WorkForm, language: Language) -> list[tuple[str, str]]:
    """What is wrong, in the order of the boxes: (the box that it is about or '', sentence)."""
    found = [(row.id, row.problem) for row in rows if row.problem]
    named = {row.key for row in rows}
    rest = [said.said_in(language) for name, said in form.problems.items() if name not in named]
    return [*(("", said) for said in rest), *found]


def _published(subject: Subject) -> list[tuple[str, Phrase]]:
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


def _row(name: str, subject: Subject, form: WorkForm, language: Language) -> FormRow:
    wrong = form.problems.get(name)
    value = form.values.get(name, "")
    return FormRow(
        key=name,
        id=f"{name}-day" if name == "due_on" else name,
        type={
            "due_on": "date", "reason": "long", "published": "select", "role": "select",
            "language": "choice", "email": "email",
        }.get(name, "text"),
        label=WORDS[name].said_in(language),
        hint="",
        required=name != "published",
        values=value if isinstance(value, tuple) else (value,),
        choices=_choices(name, subject, language),
        problem=wrong.said_in(language) if wrong else "",
    )  # fmt: skip


def _choices(name: str, subject: Subject, language: Language) -> tuple[tuple[str, str], ...]:
    if name == "published":
        none = ("", WORDS["publish_none"].said_in(language))
        return (none, *((key, said.said_in(language)) for key, said in _published(subject)))
    if name == "role":
        return tuple((role.value, ROLE_NAMES[role].said_in(language)) for role in PASSED_ON)
    if name == "language":
        return tuple((one.value, WORDS[word].said_in(language)) for one, word in LANGUAGES)
    return ()


def _text(form: Mapping[str, Any], name: str) -> str:
    """A box of text; a file where a text is asked for is none."""
    value = form.get(name, "")
    return value.strip()[:LONGEST] if isinstance(value, str) else ""
