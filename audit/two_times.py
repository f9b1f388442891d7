"""One plan replayed at two times at once: all that was recorded, and what had happened of it. Pure.

What an entry says of the plan itself and of the step that it is about holds from the day on which
that happened. What followed from it for other steps - they were opened, dated or waived - holds
from the day on which it was recorded: nobody was asked before.

The entries are taken in the order in which they were recorded. Of two that tell of the same thing,
the one recorded last is right, even when it happened first: it was written by somebody who knew
the other. So what was true today, as it is known today, is what the tables hold.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from audit.replaying import ReplayedPlan, Step, Told, recorded_on

OF_PLAN = (
    "stage", "entered_on", "resume_stage", "suspended_on", "session", "session_on", "table", "seq",
)  # fmt: skip
standing = attrgetter(*OF_PLAN)


class TwoTimes:
    """A plan that is told up to a civil date (ISO 8601), by entries in the order of `seq`.

    `happened` is the plan as it was on that date, None as long as it did not exist.
    """

    def __init__(self, true_on: str) -> None:
        self._true_on = true_on
        self._recorded: ReplayedPlan | None = None
        self.happened: ReplayedPlan | None = None

    def take(self, said: Mapping[str, Any]) -> bool:
        """Take one more entry; whether it had happened by the date, and the plan existed."""
        recorded, had_happened = self._recorded or _unopened(said), said["at"] <= self._true_on
        if self._recorded is None and had_happened:
            self.happened = _unopened(said)
        self._recorded = recorded
        before, steps = standing(recorded), {key: recorded.steps.get(key) for key in _told(said)}
        recorded.take(said)
        if self.happened is None or not had_happened:
            return False
        self._plan_changed(self.happened, before)
        self._steps_changed(self.happened, steps, said)
        return True

    def _plan_changed(self, happened: ReplayedPlan, before: tuple[Any, ...]) -> None:
        for name, was, became in zip(OF_PLAN, before, standing(self._recorded), strict=True):
            if was != became:
                setattr(happened, name, became)

    def _steps_changed(
        self, happened: ReplayedPlan, before: Mapping[Step, Told | None], said: Mapping[str, Any]
    ) -> None:
        about = said["body"].get("step"), said["body"].get("n")
        followed = recorded_on(said) <= self._true_on
        for key, was in before.items():
            if (key == about or followed) and self._recorded:
                known = was or {}
                happened.steps.setdefault(key, {}).update(
                    (name, became)
                    for name, became in self._recorded.steps[key].items()
                    if name not in known or known[name] != became
                )


def _told(said: Mapping[str, Any]) -> list[Step]:
    return [(step["key"], step["n"]) for step in said["body"]["steps"]]


def _unopened(said: Mapping[str, Any]) -> ReplayedPlan:
    return ReplayedPlan(said["_plan"], said["at"], said["basis"], {})
