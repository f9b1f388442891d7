"""The questions of a decision as rows of a form, and the summary of what is wrong with them."""

from lifecycle.language import FieldType, all_said
from lifecycle.pathway_words import ROLE_NAMES
from lifecycle.successor_checks import PASSED_ON
from models.words import Language
from portal.answer_form import FormRow, form_rows
from portal.work_form import LANGUAGES, WorkForm, asked_of, published_choices
from portal.work_plan_words import WORDS
from portal.work_subject import Subject

TYPES = {"due_on": "date", "reason": "long", "published": "select", "role": "select",
         "language": "choice", "email": "email"}  # fmt: skip


def rows_of(subject: Subject, form: WorkForm, language: Language) -> list[FormRow]:
    """The questions of a decision with what was put into them, and what is wrong."""
    rows = []
    if subject.act.evidence and subject.rule:
        wrong = all_said(form.problems, language)
        every = form_rows(subject.rule, language, form.values, wrong)
        rows = [row for row in every if row.type != FieldType.FILES]
    return [*rows, *(_row(name, subject, form, language) for name in asked_of(subject))]


def summary(rows: list[FormRow], form: WorkForm, language: Language) -> list[tuple[str, str]]:
    """What is wrong, in the order of the boxes: (the box that it is about or '', sentence)."""
    found = [(row.id, row.problem) for row in rows if row.problem]
    named = {row.key for row in rows}
    rest = [said.said_in(language) for name, said in form.problems.items() if name not in named]
    return [*(("", said) for said in rest), *found]


def _row(name: str, subject: Subject, form: WorkForm, language: Language) -> FormRow:
    wrong = form.problems.get(name)
    value = form.values.get(name, "")
    return FormRow(
        key=name,
        id=f"{name}-day" if name == "due_on" else name,
        type=TYPES.get(name, "text"),
        label=WORDS[name].said_in(language),
        hint="",
        required=name != "published",
        values=value if isinstance(value, tuple) else (value,),
        choices=_choices(name, subject, language),
        problem=wrong.said_in(language) if wrong else "",
    )


def _choices(name: str, subject: Subject, language: Language) -> tuple[tuple[str, str], ...]:
    if name == "published":
        none = ("", WORDS["publish_none"].said_in(language))
        return (none, *((key, said.said_in(language)) for key, said in published_choices(subject)))
    if name == "role":
        return tuple((role.value, ROLE_NAMES[role].said_in(language)) for role in PASSED_ON)
    if name == "language":
        return tuple((one.value, WORDS[word].said_in(language)) for one, word in LANGUAGES)
    return ()
