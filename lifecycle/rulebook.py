"""The rules that are kept as records: holidays that were corrected, sessions that were moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from lifecycle.council import Session, SessionChange, Sessions
from lifecycle.council_pause import paused_until
from lifecycle.facts import PlanFacts
from lifecycle.working_days import Override, WorkingDays
from models.base import table_of
from models.council import CouncilSession, HolidayOverride
from models.words import CollectivityKind

AGENDA_CLOSES = timedelta(days=20)  # organic law 113-14, art. 38 (text not read)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Working days, and the council sessions of each kind of collectivity."""

    days: WorkingDays
    sessions: dict[CollectivityKind, Sessions]

    def first_reachable(self, facts: PlanFacts, on: date, past: date | None = None) -> Session:
        """The first session whose agenda is still open on a date, and that opens after `past`.

        A council that elections renewed prepares none before its pause ends.
        """
        paused = paused_until(facts, self.days)
        earliest = max(on, paused or on) + AGENDA_CLOSES
        if past is not None:
            earliest = max(earliest, past + timedelta(days=1))
        return self.sessions[facts.kind].next_after(earliest, facts.collectivity_code)

    def opening(self, facts: PlanFacts, code: str) -> date | None:
        """When a session opens for a plan; None when it was cancelled."""
        return self.sessions[facts.kind].opening(code, facts.collectivity_code)


def rulebook(
    overrides: Iterable[Override] = (),
    changes: Iterable[tuple[CollectivityKind, SessionChange]] = (),
) -> Rulebook:
    """A rulebook from plain corrections; with none, the law and the library as they are."""
    return _made(tuple(overrides), tuple(changes))


def read_rulebook(session: DatabaseSession) -> Rulebook:
    """The rulebook with every correction that the database holds."""
    overrides, changes = session.execute(OVERRIDES), session.execute(CHANGES)
    return rulebook(
        [Override(*row) for row in overrides],
        [(row.kind, SessionChange(*row[1:])) for row in changes],
    )


_HOLIDAY, _MOVED = table_of(HolidayOverride).c, table_of(CouncilSession).c
OVERRIDES = select(_HOLIDAY.on, _HOLIDAY.is_holiday, _HOLIDAY.confirmed)
CHANGES = select(
    _MOVED.kind, _MOVED.code, _MOVED.opens_on, _MOVED.status, _MOVED.ordinary,
    _MOVED.collectivity_code,
).order_by(_MOVED.id)  # fmt: skip


@lru_cache(maxsize=8)
def _made(
    overrides: tuple[Override, ...], changes: tuple[tuple[CollectivityKind, SessionChange], ...]
) -> Rulebook:
    """One rulebook for the same corrections, so that what it has counted is counted once."""
    days = WorkingDays(overrides)
    return Rulebook(
        days,
        {
            kind: Sessions(kind, days, [change for of, change in changes if of == kind])
            for kind in CollectivityKind
        },
    )
