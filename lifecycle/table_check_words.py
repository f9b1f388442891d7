"""Whether everything in the table has its words in Arabic, French and English."""

from collections.abc import Iterable, Mapping
from typing import Any

from lifecycle.language import CalendarDate, Pathway, Phrase
from lifecycle.pathway_words import (
    CALENDAR_NAMES,
    RUNG_NAMES,
    STAGE_NAMES,
    STEP_HOW,
    STEP_NAMES,
    TRIGGER_DONE,
    TRIGGER_NAMES,
)


def problems_of_words(table: Pathway) -> list[str]:
    """What the table names and nobody can read, each with its place."""
    steps = [step.key for step in table.steps]
    triggers = [row.trigger for row in table.transitions]
    rules = [step.deadline for step in table.steps]
    rules += [row.when for row in table.transitions if row.when]
    dates = [rule.anchor.name for rule in rules if isinstance(rule.anchor, CalendarDate)]
    return [
        *_missing("stage", table.stages, STAGE_NAMES, "STAGE_NAMES"),
        *_missing("step", steps, STEP_NAMES, "STEP_NAMES"),
        *_missing("step", steps, STEP_HOW, "STEP_HOW"),
        *_missing("transition", triggers, TRIGGER_NAMES, "TRIGGER_NAMES"),
        *_missing("transition", triggers, TRIGGER_DONE, "TRIGGER_DONE"),
        *_missing("rung", [rung.key for rung in table.ladder], RUNG_NAMES, "RUNG_NAMES"),
        *_missing("calendar date", dates, CALENDAR_NAMES, "CALENDAR_NAMES"),
    ]


def _missing(
    what: str, keys: Iterable[str], words: Mapping[Any, Phrase], mapping: str
) -> list[str]:
    return [f"{what} {key}: {mapping} lacks it" for key in dict.fromkeys(keys) if key not in words]
