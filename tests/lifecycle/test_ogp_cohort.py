"""The cohort of OGP Local: a calendar without sessions, opened beside the founders."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
import yaml
from small_cohort import ORIENTAL, open_few
from sqlalchemy import Engine, select

from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import OGP_ANCHORS, CohortCalendar, read_calendar
from lifecycle.cohort_members import OnboardingReport
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.onboarding import open_cohort
from lifecycle.rows import PLAN
from models.database import reading
from models.person import Person, RoleHolding

FOLDER = Path(__file__).parents[2] / "cohorts"
CALENDAR, SHEET = FOLDER / "2024-ogp-local.yaml", FOLDER / "2024-ogp-local.csv"
JOINED = date(2024, 4, 16)


def calendar() -> CohortCalendar:
    return read_calendar(CALENDAR.read_text(encoding="utf-8"), CALENDAR.name)


def opened(engine: Engine, told: CohortCalendar) -> OnboardingReport:
    return open_cohort(
        engine, SHEET.read_bytes(), SHEET.name, told, clock=VirtualClock(JOINED),
        actor=builders.COORDINATOR, dry_run=False,
    )  # fmt: skip


def refused(change: Any) -> list[tuple[str, str]]:
    tree = yaml.load(CALENDAR.read_text("utf-8"), Loader=yaml.BaseLoader)
    change(tree["cycles"][0])
    with pytest.raises(CohortFileRefused) as refusal:
        read_calendar(yaml.safe_dump(tree, allow_unicode=True), "cohort.yaml")
    return [(problem.code, problem.place) for problem in refusal.value.problems]


def test_its_calendar_has_the_dates_of_its_track_and_names_no_session() -> None:
    (cycle,) = calendar().cycles
    assert set(cycle.dates) == set(OGP_ANCHORS)
    assert cycle.sessions == {}
    assert cycle.dates["founded"].on == JOINED
    documented = {name for name, day in cycle.dates.items() if day.verified}
    assert documented == {"founded", "implementation_closes"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda c: c.update(council_session={"commune": "2025-05"}),
            ("unknown_entry", "cycles[1].council_session"),
        ),
        (
            lambda c: c["dates"].update(training=dict(c["dates"]["founded"])),
            ("unknown_anchor", "cycles[1].dates.training"),
        ),
        (
            lambda c: c["dates"].pop("action_plan_due"),
            ("missing_anchor", "cycles[1].dates.action_plan_due"),
        ),
        (
            lambda c: c["dates"]["action_plan_due"].update(on="2024-01-01"),
            ("dates_backwards", "cycles[1].dates.action_plan_due"),
        ),
    ],
)
def test_a_calendar_of_another_track_is_refused_with_the_place(
    change: Any, problem: tuple[str, str]
) -> None:
    assert refused(change) == [problem]


def test_a_member_of_the_network_joins_ogp_local_and_keeps_its_people(engine: Engine) -> None:
    open_few(engine, ORIENTAL)
    with reading(engine) as session:
        people = session.scalars(select(Person.email).order_by(Person.id)).all()
        held = len(session.scalars(select(RoleHolding.id)).all())
    report = opened(engine, calendar())
    assert len(report.new) == 5
    with reading(engine) as session:
        plans = session.execute(
            select(PLAN.reference, PLAN.pathway_version, PLAN.session_code)
            .where(PLAN.collectivity_code == ORIENTAL)
            .order_by(PLAN.id)
        ).all()
        assert [tuple(row) for row in plans] == [
            ("PAO-2022-02-1", "1", "2023-10"), ("OGP-2024-02-1", "ogp-local-1", None),
        ]  # fmt: skip
        now = session.scalars(select(Person.email).order_by(Person.id)).all()
        assert now[: len(people)] == people
        own = select(RoleHolding.until_on).where(RoleHolding.collectivity_code == ORIENTAL)
        assert set(session.scalars(own)) == {None}
        assert held > 0


def test_it_is_not_opened_again_in_another_cohort_of_the_same_track(engine: Engine) -> None:
    opened(engine, calendar())
    another = replace(calendar(), code="2026-ogp-local")
    with pytest.raises(CohortFileRefused) as refusal:
        open_cohort(
            engine, SHEET.read_bytes() + b"\n", SHEET.name, another,
            clock=VirtualClock(JOINED), actor=builders.COORDINATOR, dry_run=True,
        )  # fmt: skip
    assert {problem.code for problem in refusal.value.problems} == {"other_cohort"}


def test_the_members_of_the_sheet_are_those_that_joined_in_april_2024(engine: Engine) -> None:
    opened(engine, calendar())
    with reading(engine) as session:
        rows = session.scalars(select(PLAN.collectivity_code).order_by(PLAN.collectivity_code))
        assert list(rows) == ["02", "08", "09", "09.001.01.01", "11"]
