"""Whether the fields filed for a step are what the table asks for."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lifecycle.errors import Refused
from lifecycle.language import EvidenceField, FieldType, Phrase, StepRule

SHA256 = re.compile(r"[0-9a-f]{64}")
MOST_FILES = 3
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DONE_DATES = ("held_on", "done_on", "window_closed_on")


def check_evidence(
    rule: StepRule, fields: Mapping[str, Any], today: date, *, complete: bool = True
) -> dict[str, Any]:
    """The fields as they are kept: dates as ISO text, counts as integers.

    `complete` is False for a replayed act with a dated source: it holds what the source states, and
    nothing is made up to fill the form.

    Raises:
        Refused: every problem at once: a field missing, unknown, of the wrong type, in the future.
    """
    kept, problems = read_evidence(rule, fields, today, complete=complete)
    if problems:
        raise Refused(
            Phrase(
                "؛ ".join(p.ar for p in problems.values()),
                "\u00a0; ".join(p.fr for p in problems.values()),
                "; ".join(p.en for p in problems.values()),
            )
        )
    return kept


def read_evidence(
    rule: StepRule, fields: Mapping[str, Any], today: date, *, complete: bool = True
) -> tuple[dict[str, Any], dict[str, Phrase]]:
    """The fields as they are kept, and what is wrong with the others, by the key of the field."""
    known = {field.key: field for field in rule.evidence}
    problems = {key: _unknown(key, known) for key in fields if key not in known}
    kept: dict[str, Any] = {}
    for field in rule.evidence:
        value = fields.get(field.key)
        if value is None or value == [] or not str(value).strip():
            if field.required and complete:
                problems[field.key] = _problem(field, "حقل مطلوب", "à remplir", "is missing")
            continue
        read = _read(field, value, today)
        if isinstance(read, Phrase):
            problems[field.key] = read
        else:
            kept[field.key] = read
    return kept, problems


def done_on(fields: Mapping[str, Any], otherwise: date) -> date:
    """The day on which a step was done, from the date its evidence gives."""
    given = next((fields[key] for key in DONE_DATES if key in fields), None)
    return date.fromisoformat(given) if given else otherwise


def _read(field: EvidenceField, value: Any, today: date) -> Any:
    """The value as it is kept, or the problem with it."""
    if field.type == FieldType.DATE:
        return _read_date(field, value, today)
    if field.type == FieldType.COUNT:
        text = str(value)
        if text.isascii() and text.isdigit() and int(text) < 10**7:
            return int(text)
        return _problem(field, "ليس عددا", "n’est pas un nombre", "is not a whole number")
    if field.type == FieldType.FILES:
        return _read_files(field, value)
    text = str(value).strip()
    if field.type == FieldType.LINK and not text.startswith(("https://", "http://")):
        return _problem(
            field,
            "يجب أن يبدأ بـ https://",
            "doit commencer par https://",
            "must start with https://",
        )
    if field.type == FieldType.CHOICE and text not in field.choices:
        among = ", ".join(field.choices)
        return _problem(
            field, f"من بين: {among}", f"parmi\u00a0: {among}", f"must be one of: {among}"
        )
    if len(text) > 1000:
        return _problem(field, "طويل جدا", "est trop long", "is longer than 1,000 letters")
    return text


def _read_files(field: EvidenceField, value: Any) -> Any:
    """The SHA-256 of each document, which was stored before the step is reported."""
    if not isinstance(value, (list, tuple)) or not all(SHA256.fullmatch(str(v)) for v in value):
        return _problem(
            field, "ليست بصمات SHA-256", "ne sont pas des empreintes SHA-256", "are no SHA-256"
        )
    if len(value) > MOST_FILES:
        return _problem(
            field,
            f"أكثر من {MOST_FILES} وثائق",
            f"plus de {MOST_FILES} documents",
            f"are more than {MOST_FILES}",
        )
    return list(dict.fromkeys(str(v) for v in value))


def _read_date(field: EvidenceField, value: Any, today: date) -> Any:
    text = str(value)[:10] if isinstance(value, datetime) else str(value).strip()
    if not ISO_DATE.fullmatch(text):  # Python also reads "20231009.5" as a date
        return _no_date(field)
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return _no_date(field)
    if on > today:
        return _problem(field, "في المستقبل", "est dans le futur", "is in the future")
    return on.isoformat()


def _no_date(field: EvidenceField) -> Phrase:
    return _problem(field, "ليس تاريخا", "n’est pas une date", "is not a date (YYYY-MM-DD)")


def _problem(field: EvidenceField, ar: str, fr: str, en: str) -> Phrase:
    return Phrase(
        f"{field.label.ar}: {ar}",
        f"{field.label.fr}\u00a0: {fr}",
        f"{field.label.en} ({field.key}) {en}",
    )


def _unknown(key: str, known: Mapping[str, EvidenceField]) -> Phrase:
    names = ", ".join(known)
    return Phrase(
        f"حقل غير معروف: {key} ({names})",
        f"champ inconnu\u00a0: {key} ({names})",
        f"unknown field {key}; this step asks for {names}",
    )
