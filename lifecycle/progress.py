"""The progress of one round of co-monitoring: where every activity and indicator stands.

No template of the programme's own was found: the parts are those of the Open Government
Partnership's templates (status, value, evidence, reason for delay, next step).
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lifecycle.content import LONGEST_TITLE, Amount, Words
from models.words import ProgressStatus

Link = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=LONGEST_TITLE, pattern=r"^(https?://\S+)?$"
    ),
]


def is_link(text: str) -> bool:
    """Whether a text is one link of the web, as evidence must be."""
    return len(text) <= LONGEST_TITLE and re.fullmatch(r"https?://\S+", text) is not None


class ActivityProgress(BaseModel):
    """Where one activity stands: its reason when it is delayed or dropped, and what comes next."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    status: ProgressStatus
    reason: Words = ""
    next_step: Words = ""
    evidence: Link = ""


class Measure(BaseModel):
    """The value of one indicator of a project (`code`, and its place from 1) on a civil date."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    place: Annotated[int, Field(ge=1, le=60)]
    value: Amount
    on: date


class Progress(BaseModel):
    """Everything reported in one round so far."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    activities: tuple[ActivityProgress, ...] = ()
    measures: tuple[Measure, ...] = ()

    def written(self) -> dict[str, Any]:
        """The progress as it is kept: plain JSON values, amounts as text."""
        return self.model_dump(mode="json")

    def by_code(self) -> dict[str, ActivityProgress]:
        """What is reported of each activity."""
        return {one.code: one for one in self.activities}

    def with_more(self, more: "Progress") -> "Progress":
        """The same with what was reported since: the later word on a part counts."""
        activities = self.by_code() | more.by_code()
        measures = {(one.code, one.place): one for one in (*self.measures, *more.measures)}
        return Progress(
            activities=tuple(activities[code] for code in sorted(activities, key=code_order)),
            measures=tuple(measures[key] for key in sorted(measures, key=_measure_order)),
        )


def code_order(code: str) -> list[int]:
    """What sorts codes as people read them: 2.9 before 2.10."""
    return [int(part) for part in code.split(".")]


def _measure_order(key: tuple[str, int]) -> tuple[list[int], int]:
    return code_order(key[0]), key[1]
