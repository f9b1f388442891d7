"""The flows that run by the clock: what they do to the database, and what they show of it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dashboard import Dashboard, database_of_runs
from prefect import Flow
from prefect.exceptions import ParameterTypeError
from pydantic import ValidationError
from small_cohort import BENI_MELLAL, LARACHE, open_few
from sqlalchemy import Engine, func, select

from flows import (
    advance_plans,
    brief_coordinators,
    check_deadlines,
    deliver_letters,
    show_dashboard,
    show_forecast,
)
from flows.clock_of_run import engine_of_run
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import NoSuchCohort
from lifecycle.plans import find_plan
from models.base import table_of
from models.database import open_database, reading, writing
from models.outbox import OutboxLetter
from models.person import Person
from models.run import SweepRecord
from models.words import LetterState

TODAY, MUCH_LATER = date(2022, 11, 14), date(2023, 3, 1)
FLOWS: dict[str, Flow[..., Any]] = {
    "check-deadlines": check_deadlines.check_deadlines,
    "advance-plans": advance_plans.advance_plans,
    "brief-coordinators": brief_coordinators.brief_coordinators,
    "deliver-letters": deliver_letters.deliver_letters,
}


@pytest.fixture(scope="module")
def opened_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which two founders are open."""
    file = tmp_path_factory.mktemp("opened") / "opened.db"
    shutil.copy(sqlite_template, file)
    engine = open_database(f"sqlite:///{file}")
    open_few(engine, BENI_MELLAL, LARACHE)
    engine.dispose()
    return file


