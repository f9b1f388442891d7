"""Watching itself: what is reported, when it is not, and how it is over by itself."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import builders
import pytest
from dashboard import Dashboard, database_of_runs
from prefect.exceptions import ParameterTypeError
from reading_back import letters
from small_cohort import BENI_MELLAL, open_few
from sqlalchemy import Engine

from flows import check_deadlines, deliver_letters, report_incident, show_dashboard, watched
from flows.clock_of_run import engine_of_run
from flows.watch_settings import WatchSettings
from flows.watched import piled_up
from flows.watches import CHECKED, PILED_UP
from lifecycle.clock import VirtualClock
from lifecycle.incidents import IncidentRow, incident_rows, record_incident
from lifecycle.sweep import sweep
from models.database import reading, writing
from models.words import IncidentKind, LetterState, Role
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
MODULES = (check_deadlines, deliver_letters, report_incident, show_dashboard, watched)


@pytest.fixture
def engine(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    shutil.copy(sqlite_template, tmp_path / "flows.db")
    with database_of_runs(f"sqlite:///{tmp_path / 'flows.db'}", monkeypatch):
        yield engine_of_run()


@pytest.fixture
def dashboard(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Dashboard:
    made = Dashboard()
    for module in MODULES:
        made.stands_in_for_prefect(module, monkeypatch)
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> VirtualClock:
    """Eleven on Monday, for every flow."""
    standing = VirtualClock(MONDAY, hour=11)
    for module in MODULES:
        monkeypatch.setattr(module, "SystemClock", lambda: standing, raising=False)
    return standing


def report(kind: str, subject: str = "check-deadlines", what: str = "") -> str:
    flow, said = report_incident.report_incident, {"kind": kind, "subject": subject, "what": what}
    return str(flow.fn(**flow.validate_parameters(said)))


def incidents(engine: Engine) -> list[IncidentRow]:
    with reading(engine) as session:
        return incident_rows(session)


def test_a_check_that_is_missing_is_recorded_told_and_shown(
    engine: Engine, dashboard: Dashboard, clock: VirtualClock
) -> None:
    sweep(engine, on=FRIDAY, clock=VirtualClock(FRIDAY))
    assert report("check_missed") == report_incident.NEW
    assert incidents(engine)[0].told == "The check of 2026-11-23 did not complete."
    assert {one.role for one in letters(engine, "incident")} == {
        Role.NATIONAL_COORDINATOR, Role.ADMIN,
    }  # fmt: skip
    assert dashboard.described["incidents"].startswith("Look first at check-deadlines")
    assert dashboard.tables["incidents"][0]["Since"] == "23 November 2026 11:00"
    assert report("check_missed") == report_incident.KNOWN
    assert len(letters(engine, "incident")) == 2


def test_on_a_sunday_after_a_checked_friday_nothing_is_missing(
    engine: Engine, dashboard: Dashboard, clock: VirtualClock
) -> None:
    sweep(engine, on=FRIDAY, clock=VirtualClock(FRIDAY))
    clock.on = MONDAY - timedelta(days=1)
    assert report("check_missed") == report_incident.NOTHING
    assert incidents(engine) == []
    assert dashboard.described["incidents"].startswith("No incident is open")


def test_the_check_of_one_cohort_is_not_the_daily_check(
    engine: Engine, dashboard: Dashboard, clock: VirtualClock
) -> None:
    open_few(engine, BENI_MELLAL)
    sweep(engine, on=MONDAY, clock=clock, cohort="2022-founders")
    assert report("check_missed") == report_incident.NEW


def test_the_check_that_completes_says_so_and_closes_its_incident(
    engine: Engine, dashboard: Dashboard, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_deadlines, "clock_on", lambda on: VirtualClock(on) if on else clock)
    report("check_missed")
    check = check_deadlines.check_deadlines.fn
    check(dry_run=True)
    check(cohort="")
    assert [name for name, _ in dashboard.events] == [CHECKED]
    assert incidents(engine)[0].closed_at == clock.now()
    assert dashboard.tables["incidents"][0]["Over"] == "23 November 2026 11:00"


@pytest.mark.parametrize("parameters", [{"dry_run": True}, {"on": FRIDAY}])
def test_what_is_not_the_check_of_today_is_no_sign_of_life(
    dashboard: Dashboard, clock: VirtualClock, parameters: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(check_deadlines, "clock_on", lambda on: VirtualClock(on) if on else clock)
    check_deadlines.check_deadlines.fn(**parameters)
    assert dashboard.events == []


def test_letters_pile_up_beyond_the_settings_only(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        record_incident(session, IncidentKind.RUN_FAILED, "x", "", clock)  # owes two letters
    clock.hour = 14
    assert piled_up(engine, WatchSettings(letters_most=2), clock) == ""
    said = piled_up(engine, WatchSettings(letters_most=1), clock)
    assert said == "2 letters should have left more than 2 hours ago."
    assert piled_up(engine, WatchSettings(letters_most=1, letters_hours=4), clock) == ""


def test_a_delivery_tells_the_server_that_letters_pile_up_and_closes_it_when_they_do_not(
    engine: Engine, dashboard: Dashboard, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("letters_piled_up", "deliver-letters", "many")
    monkeypatch.setattr(deliver_letters, "piled_up", lambda *_: "3 letters")
    deliver_letters.deliver_letters.fn()
    assert dashboard.events == [(PILED_UP, {"told": "3 letters"})]
    assert incidents(engine)[0].closed_at is None
    monkeypatch.setattr(deliver_letters, "piled_up", lambda *_: "")
    deliver_letters.deliver_letters.fn()
    assert incidents(engine)[0].closed_at == clock.now()


def test_a_run_that_completes_closes_what_failed_before_it(
    engine: Engine, dashboard: Dashboard, clock: VirtualClock
) -> None:
    report("run_failed", "advance-plans")
    report("run_stuck", "read-bounces")
    watched.went_well(SimpleNamespace(name="advance-plans"), None, None)
    assert {one.subject: one.closed_at for one in incidents(engine)} == {
        "advance-plans": clock.now(), "read-bounces": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "fire", "subject": "x"},
        {"kind": "run_failed", "subject": "Salma El Mithali"},
        {"kind": "run_failed", "subject": "x", "what": "to somebody@commune.example"},
        {"kind": "run_failed", "subject": "x", "what": "two\nlines"},
    ],
)
def test_what_might_name_somebody_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises((ParameterTypeError, ValueError)):
        report_incident.report_incident.validate_parameters(said)


def test_the_letter_of_an_incident_arrives_and_says_what_to_do(
    engine: Engine, dashboard: Dashboard, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        builders.hold(session, builders.person(session), Role.NATIONAL_COORDINATOR)
    report("letters_piled_up", "deliver-letters", "many")
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
    owed = {one.role: one for one in letters(engine, "incident")}
    assert owed[Role.NATIONAL_COORDINATOR].state == LetterState.ACCEPTED
    assert (
        owed[Role.NATIONAL_COORDINATOR].subject
        == "حادث: \u200edeliver-letters\u200e – 23 نونبر 2026"
    )
    assert owed[Role.ADMIN].cause.startswith("nobody holds the role admin")
