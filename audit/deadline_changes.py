"""Every deadline that was moved: from, to, by whom, through what; told by the history alone.

An entry says how the steps that it touched stand afterwards. A deadline was moved when the entry
says another one than the plan's entries before it; the first deadline of a step is no move. The
tables are not asked: whoever changes them cannot hide a move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from audit.entry_sources import EntriesAsked, plans_of_region
from audit.plans_named import plans_named
from lifecycle.legal_time import local_date
from lifecycle.rows import PLAN
from models.base import table_of
from models.history import HistoryEntry

ENTRY = table_of(HistoryEntry).c
AT_ONCE = 2000
NO_STEPS = b'"steps":[]'  # as canonical bytes say it: most entries need not be read further


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """A deadline that an entry moved. `after` is None when it was taken away.

    `original` is the deadline that the step had first, as the entry says it; `committed` are the
    commitments to the words that it was done with (`audit.entry_words.words_of` opens them).
    """

    plan: int
    reference: str
    collectivity_code: str
    seq: int
    trigger: str
    step: str
    occurrence: int
    before: date | None
    after: date | None
    original: date | None
    effective_on: date
    recorded_at: datetime
    actor_kind: str
    actor_id: str
    committed: Any

    @property
    def days(self) -> int | None:
        """How many calendar days it was moved, negative for sooner; None without two dates."""
        return (self.after - self.before).days if self.after and self.before else None


@dataclass(slots=True)
class MovedStep:
    """A step whose deadline was moved at least once: the first one, and the one of today."""

    reference: str
    collectivity_code: str
    step: str
    occurrence: int
    original: date | None
    current: date | None
    moves: int = 0

    @property
    def days(self) -> int | None:
        """How many calendar days later it is than it was at first; None without two dates."""
        if self.current is None or self.original is None:
            return None
        return (self.current - self.original).days


@dataclass(frozen=True, slots=True)
class DeadlineHistory:
    """What answers: the changes, the newest recorded first, and the steps that they moved."""

    changes: list[DeadlineChange]
    steps: list[MovedStep]


StepKey = tuple[int, str, int]
SaidStep = tuple[str, int, date | None, date | None]


def deadline_changes(session: Session, asked: EntriesAsked) -> DeadlineHistory:
    """The changes that answer to the filters, and how the steps that they moved stand today."""
    moved: dict[StepKey, MovedStep] = {}
    found = []
    for change in _walk(session, asked, moved):
        if _answers(change, asked):
            found.append(change)
    wanted = {(one.plan, one.step, one.occurrence) for one in found}
    found.sort(key=lambda one: (one.recorded_at, one.reference, one.seq), reverse=True)
    return DeadlineHistory(found, [step for key, step in moved.items() if key in wanted])


def _walk(
    session: Session, asked: EntriesAsked, moved: dict[StepKey, MovedStep]
) -> Iterator[DeadlineChange]:
    """Every change of the plans meant; `moved` ends as each step's first and last deadline."""
    known: dict[StepKey, date | None] = {}
    for row in session.execute(_entries(session, asked), execution_options={"yield_per": AT_ONCE}):
        if NO_STEPS in row.canonical:
            continue
        committed, steps = _said(row.canonical)
        for step, occurrence, due, original in steps:
            key = (row.plan_id, step, occurrence)
            if key in known and known[key] != due:
                change = _change(row, key, known[key], due, original, committed)
                told = moved.setdefault(key, _moved(change))
                told.moves += 1
                yield change
            if key in known or due is not None:
                known[key] = due
            if key in moved:
                moved[key].current, moved[key].original = due, original


def _entries(session: Session, asked: EntriesAsked) -> Any:
    query = (
        select(
            ENTRY.plan_id, ENTRY.seq, ENTRY.trigger, ENTRY.canonical, ENTRY.effective_on,
            ENTRY.recorded_at, ENTRY.actor_kind, ENTRY.actor_id, PLAN.reference,
            PLAN.collectivity_code,
        )
        .join(PLAN.id.table, PLAN.id == ENTRY.plan_id)
        .order_by(ENTRY.plan_id, ENTRY.seq)
    )  # fmt: skip
    if asked.region:
        query = query.where(ENTRY.plan_id.in_(plans_of_region(asked.region)))
    if asked.plan.strip():
        query = query.where(ENTRY.plan_id.in_(plans_named(session, asked.plan)))
    return query


def _said(content: bytes) -> tuple[Any, list[SaidStep]]:
    """The commitments of an entry, and its steps; none when its bytes were made unreadable."""
    try:
        said = orjson.loads(content)
        steps = [
            (str(one["key"]), int(one["n"]), _day(one["due"]), _day(one["original"]))
            for one in said["body"]["steps"]
        ]
    except (KeyError, TypeError, ValueError):
        return None, []  # the verification names it
    return said.get("pii"), steps


def _change(
    row: Row[Any],
    key: StepKey,
    before: date | None,
    after: date | None,
    original: date | None,
    committed: Any,
) -> DeadlineChange:
    return DeadlineChange(
        row.plan_id, row.reference, row.collectivity_code, row.seq, row.trigger, key[1], key[2],
        before, after, original, row.effective_on, row.recorded_at, row.actor_kind, row.actor_id,
        committed,
    )  # fmt: skip


def _moved(change: DeadlineChange) -> MovedStep:
    return MovedStep(
        change.reference, change.collectivity_code, change.step, change.occurrence,
        change.original, change.after,
    )  # fmt: skip


def _answers(one: DeadlineChange, asked: EntriesAsked) -> bool:
    on = local_date(one.recorded_at)
    return (
        asked.actor in ("", one.actor_id)
        and asked.trigger in ("", one.trigger)
        and asked.step in ("", one.step)
        and (asked.happened_from or date.min) <= one.effective_on <= (asked.happened_to or date.max)
        and (asked.recorded_from or date.min) <= on <= (asked.recorded_to or date.max)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
