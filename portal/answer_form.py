"""The form of a step, made from the evidence that the table asks for, and what was put into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.evidence_check import read_evidence
from lifecycle.language import EvidenceField, FieldType, StepRule, all_said
from lifecycle.pathway_words import CHOICE_NAMES
from models.words import Language
from portal.form_words import HINTS

# Phones with an Arabic keyboard write ٣ or ۳ for 3.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One question. `id` is that of its first box, to which the summary of problems leads.

    `values` are what stands in its boxes: three for a date, one else. `choices` are (value, name).
    """

    key: str
    id: str
    type: str
    label: str
    hint: str
    required: bool
    values: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    problem: str


def form_rows(
    rule: StepRule,
    language: Language,
    values: Mapping[str, Any],
    problems: Mapping[str, str] | None = None,
) -> list[FormRow]:
    """The rows of a step's form, with what was put into them and what is wrong with it.

    Args:
        rule: the step of the table.
        language: of the labels.
        values: what `posted_values` or `filed_values` gives.
        problems: sentences in the same language, by the key of the field.
    """
    return [_row(one, language, values, problems or {}) for one in rule.evidence]


def posted_values(rule: StepRule, form: Mapping[str, Any]) -> dict[str, Any]:
    """What was put into the boxes, as it was: a date as its three parts. Files are left out."""
    values: dict[str, Any] = {}
    for one in rule.evidence:
        if one.type == FieldType.DATE:
            values[one.key] = tuple(_text(form, f"{one.key}-{part}") for part in DATE_PARTS)
        elif one.type != FieldType.FILES:
            values[one.key] = _text(form, one.key)
    return values


def filed_values(rule: StepRule, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was filed before, for a form that corrects it."""
    values: dict[str, Any] = {}
    for one in rule.evidence:
        filed = str(fields.get(one.key, ""))
        is_date = one.type == FieldType.DATE
        values[one.key] = tuple(reversed(filed.split("-"))) if is_date and filed else filed
    return values


def read_answers(
    rule: StepRule, form: Mapping[str, Any], language: Language, today: date
) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that may be filed, and what is wrong with the others, by the key of the field.

    Files are read apart, as they are received.
    """
    fields, problems = read_evidence(rule, told_answers(rule, form), today)
    return fields, all_said(problems, language)


def told_answers(rule: StepRule, form: Mapping[str, Any]) -> dict[str, Any]:
    """What was put into the fields, not checked yet: what is no date or number is left as it is."""
    kinds = {one.key: one.type for one in rule.evidence}
    return {key: _told(kinds[key], value) for key, value in posted_values(rule, form).items()}


def date_text(parts: tuple[str, ...]) -> str:
    """Three boxes as YYYY-MM-DD; '' when all are empty."""
    day, month, year = (part.translate(DIGITS).strip() for part in parts)
    return f"{year}-{month:0>2}-{day:0>2}" if day or month or year else ""


def _told(kind: FieldType, value: Any) -> str:
    """What was put into a field, as `lifecycle.evidence_check` reads it."""
    if kind == FieldType.DATE:
        return date_text(value)
    return "".join(value.translate(DIGITS).split()) if kind == FieldType.COUNT else str(value)


def _row(
    one: EvidenceField,
    language: Language,
    values: Mapping[str, Any],
    problems: Mapping[str, str],
) -> FormRow:
    value = values.get(one.key) or ("", "", "")
    is_date = one.type == FieldType.DATE
    return FormRow(
        key=one.key,
        id=f"{one.key}-day" if is_date else one.key,
        type=one.type.value,
        label=one.label.said_in(language),
        hint=HINTS[one.type].said_in(language) if one.type in HINTS else "",
        required=one.required,
        values=tuple(value) if is_date else (value if isinstance(value, str) else "",),
        choices=_choices(one, language),
        problem=problems.get(one.key, ""),
    )


def _choices(one: EvidenceField, language: Language) -> tuple[tuple[str, str], ...]:
    """Each choice with its name."""
    return tuple((choice, CHOICE_NAMES[choice].said_in(language)) for choice in one.choices)


def _text(form: Mapping[str, Any], name: str) -> str:
    """A box of a form; a file where a text is asked for is none."""
    value = form.get(name, "")
    return value.replace("\0", "").strip()[:2000] if isinstance(value, str) else ""
