"""What holds plans where they are: a suspension, a withdrawal, a vote that was not had or not won.

Read from the history, with the reason that was published; never the one that a person wrote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from lifecycle.acts import CORRECT, REPORT
from lifecycle.language import Phrase
from lifecycle.published_reasons import VOTE, published
from models.base import table_of
from models.history import HistoryEntry

ENTRY = table_of(HistoryEntry).c
NOT_VOTED = ("postpone", "return_to_co_creation")
HOLDING = (*NOT_VOTED, "suspend", "withdraw")
FREEING = ("submit_to_council", "adopt", "rejoin")
ENTRIES = (
    select(ENTRY.plan_id, ENTRY.trigger, ENTRY.effective_on, ENTRY.canonical)
    .where(
        ENTRY.plan_id.in_(bindparam("plans", expanding=True)),
        or_(
            ENTRY.trigger.in_((*HOLDING, *FREEING, "resume")),
            ENTRY.trigger.in_((REPORT, CORRECT)) & (ENTRY.step_key == VOTE),
        ),
    )
    .order_by(ENTRY.plan_id, ENTRY.seq)
)


@dataclass(frozen=True, slots=True)
class Hold:
    """What holds a plan, since which civil date, and the reason published; None without one."""

    trigger: str
    since: date
    reason: Phrase | None


def holds_of(session: Session, plan_ids: Sequence[int]) -> dict[int, Hold]:
    """The plans of these that are held, each with its hold: one statement whatever their number."""
    entries: dict[int, list[Any]] = {}
    for row in session.execute(ENTRIES, {"plans": list(plan_ids)}):
        entries.setdefault(row.plan_id, []).append(row)
    found = ((number, _hold(rows)) for number, rows in entries.items())
    return {number: hold for number, hold in found if hold is not None}


def _hold(entries: Iterable[Any]) -> Hold | None:
    """What the last entries leave standing; a plan that resumes is held as before, if it was."""
    hold: Hold | None = None
    before: Hold | None = None
    why_the_vote: Phrase | None = None
    for entry in entries:
        if entry.trigger in (REPORT, CORRECT):
            why_the_vote = _published(entry)
        elif entry.trigger in NOT_VOTED:
            hold = Hold(entry.trigger, entry.effective_on, why_the_vote)
        elif entry.trigger in HOLDING:
            before = hold
            hold = Hold(entry.trigger, entry.effective_on, _published(entry))
        else:
            hold = before if entry.trigger == "resume" else None
    return hold


def _published(entry: Any) -> Phrase | None:
    return published(orjson.loads(entry.canonical)["body"])
