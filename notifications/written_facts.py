"""Facts that a letter's row holds as plain text, brought back to dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

DATES = frozenset({"on", "due_on", "week_of", "original_due_on", "session_on"})


def civil_date(written: Any) -> date | None:
    """A civil date from its ISO form; None for '' and None."""
    if isinstance(written, date):
        return written
    return date.fromisoformat(written) if written else None


def said_dates(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts with every ISO date under a name of a date as a date, in lists too."""
    return {name: _value(name, value) for name, value in facts.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return said_dates(value)
    if isinstance(value, list):
        return [said_dates(each) if isinstance(each, Mapping) else each for each in value]
    return civil_date(value) if name in DATES else value
