"""A cohort joins from its sheet: all of it, or nothing, and never twice."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest
from conftest import NewDatabase
from small_cohort import BENI_MELLAL, LARACHE, ORIENTAL, TIZNIT, open_few
from sqlalchemy import Engine, func, select

from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.plans import history_of
from models.base import Base, table_of
from models.cohort import Cohort, CohortFile
from models.collectivity import Collectivity
from models.database import open_database, reading
from models.history import HistoryEntry
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.plan import Plan, PlanStep
from models.words import FactBasis, Role, Stage, StepState

LATER = date(2026, 11, 23)
SUCCESSOR = {
    BENI_MELLAL: {
        "focal_point_name": "نقطة ارتكاز جديدة",
        "focal_point_email": "next@commune.example",
    }
}
EVERYTHING = (Cohort, CohortFile, Collectivity, Plan, PlanStep, HistoryEntry, OutboxLetter, Person)


@pytest.fixture
def sqlite(new_database: NewDatabase) -> Iterator[Engine]:
    with ExitStack() as stack:
        engine = open_database(stack.enter_context(new_database("sqlite")))
        stack.callback(engine.dispose)
        yield engine


def count(engine: Engine, record: type[Base]) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table_of(record))) or 0


def focal_points(engine: Engine, code: str) -> list[tuple[Any, ...]]:
    with reading(engine) as session:
        rows = session.execute(
            select(Person.email, RoleHolding.from_on, RoleHolding.until_on)
            .join(RoleHolding, RoleHolding.person_id == Person.id)
            .where(RoleHolding.collectivity_code == code, RoleHolding.role == Role.FOCAL_POINT)
            .order_by(RoleHolding.id)
        )
        return [tuple(row) for row in rows]


def test_a_dry_run_counts_the_members_and_writes_nothing(engine: Engine) -> None:
    report = open_few(engine, BENI_MELLAL, LARACHE, dry_run=True)
    assert report.new == [BENI_MELLAL, LARACHE]
    assert report.dry_run
    assert [count(engine, record) for record in EVERYTHING] == [0] * len(EVERYTHING)


def test_opening_gives_each_member_a_plan_its_first_steps_an_entry_and_a_welcome(
    engine: Engine,
) -> None:
    report = open_few(engine, BENI_MELLAL, ORIENTAL)
    assert report.counts() == {
        "new": 2,
        "rejoining": 0,
        "changed": 0,
        "unchanged": 0,
        "rejected": 0,
    }
    with reading(engine) as session:
        plans = session.scalars(select(Plan).order_by(Plan.reference)).all()
        assert [(plan.reference, plan.stage, plan.basis) for plan in plans] == [
            ("PAO-2022-02-1", Stage.JOINING, None),
            ("PAO-2022-050910101-1", Stage.JOINING, None),
        ]
        for plan in plans:
            (entry,) = history_of(session, plan.id)
            assert (entry.trigger, entry.effective_on) == ("open_plan", date(2022, 10, 21))
            assert entry.cause == "test"
            steps = session.scalars(select(PlanStep).where(PlanStep.plan_id == plan.id))
            assert StepState.OPEN in {step.state for step in steps}
            letters = session.scalars(select(OutboxLetter).where(OutboxLetter.plan_id == plan.id))
            assert "welcome" in {letter.kind for letter in letters}


def test_opening_brings_the_whole_register_and_the_coordinators(sqlite: Engine) -> None:
    open_few(sqlite, BENI_MELLAL)
    assert count(sqlite, Collectivity) == 1590
    with reading(sqlite) as session:
        roles = select(RoleHolding.role).where(RoleHolding.collectivity_code.is_(None))
        held = list(session.scalars(roles))
    assert held.count(Role.REGION_COORDINATOR) == 12
    assert {Role.NATIONAL_COORDINATOR, Role.ADMIN, Role.AUDITOR} <= set(held)


def test_the_same_file_again_has_no_effect(engine: Engine) -> None:
    open_few(engine, BENI_MELLAL, LARACHE)
    before = [count(engine, record) for record in EVERYTHING]
    again = open_few(engine, BENI_MELLAL, LARACHE, on=LATER)
    assert again.applied_before
    assert again.counts() == {"new": 0, "rejoining": 0, "changed": 0, "unchanged": 2, "rejected": 0}
    assert [count(engine, record) for record in EVERYTHING] == before


def test_a_longer_sheet_of_the_same_cohort_opens_only_the_new_members(sqlite: Engine) -> None:
    open_few(sqlite, BENI_MELLAL)
    report = open_few(sqlite, BENI_MELLAL, LARACHE, on=LATER)
    assert (report.new, report.unchanged) == ([LARACHE], [BENI_MELLAL])
    assert count(sqlite, Plan) == 2
    assert count(sqlite, Cohort) == 1


def test_a_changed_focal_point_passes_the_role_on_and_leaves_the_plan_alone(
    engine: Engine,
) -> None:
    open_few(engine, BENI_MELLAL, LARACHE)
    ((before, *_),) = focal_points(engine, BENI_MELLAL)
    entries = count(engine, HistoryEntry)
    report = open_few(engine, BENI_MELLAL, LARACHE, changed=SUCCESSOR, on=LATER)
    assert (report.changed, report.unchanged) == ([BENI_MELLAL], [LARACHE])
    assert focal_points(engine, BENI_MELLAL) == [
        (before, date(2022, 10, 21), date(2026, 11, 22)),
        ("next@commune.example", LATER, None),
    ]
    assert count(engine, HistoryEntry) == entries


def test_a_dry_run_says_whose_people_would_change(sqlite: Engine) -> None:
    open_few(sqlite, BENI_MELLAL, LARACHE)
    before = focal_points(sqlite, BENI_MELLAL)
    report = open_few(sqlite, BENI_MELLAL, LARACHE, changed=SUCCESSOR, on=LATER, dry_run=True)
    assert (report.changed, report.unchanged) == ([BENI_MELLAL], [LARACHE])
    assert focal_points(sqlite, BENI_MELLAL) == before


def test_a_member_of_another_cohort_is_refused_with_its_row_and_the_other_cohort(
    sqlite: Engine,
) -> None:
    open_few(sqlite, BENI_MELLAL)
    with pytest.raises(CohortFileRefused) as refusal:
        open_few(sqlite, LARACHE, BENI_MELLAL, cohort="2026-second", on=LATER)
    (found,) = refusal.value.problems
    assert (found.place, found.column, found.value) == ("3", "code", BENI_MELLAL)
    for language in ("en", "fr", "ar"):
        assert "2022-founders" in found.sentence(language)
    assert count(sqlite, Plan) == 1
    assert count(sqlite, Cohort) == 1


def test_a_wrong_sheet_lists_every_problem_and_writes_nothing(sqlite: Engine) -> None:
    wrong = {
        BENI_MELLAL: {"focal_point_email": "nobody"},
        LARACHE: {"joined_on": "2019-01-01", "kind": "village"},
    }
    with pytest.raises(CohortFileRefused) as refusal:
        open_few(sqlite, BENI_MELLAL, LARACHE, TIZNIT, changed=wrong)
    found = {(one.place, one.column) for one in refusal.value.problems}
    assert found == {("2", "focal_point_email"), ("3", "joined_on"), ("3", "kind")}
    assert [count(sqlite, record) for record in EVERYTHING] == [0] * len(EVERYTHING)


def test_a_failure_half_way_leaves_nothing_behind(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("lifecycle.onboarding.open_plans", fails)
    with pytest.raises(RuntimeError):
        open_few(sqlite, BENI_MELLAL)
    assert [count(sqlite, record) for record in EVERYTHING] == [0] * len(EVERYTHING)


def test_a_replayed_opening_marks_its_plans_entries_and_letters(sqlite: Engine) -> None:
    open_few(sqlite, BENI_MELLAL, cause="replay:2022-founders", basis=FactBasis.ILLUSTRATIVE)
    with reading(sqlite) as session:
        letters = session.scalars(select(OutboxLetter)).all()
        assert {(one.replayed, one.basis) for one in letters} == {(True, FactBasis.ILLUSTRATIVE)}
        assert session.scalars(select(HistoryEntry.basis)).all() == [FactBasis.ILLUSTRATIVE]


def test_the_file_is_remembered_by_its_hash(sqlite: Engine) -> None:
    report = open_few(sqlite, BENI_MELLAL)
    with reading(sqlite) as session:
        kept = session.scalars(select(CohortFile)).one()
        assert (kept.sha256, kept.report) == (report.sha256, report.counts())
