"""Searching every history at once, as an auditor asks: by actor, date, trigger, step, region, plan.

A page ends at a place in the log, never at a row number of the database: row numbers are given out
before a transaction commits, so one that commits late would slip in behind a reader who has gone
past it. Places are given after the commit, by one sequencer, without a gap: whatever comes later
stands above. What has no place yet is listed first, and is in the log within a minute.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from audit.entry_sources import EntriesAsked, sources_of
from models.words import ActorKind, Stage

PAGE = 50


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: among what waits, after `skip` of them, or in the log below `before`."""

    skip: int = 0
    before: int | None = None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as the list shows it. `n` is its place in the log, None while it has none.

    Of the log's own entries `reference` is `log` and the columns of plans are None.
    """

    n: int | None
    chain: int
    seq: int
    reference: str
    collectivity_code: str | None
    trigger: str
    step_key: str | None
    from_stage: Stage | None
    to_stage: Stage | None
    effective_on: date | None
    recorded_at: datetime
    actor_kind: ActorKind
    actor_id: str


@dataclass(frozen=True, slots=True)
class FoundEntries:
    """One page, the newest first; how many answer in all; where the next page begins, if any."""

    lines: list[EntryLine]
    total: int
    following: Start | None


FROM_THE_TOP = Start()


def search_entries(
    session: Session, asked: EntriesAsked, start: Start = FROM_THE_TOP
) -> FoundEntries:
    """One page of the entries that answer: those that wait for their place, then the log."""
    sources = sources_of(session, asked)
    total = sum(session.scalar(source.count()) or 0 for source in sources)
    waiting: list[EntryLine] = []
    if start.before is None:
        wanted = start.skip + PAGE + 1
        found = _lines(session, [source.waiting(wanted) for source in sources])
        found.sort(key=lambda one: (one.recorded_at, one.seq), reverse=True)
        waiting = found[start.skip : wanted]
    if len(waiting) > PAGE:
        return FoundEntries(waiting[:PAGE], total, Start(skip=start.skip + PAGE))
    room = PAGE - len(waiting)
    placed = _lines(session, [source.placed(start.before, room + 1) for source in sources])
    placed.sort(key=lambda one: one.n or 0, reverse=True)
    following = Start(before=(placed[room].n or 0) + 1) if len(placed) > room else None
    return FoundEntries([*waiting, *placed[:room]], total, following)


def _lines(session: Session, queries: list[Select[Any]]) -> list[EntryLine]:
    return [EntryLine(*row) for query in queries for row in session.execute(query)]
