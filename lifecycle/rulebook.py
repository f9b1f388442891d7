"""The rules that are kept as records: holidays that were corrected, sessions that were moved."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from lifecycle.council import Session, SessionChange, Sessions
from lifecycle.facts import PlanFacts
from lifecycle.working_days import Override, WorkingDays
from models.council import CouncilSession, HolidayOverride
from models.words import CollectivityKind

AGENDA_CLOSES = timedelta(days=20)  # organic law 113-14, art. 38 (text not read)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Working days, and the council sessions of each kind of collectivity."""

    days: WorkingDays
    sessions: dict[CollectivityKind, Sessions]

    def first_reachable(self, facts: PlanFacts, on: date, past: date | None = None) -> Session:
        """The first session whose agenda is still open for a plan on a date, and later than `past`."""
        earliest = on + AGENDA_CLOSES
        if past is not None:
            earliest = max(earliest, past + timedelta(days=1))
        return self.sessions[facts.kind].next_after(earliest, facts.collectivity_code)

    def opening(self, facts: PlanFacts, code: str) -> date | None:
        """When a session opens for a plan; None when it was cancelled."""
        return self.sessions[facts.kind].opening(code, facts.collectivity_code)


def rulebook(
    overrides: list[Override] | None = None,
    changes: dict[CollectivityKind, list[SessionChange]] | None = None,
) -> Rulebook:
    """A rulebook from plain corrections; with none, the law and the library as they are."""
    days = WorkingDays(overrides or [])
    return Rulebook(
        days,
        {kind: Sessions(kind, days, (changes or {}).get(kind, ())) for kind in CollectivityKind},
    )


def read_rulebook(session: DatabaseSession) -> Rulebook:
    """The rulebook with every correction that the database holds."""
    overrides = [
        Override(*row)
        for row in session.execute(
            select(HolidayOverride.on, HolidayOverride.is_holiday, HolidayOverride.confirmed)
        )
    ]
    changes: dict[CollectivityKind, list[SessionChange]] = {}
    for row in session.scalars(select(CouncilSession).order_by(CouncilSession.id)):
        changes.setdefault(row.kind, []).append(
            SessionChange(row.code, row.opens_on, row.status, row.ordinary, row.collectivity_code)
        )
    return rulebook(overrides, changes)
