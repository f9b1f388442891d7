"""An entry as a look back names it: what happened, when, when it was recorded, and its hash."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lifecycle.rows import PLAN
from models.base import table_of
from models.history import HistoryEntry
from models.words import Stage

ENTRY = table_of(HistoryEntry).c
# To be read with `PLAN`, whose history the entry is in.
ENTRY_COLUMNS = (
    PLAN.reference, ENTRY.seq, ENTRY.trigger, ENTRY.step_key, ENTRY.from_stage, ENTRY.to_stage,
    ENTRY.effective_on, ENTRY.recorded_at, ENTRY.leaf_hash,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One entry of the plan of a reference.

    `on` is the civil date on which it happened; `recorded_at` is aware, in UTC.
    """

    reference: str
    seq: int
    trigger: str
    step_key: str | None
    from_stage: Stage | None
    to_stage: Stage
    on: date
    recorded_at: datetime
    leaf_hash: str

    @property
    def stays_a_member(self) -> bool:
        """Whether it leaves the plan on the side of membership on which it was."""
        was_in = self.from_stage not in (None, Stage.WITHDRAWN)
        return was_in == (self.to_stage != Stage.WITHDRAWN)


def entry_told(row: Any) -> EntryTold:
    """The entry of a row that was read with `ENTRY_COLUMNS`."""
    return EntryTold(
        row.reference, row.seq, row.trigger, row.step_key, row.from_stage, row.to_stage,
        row.effective_on, row.recorded_at, row.leaf_hash,
    )  # fmt: skip
