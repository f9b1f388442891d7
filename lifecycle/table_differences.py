"""What one version of the table says differently from another, row by row."""

from dataclasses import dataclass, fields
from typing import Any

from lifecycle.deadline_words import deadline_words
from lifecycle.language import Deadline, Pathway, Phrase, StepRule, Transition
from lifecycle.step_words import STEP_NAMES
from lifecycle.trigger_words import TRIGGER_NAMES

NOT_THERE = Phrase("غير موجود", "absent", "not there")
SAID = {
    True: Phrase("نعم", "oui", "yes"),
    False: Phrase("لا", "non", "no"),
    None: Phrase("-", "-", "-"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one row: the row by its name, the field by its key, what each version says."""

    row: Phrase
    part: str
    one: Phrase
    other: Phrase


def differences(one: Pathway, other: Pathway) -> list[Difference]:
    """Where two versions differ, steps first, in the order of the first version.

    A guard that waits for a date is told by the date itself.
    """
    steps = _keyed((step.key, step) for step in one.steps)
    others = _keyed((step.key, step) for step in other.steps)
    found = _between(steps, others, {key: STEP_NAMES[key] for key in (*steps, *others)})
    rows = _keyed(((row.trigger, row.dest), row) for row in one.transitions)
    other_rows = _keyed(((row.trigger, row.dest), row) for row in other.transitions)
    return found + _between(
        rows, other_rows, {key: TRIGGER_NAMES[key[0]] for key in (*rows, *other_rows)}
    )


def _keyed(pairs: Any) -> dict[Any, Any]:
    return dict(pairs)


def _between(
    one: dict[Any, Any], other: dict[Any, Any], names: dict[Any, Phrase]
) -> list[Difference]:
    found = []
    for key in dict.fromkeys((*one, *other)):
        if key not in one or key not in other:
            first, second = (SAID[key in side] for side in (one, other))
            found.append(Difference(names[key], "row", first, second))
            continue
        for field in fields(one[key]):
            was, now = getattr(one[key], field.name), getattr(other[key], field.name)
            if was != now and field.name != "guards":
                found.append(Difference(names[key], field.name, _said(was), _said(now)))
    return found


def _said(value: StepRule | Transition | Deadline | Any) -> Phrase:
    if isinstance(value, Deadline):
        return deadline_words(value)
    if value is None or isinstance(value, bool):
        return SAID[value]
    plain = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return Phrase(plain, plain, plain)
