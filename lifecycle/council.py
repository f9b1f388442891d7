"""Council sessions: the legal calendar by kind of collectivity, and what was moved or added.

Communes: February, May, October, in the first week (organic law 113-14, art. 33). Regions: the
first Monday of March, July, October, or the next working day (111-14, art. 36). Prefectures and
provinces: January, June, September, on the second Monday (112-14, art. 34: not read).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle.working_days import WorkingDays
from models.words import CollectivityKind, SessionStatus

MONTHS = {
    CollectivityKind.COMMUNE: (2, 5, 10),
    CollectivityKind.REGION: (3, 7, 10),
    CollectivityKind.PREFECTURE: (1, 6, 9),
    CollectivityKind.PROVINCE: (1, 6, 9),
}
FIRST_MONDAY, SECOND_MONDAY = 0, 7
ORDINARY = re.compile(r"([1-9][0-9]{3})-([0-9]{2})")  # the code of an ordinary session


@dataclass(frozen=True, slots=True)
class Session:
    """A council session: `code` is YYYY-MM of its legal month; `opens_on` its first sitting."""

    code: str
    opens_on: date
    ordinary: bool = True


@dataclass(frozen=True, slots=True)
class SessionChange:
    """A session moved, cancelled or added, for a whole kind or for one collectivity."""

    code: str
    opens_on: date
    status: SessionStatus
    ordinary: bool = True
    collectivity_code: str | None = None


class Sessions:
    """The sessions of one kind of collectivity, with the changes that were recorded for it."""

    def __init__(
        self, kind: CollectivityKind, days: WorkingDays, changes: Iterable[SessionChange] = ()
    ) -> None:
        self.kind, self._days = kind, days
        self._changes = list(changes)

    def opening(self, code: str, collectivity_code: str | None = None) -> date | None:
        """When a session opens for a collectivity; None when it was cancelled or is unknown."""
        change = self._change(code, collectivity_code)
        if change is not None:
            return None if change.status == SessionStatus.CANCELLED else change.opens_on
        named = ORDINARY.fullmatch(code)
        if named is None or int(named[2]) not in MONTHS[self.kind]:
            return None
        return self.legal_opening(int(named[1]), int(named[2]))

    def legal_opening(self, year: int, month: int) -> date:
        """The day on which the law has a session open.

        A commune may open on any day of the first week: the first working day is taken, so that no
        deadline counted back from it is set too late.
        """
        first = date(year, month, 1)
        if self.kind != CollectivityKind.COMMUNE:
            to_monday = (7 - first.weekday()) % 7
            later = FIRST_MONDAY if self.kind == CollectivityKind.REGION else SECOND_MONDAY
            first += timedelta(days=to_monday + later)
        while not self._days.is_working(first):
            first += timedelta(days=1)
        return first

    def next_after(self, on: date, collectivity_code: str | None = None) -> Session:
        """The first session, ordinary or not, that opens on a date or after it."""
        found = [
            Session(code, opens_on, ordinary)
            for code, ordinary in self._codes(on)
            if (opens_on := self.opening(code, collectivity_code)) and opens_on >= on
        ]
        return min(found, key=lambda session: session.opens_on)

    def held_by(self, on: date, collectivity_code: str | None = None) -> Session | None:
        """The session that a sitting of a date belongs to: the last that opened by then."""
        found = [
            Session(code, opens_on, ordinary)
            for code, ordinary in self._codes(on)
            if (opens_on := self.opening(code, collectivity_code)) and opens_on <= on
        ]
        return max(found, key=lambda session: session.opens_on, default=None)

    def _codes(self, on: date) -> list[tuple[str, bool]]:
        """The codes to look at: the ordinary ones of four years and every added one."""
        ordinary = [
            (f"{year}-{month:02}", True)
            for year in (on.year - 1, on.year, on.year + 1, on.year + 2)
            for month in MONTHS[self.kind]
        ]
        return ordinary + [(change.code, False) for change in self._changes if not change.ordinary]

    def _change(self, code: str, collectivity_code: str | None) -> SessionChange | None:
        """The newest change of a session; one made for the collectivity itself wins."""
        mine = [change for change in self._changes if change.code == code]
        own = [change for change in mine if change.collectivity_code == collectivity_code]
        general = [change for change in mine if change.collectivity_code is None]
        chosen = own or general
        return chosen[-1] if chosen else None
