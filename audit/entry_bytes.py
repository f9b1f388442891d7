"""What the bytes of an entry say."""

from datetime import date
from typing import Any

import orjson

from lifecycle.errors import LifecycleError

NEEDED = frozenset({"actor", "at", "basis", "body", "cause", "pii", "rec", "type"})


class UnreadableEntry(LifecycleError):
    """The bytes of an entry were changed: they are no entry any more."""


def entry_said(content: bytes, reference: str, seq: int) -> dict[str, Any]:
    """An entry of a plan's history from its canonical bytes.

    Raises:
        UnreadableEntry: they are no entry; the sentence names the plan and the entry.
    """
    try:
        said: dict[str, Any] = orjson.loads(content)
    except orjson.JSONDecodeError:
        said = {}
    if not (isinstance(said, dict) and said.keys() >= NEEDED):
        raise UnreadableEntry(
            f"Entry {seq} of {reference} cannot be read: its bytes were changed. Verify the "
            "history, and tell the auditor."
        )
    return said


def civil(said: str | None) -> date | None:
    """A civil date as entries write it, YYYY-MM-DD; None stays None."""
    return date.fromisoformat(said) if said else None
