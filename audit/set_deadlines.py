"""The deadlines that an entry set: where each stood before, and where it stands now."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit.entry_bytes import civil

Due = MutableMapping[tuple[str, int], date | None]


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """A deadline of one step: civil dates of Casablanca.

    `was` is None when the step had none before, `due_on` when it has none any more. `occurrence`
    counts from 1 how often the step was asked.
    """

    step_key: str
    occurrence: int
    was: date | None
    due_on: date | None

    @property
    def moved(self) -> bool:
        """Whether there was a deadline before: to give a first one moves nothing."""
        return self.was is not None


def set_deadlines(body: Mapping[str, Any], due: Due) -> tuple[DeadlineSet, ...]:
    """The deadlines that differ from what the entries before said.

    Args:
        body: of an entry; its `steps` are as `lifecycle.change.Change.steps_said` tells them.
        due: the deadlines so far of the same plan, by step and occurrence; it is brought up to
            date.
    """
    found = []
    for step in body["steps"]:
        key, due_on = (step["key"], step["n"]), civil(step["due"])
        was = due.get(key)
        if was != due_on:
            found.append(DeadlineSet(*key, was, due_on))
        due[key] = due_on
    return tuple(found)