@pytest.fixture
def engine(opened_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Two founders, open, in the database that the flows work on."""
    shutil.copy(opened_file, tmp_path / "flows.db")
    with database_of_runs(f"sqlite:///{tmp_path / 'flows.db'}", monkeypatch):
        yield engine_of_run()


@pytest.fixture
def dashboard(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Dashboard:
    made = Dashboard()
    for module in (
        advance_plans, brief_coordinators, check_deadlines, deliver_letters, show_dashboard,
        show_forecast,
    ):  # fmt: skip
        made.stands_in_for_prefect(module, monkeypatch)
    return made


def run(name: str, **parameters: Any) -> dict[str, Any]:
    return FLOWS[name].fn(**parameters)


def letters(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table_of(OutboxLetter))) or 0


def sweeps(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.scalars(select(SweepRecord.name)))


def addresses(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.scalars(select(Person.email)))


def test_deadlines_are_checked_once_and_shown(engine: Engine, dashboard: Dashboard) -> None:
    before = letters(engine)
    first = run("check-deadlines", on=MUCH_LATER)
    assert first["letters"] > 0
    assert first["late"] > 0
    assert letters(engine) == before + first["letters"] + first["skipped"]
    assert "# Deadlines of 1 March 2023" in dashboard.texts["last-sweep"]
    assert f"letters written: **{first['letters']}**" in dashboard.texts["last-sweep"]
    assert len(dashboard.tables["late-steps"]) == first["late"]
    row = dashboard.tables["late-steps"][0]
    assert row["Collectivity"].startswith("Commune de ")
    assert row["Working days late"] > 0
    assert run("check-deadlines", on=MUCH_LATER)["letters"] == 0
    assert sweeps(engine) == ["deadlines", "deadlines"]


def test_a_dry_run_of_the_deadlines_says_so_and_writes_nothing(
    engine: Engine, dashboard: Dashboard
) -> None:
    before = letters(engine)
    assert run("check-deadlines", on=MUCH_LATER, dry_run=True)["letters"] > 0
    assert letters(engine) == before
    assert sweeps(engine) == []
    assert "Dry run: nothing was written" in dashboard.texts["last-sweep"]


def test_plans_that_may_move_are_moved_and_named(engine: Engine, dashboard: Dashboard) -> None:
    with writing(engine) as session:
        plan = find_plan(session, BENI_MELLAL, on=TODAY)
        for step in ("adhere_to_charter", "name_focal_point", "attend_orientation",
                     "attend_training"):  # fmt: skip
            door.fire(
                session, plan.id, acts.WAIVE, actor=acts.coordinator(7), step=step,
                at=VirtualClock(TODAY).now(), reason="test",
            )  # fmt: skip
    dry = run("advance-plans", on=TODAY, dry_run=True)
    assert (dry["moved"], "Dry run" in dashboard.texts["last-moves"]) == (1, True)
    assert run("advance-plans", on=TODAY)["moved"] == 1
    assert plan.reference in dashboard.texts["last-moves"]
    assert "Béni Mellal-Khénifra" in dashboard.texts["board"]
    assert run("advance-plans", on=TODAY)["moved"] == 0
    assert "No plan moved." in dashboard.texts["last-moves"]


def test_coordinators_are_briefed_once_a_week(engine: Engine, dashboard: Dashboard) -> None:
    assert run("brief-coordinators", on=TODAY, dry_run=True)["digests"] == 13
    before = letters(engine)
    assert run("brief-coordinators", on=TODAY)["digests"] == 13
    assert letters(engine) == before + 13
    assert run("brief-coordinators", on=date(2022, 11, 16))["digests"] == 0
    assert set(dashboard.texts) == {"board", "causes", "forecast", "letter-funnel"}
    assert set(dashboard.tables) == {"late-steps", "worklist", "bottlenecks", "incidents"}


def test_letters_are_delivered_and_counted_by_state(
    engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver_letters, "SystemClock", lambda: VirtualClock(TODAY))
    counts = run("deliver-letters")
    assert counts["accepted"]
    with reading(engine) as session:
        states = set(session.scalars(select(OutboxLetter.state)))
    assert states <= set(LetterState)
    shown = dashboard.texts["letters"]
    for name, value in counts.items():
        assert f"{name} {value}" in shown
    assert all(f"| {state} |" in shown for state in states)
    assert "/outbox)" in shown


def test_a_mail_server_that_is_down_fails_the_run_and_keeps_the_letters(
    engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"DELIVERY": "smtp", "PORT": "1", "SECURITY": "none", "LIVE": "1"}.items():
        monkeypatch.setenv(f"INFITAH_MAIL_{name}", value)
    monkeypatch.setattr(deliver_letters, "SystemClock", lambda: VirtualClock(TODAY))
    with pytest.raises(deliver_letters.MailServerDown, match="none is lost"):
        run("deliver-letters")
    with reading(engine) as session:
        assert LetterState.QUEUED in set(session.scalars(select(OutboxLetter.state)))
    assert "server_down" in dashboard.texts["letters"]


def test_no_person_and_no_address_is_shown(engine: Engine, dashboard: Dashboard) -> None:
    run("check-deadlines", on=MUCH_LATER)
    run("advance-plans", on=MUCH_LATER)
    run("brief-coordinators", on=MUCH_LATER)
    run("deliver-letters")
    shown = dashboard.shown()
    known = addresses(engine)
    assert len(known) > 10
    assert [address for address in known if address in shown] == []


@pytest.mark.parametrize("name", ["check-deadlines", "advance-plans"])
def test_only_the_asked_cohort_is_looked_at(
    engine: Engine, dashboard: Dashboard, name: str
) -> None:
    run(name, cohort="2022-founders", on=TODAY)
    with pytest.raises(NoSuchCohort, match="2022-founders"):
        run(name, cohort="2030", on=TODAY)


@pytest.mark.parametrize(
    "parameters", [{"on": "soon"}, {"cohort": "2022; drop table plan"}, {"dry_run": "perhaps"}]
)
def test_wrong_parameters_are_refused_before_a_run(parameters: dict[str, Any]) -> None:
    with pytest.raises((ParameterTypeError, ValidationError)):
        FLOWS["check-deadlines"].validate_parameters(parameters)


def test_a_date_of_the_form_becomes_a_civil_date() -> None:
    given = FLOWS["check-deadlines"].validate_parameters({"on": "2022-11-14"})
    assert given["on"] == TODAY


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_bears_the_name_of_its_deployment_and_explains_its_parameters(name: str) -> None:
    flow = FLOWS[name]
    assert flow.name == name
    said = flow.fn.__doc__ or ""
    for parameter in flow.parameters.properties:
        assert f"{parameter}:" in said


def test_of_a_shared_day_the_last_share_shows_it_and_says_that_it_is_checked(
    engine: Engine, dashboard: Dashboard
) -> None:
    first = run("check-deadlines", on=MUCH_LATER, share=2, shares=2)
    assert (dashboard.texts, dashboard.tables, dashboard.events, sweeps(engine)) == ({}, {}, [], [])
    assert "late" not in first
    last = run("check-deadlines", on=MUCH_LATER, share=1, shares=2)
    assert last["late"] > 0
    assert first["letters"] > 0 < last["letters"]
    assert "All 2 shares of the day are done" in dashboard.texts["last-sweep"]
    assert sweeps(engine) == ["deadlines"]
    assert run("check-deadlines", on=MUCH_LATER)["letters"] == 0


def test_today_is_said_to_be_checked_once_all_its_shares_are(
    engine: Engine, dashboard: Dashboard
) -> None:
    run("check-deadlines", share=1, shares=2)
    assert dashboard.events == []
    run("check-deadlines", share=2, shares=2)
    assert [event for event, _ in dashboard.events] == ["infitah.check-deadlines.completed"]


def test_one_share_shows_the_board_and_the_letters_of_everybody(
    engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver_letters, "SystemClock", lambda: VirtualClock(TODAY))
    run("advance-plans", on=TODAY, share=2, shares=2)
    sent = run("deliver-letters", share=2, shares=2)
    assert set(dashboard.texts) == {"last-moves"}
    run("advance-plans", on=TODAY, share=1, shares=2)
    more = run("deliver-letters", share=1, shares=2)
    assert set(dashboard.texts) == {"last-moves", "board", "letters"}
    everybody = sent.get("accepted", 0) + more.get("accepted", 0)
    with reading(engine) as session:
        left = session.scalars(select(OutboxLetter).where(OutboxLetter.accepted_on == TODAY)).all()
    assert everybody == len(left) > 0


def test_a_share_that_there_is_not_fails_the_run_with_a_sentence(
    engine: Engine, dashboard: Dashboard
) -> None:
    with pytest.raises(ValueError, match="share 3 of 2: shares count from 1"):
        run("check-deadlines", share=3, shares=2)
