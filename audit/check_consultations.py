"""Whether the consultations and ideas that are kept are those that the history tells of."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import FindingKind, Findings
from audit.log_walk import AT_ONCE, LogRow
from lifecycle.consultations import window_of
from lifecycle.history import commitment
from lifecycle.idea_counts import ideas_digest
from lifecycle.ideas import LABEL
from models.consultation import Consultation, Idea

Key = tuple[int, str, int]  # plan, kind, number
COUNTS = ("participants", "ideas")


class CheckConsultations:
    """Each window, its counts and what became of its ideas are as the last entries tell.

    Words that were erased stand for by their commitment; those that are kept must match it.
    """

    def __init__(self, session: Session, findings: Findings) -> None:
        self._session, self._findings = session, findings
        self._told: dict[Key, dict[str, Any]] = {}
        self._places: dict[Key, str] = {}

    def see(self, row: LogRow) -> None:
        """Take note of what an entry tells of a consultation."""
        if said := ((row.said or {}).get("body") or {}).get("consultation"):
            key = (row.chain, said["kind"], said["number"])
            self._told.setdefault(key, {}).update(said)
            self._places[key] = row.place

    def end(self) -> None:
        """Compare with what is kept."""
        rows = self._session.scalars(select(Consultation), execution_options={"yield_per": AT_ONCE})
        for row in rows:
            key = (row.plan_id, row.kind.value, row.number)
            told = self._told.pop(key, None)
            if told is None:
                place = f"plan {row.plan_id}, {row.kind.value} {row.number}"
                self._say(place, "is kept, and no entry tells of it")
            else:
                self._compare(row, told, self._places[key])
        for key in self._told:
            self._say(self._places[key], "the consultation that it tells of is gone")

    def _compare(self, row: Consultation, told: dict[str, Any], place: str) -> None:
        window = window_of(row).written(row.number, row.least_days)
        if window["sha256"] != told.get("sha256"):
            self._say(place, "the window of the consultation was changed")
        kept = (row.participants, row.ideas_told)
        if kept != tuple(told.get(name) for name in COUNTS):
            self._say(place, "the counts of the consultation were changed")
        ideas = list(self._session.scalars(select(Idea).where(Idea.consultation_id == row.id)))
        if "ideas_sha256" in told and ideas_digest(ideas) != told["ideas_sha256"]:
            self._say(place, "ideas, or what became of them, were changed")
        for idea in ideas:
            if idea.words and commitment(idea.salt, LABEL, idea.words) != idea.commitment:
                self._say(place, f"the words of idea {idea.number} were changed")

    def _say(self, place: str, told: str) -> None:
        self._findings.add(FindingKind.FILED, place, told)
