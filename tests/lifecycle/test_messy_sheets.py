"""Sheets as offices really send them, each with the report that it gives, word for word.

The report stands beside the sheet in `tests/messy`. When a sentence is made better, write them anew
with INFITAH_WRITE_REPORTS=1 and read the difference.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from small_cohort import LARACHE, RABAT, calendar, open_few
from sqlalchemy import Engine, select

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.cohort_members import OnboardingReport
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.onboarding import open_cohort
from lifecycle.plans import history_of
from models.database import reading, writing
from models.plan import Plan
from models.settings import CHECKOUT
from models.words import Stage

FOLDER = CHECKOUT / "tests" / "messy"
SHEETS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".csv", ".xlsx", ".xls"))
TODAY = VirtualClock(date(2023, 3, 1))


@pytest.fixture
def known(engine: Engine) -> Engine:
    """Larache is a member of another cohort; Rabat joined this one and withdrew."""
    open_few(engine, LARACHE, cohort="2021-pilots")
    open_few(engine, RABAT)
    with writing(engine) as session:
        plan = session.scalars(select(Plan).where(Plan.collectivity_code == RABAT)).one()
        door.fire(
            session,
            plan,
            "withdraw",
            actor=acts.coordinator(7),
            reason="elections",
            at=VirtualClock(date(2023, 2, 1)).now(),
        )
    return engine


def opened(engine: Engine, sheet: Path, *, dry_run: bool = True) -> OnboardingReport:
    return open_cohort(
        engine, sheet.read_bytes(), sheet.name, calendar(), clock=TODAY,
        actor=acts.coordinator(7), dry_run=dry_run,
    )  # fmt: skip


def report_of(engine: Engine, sheet: Path) -> str:
    """Counts first, then what is wrong, in French and Arabic."""
    try:
        counts: object = opened(engine, sheet).counts()
        problems = []
    except CohortFileRefused as refused:
        counts, problems = refused.counts or "the header first", refused.problems
    said = counts if isinstance(counts, str) else ", ".join(f"{n} {k}" for k, n in counts.items())  # type: ignore[attr-defined]
    lines = [f"{each.sentence('fr')}\n{each.sentence('ar')}" for each in problems]
    return "\n".join([said, *lines]) + "\n"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_messy_sheet_gives_its_report(known: Engine, sheet: Path) -> None:
    report = report_of(known, sheet)
    expected = sheet.with_name(f"{sheet.name}.txt")
    if os.environ.get("INFITAH_WRITE_REPORTS"):
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")


def test_every_report_has_its_sheet() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == {f"{path.name}.txt" for path in SHEETS}


def test_a_member_that_comes_back_goes_through_the_door_with_the_sheet_as_reason(
    known: Engine,
) -> None:
    report = opened(known, FOLDER / "rejoining.csv", dry_run=False)
    assert (report.rejoining, len(report.new)) == ([RABAT], 1)
    with reading(known) as session:
        plan = session.scalars(select(Plan).where(Plan.collectivity_code == RABAT)).one()
        assert plan.stage == Stage.JOINING
        entry = history_of(session, plan.id)[-1]
    assert (entry.trigger, entry.reason) == ("rejoin", "sheet rejoining.csv")
    assert entry.effective_on == date(2023, 2, 20)
    again = opened(known, FOLDER / "rejoining.csv", dry_run=False)
    assert again.applied_before
    assert again.rejoining == []
