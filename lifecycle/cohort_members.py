"""Which members of a cohort a sheet brings: new ones, known ones, those that come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.acts import Act
from lifecycle.cohort_calendar import CohortCalendar
from lifecycle.cohort_problems import Problem, problem
from lifecycle.cohort_rows import CohortRow
from lifecycle.door import fire_many
from lifecycle.entries import Occasion
from lifecycle.people import would_change
from lifecycle.tracks import of_track, track_of
from models.cohort import Cohort
from models.plan import Plan
from models.words import Stage


@dataclass(slots=True)
class OnboardingReport:
    """What a cohort's sheet brings: the members by code, and the row of each in the sheet."""

    cohort: str
    sha256: str
    dry_run: bool
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    rejoining: list[str] = field(default_factory=list)
    rejected: int = 0
    row_of: dict[str, int] = field(default_factory=dict)
    applied_before: bool = False

    def counts(self) -> dict[str, int]:
        """New, rejoining, changed and unchanged members, and the rows that were rejected."""
        return {
            "new": len(self.new),
            "rejoining": len(self.rejoining),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "rejected": self.rejected,
        }


def other_cohorts(
    session: Session, calendar: CohortCalendar, rows: Sequence[CohortRow]
) -> list[Problem]:
    """A member of one cohort is not opened again in another of the same track: which rows are."""
    cohort, track = calendar.code, track_of(calendar.pathway_version)
    codes = {row.code: row for row in rows}
    taken = session.execute(
        select(Plan.collectivity_code, Cohort.code)
        .join(Cohort, Cohort.id == Plan.cohort_id)
        .where(Plan.collectivity_code.in_(codes), Cohort.code != cohort, of_track(track))
        .distinct()
    )
    return [
        problem("other_cohort", str(codes[code].row), "code", code, cohort=other)
        for code, other in sorted(taken, key=lambda row: codes[row[0]].row)
    ]


def sort_rows(
    session: Session, cohort: str, rows: Sequence[CohortRow], report: OnboardingReport
) -> None:
    """Which members are new, which come back after a withdrawal, and of which the people change.

    Who left comes back only when the row says that it joined after it left: an old row that still
    stands in a longer sheet brings nobody back.
    """
    newest = _newest_plans(session, cohort)
    for row in rows:
        stage, since = newest.get(row.code, (None, None))
        left = stage == Stage.WITHDRAWN and since is not None and row.joined_on > since
        if stage is None:
            report.new.append(row.code)
        elif left and not report.applied_before:
            report.rejoining.append(row.code)
        elif not report.applied_before and would_change(session, row):
            report.changed.append(row.code)
        else:
            report.unchanged.append(row.code)


def _newest_plans(session: Session, cohort: str) -> dict[str, tuple[Stage, date]]:
    """The stage of each member's newest cycle and since when: later rows overwrite earlier ones."""
    query = (
        select(Plan.collectivity_code, Plan.stage, Plan.entered_on)
        .join(Cohort, Cohort.id == Plan.cohort_id)
        .where(Cohort.code == cohort)
        .order_by(Plan.cycle)
    )
    return {code: (stage, since) for code, stage, since in session.execute(query)}


def rejoin(
    session: Session, rows: Sequence[CohortRow], cohort: Cohort, filename: str, occasion: Occasion
) -> None:
    """Members that come back go through the door on the day they joined again, by the sheet."""
    codes = [row.code for row in rows]
    newest: dict[str, int] = {}
    query = select(Plan.collectivity_code, Plan.id).where(
        Plan.cohort_id == cohort.id, Plan.collectivity_code.in_(codes)
    )
    for code, number in session.execute(query.order_by(Plan.cycle)):
        newest[code] = number
    wanted = [
        Act(newest[row.code], "rejoin", effective_on=row.joined_on, reason=f"sheet {filename}")
        for row in rows
    ]
    for answer in fire_many(session, wanted, occasion):
        if answer.refusal:
            raise answer.refusal
