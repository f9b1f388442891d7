"""Which members of a cohort a sheet brings: new ones, known ones, those that come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.acts import Act
from lifecycle.cohort_problems import Problem, problem
from lifecycle.cohort_rows import CohortRow
from lifecycle.door import fire_many
from lifecycle.entries import Occasion
from lifecycle.people import would_change
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


def other_cohorts(session: Session, cohort: str, rows: Sequence[CohortRow]) -> list[Problem]:
    """A member of one cohort is not opened again in another: which rows are."""
    codes = {row.code: row for row in rows}
    taken = session.execute(
        select(Plan.collectivity_code, Cohort.code)
        .join(Cohort, Cohort.id == Plan.cohort_id)
        .where(Plan.collectivity_code.in_(codes), Cohort.code != cohort)
        .distinct()
    )
    return [
        problem("other_cohort", str(codes[code].row), "code", code, cohort=other)
        for code, other in sorted(taken, key=lambda row: codes[row[0]].row)
    ]


def sort_rows(
    session: Session, cohort: str, rows: Sequence[CohortRow], report: OnboardingReport
) -> None:
    """Which members are new, which come back after a withdrawal, and of which the people change."""
    stages = dict(_newest_stages(session, cohort))
    for row in rows:
        if row.code not in stages:
            report.new.append(row.code)
        elif stages[row.code] == Stage.WITHDRAWN and not report.applied_before:
            report.rejoining.append(row.code)
        elif not report.applied_before and would_change(session, row):
            report.changed.append(row.code)
        else:
            report.unchanged.append(row.code)


def _newest_stages(session: Session, cohort: str) -> list[tuple[str, Stage]]:
    """The stage of each member's newest cycle: later rows overwrite earlier ones."""
    query = (
        select(Plan.collectivity_code, Plan.stage)
        .join(Cohort, Cohort.id == Plan.cohort_id)
        .where(Cohort.code == cohort)
        .order_by(Plan.cycle)
    )
    return [(code, stage) for code, stage in session.execute(query)]


def rejoin(
    session: Session, codes: Sequence[str], cohort: Cohort, filename: str, occasion: Occasion
) -> None:
    """Members that come back go through the door, with the sheet as the reason."""
    newest: dict[str, int] = {}
    query = select(Plan.collectivity_code, Plan.id).where(
        Plan.cohort_id == cohort.id, Plan.collectivity_code.in_(codes)
    )
    for code, number in session.execute(query.order_by(Plan.cycle)):
        newest[code] = number
    wanted = [Act(newest[code], "rejoin", reason=f"sheet {filename}") for code in codes]
    for answer in fire_many(session, wanted, occasion):
        if answer.refusal:
            raise answer.refusal
