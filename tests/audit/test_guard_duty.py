"""The hourly round: sealed, verified once a day, and who is told when it does not hold."""

from datetime import date, timedelta
from pathlib import Path

import builders
import pytest
from forger import Forger, by_hand
from sealed import lived, sealed
from sqlalchemy import Engine, select, update

from audit.guard_duty import Duty, round_of_duty
from audit.log_folder import LogFolder
from lifecycle.clock import SystemClock, VirtualClock
from lifecycle.incidents import incident_rows, open_incidents
from lifecycle.sweep_records import last_sweep
from models.base import table_of
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.plan import Plan
from models.words import IncidentKind, Role, Stage

PLAN = table_of(Plan)


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> LogFolder:
    return sealed(engine, tmp_path / "log")


def duty(engine: Engine, folder: LogFolder, on: str, hour: int = 9, again: bool = False) -> Duty:
    clock = VirtualClock(date.fromisoformat(on), hour)
    return round_of_duty(engine, clock, cause="flow:seal-history", folder=folder, again=again)


def open_kinds(engine: Engine) -> list[IncidentKind]:
    with reading(engine) as session:
        return [one.kind for one in open_incidents(incident_rows(session))]


def alarms(engine: Engine) -> int:
    with reading(engine) as session:
        kinds = session.scalars(select(OutboxLetter.kind).where(OutboxLetter.kind == "incident"))
        return len(kinds.all())


def test_the_first_round_of_a_day_adds_heads_and_verifies(
    engine: Engine, folder: LogFolder
) -> None:
    first = duty(engine, folder, "2024-03-05")
    assert (first.heads, first.alarm) == (1, "")
    assert first.verdict is not None
    assert first.verdict.holds
    second = duty(engine, folder, "2024-03-05", hour=10)
    assert (second.heads, second.verdict) == (0, None)
    with reading(engine) as session:
        told = last_sweep(session, "verify")
        assert told is not None
        assert told.counts["findings"] == 0


def test_each_auditor_is_owed_the_checkpoint_once_a_week(engine: Engine, folder: LogFolder) -> None:
    with writing(engine) as session:
        builders.hold(session, builders.person(session), Role.AUDITOR)
    days = ("2024-03-05", "2024-03-06", "2024-03-11")
    assert [duty(engine, folder, on).letters for on in days] == [1, 0, 1]


def test_it_may_be_verified_again(engine: Engine, folder: LogFolder) -> None:
    duty(engine, folder, "2024-03-05")
    assert duty(engine, folder, "2024-03-05", again=True).verdict is not None


def test_a_state_that_no_history_tells_of_raises_the_alarm_once_a_day_and_is_over_when_mended(
    engine: Engine, folder: LogFolder
) -> None:
    with reading(engine) as session:
        number, stage = session.execute(select(PLAN.c.id, PLAN.c.stage)).first() or (0, None)
    wrong = update(PLAN).where(PLAN.c.id == number)
    by_hand(engine, wrong.values(stage=Stage.COMPLETED))
    alarm = duty(engine, folder, "2024-03-05").alarm
    assert alarm.startswith("1 findings: ")
    assert "stage is completed in the table" in alarm
    assert open_kinds(engine) == [IncidentKind.HISTORY_BROKEN]
    told = alarms(engine)
    assert told > 0
    duty(engine, folder, "2024-03-05", again=True)
    assert alarms(engine) == told
    by_hand(engine, wrong.values(stage=stage))
    assert duty(engine, folder, "2024-03-05", again=True).alarm == ""
    assert open_kinds(engine) == []


def test_a_past_that_was_changed_is_not_signed_and_verified_at_once(
    engine: Engine, folder: LogFolder
) -> None:
    duty(engine, folder, "2024-03-05")
    forger = Forger(engine, 3)
    forger.log.remove(forger.any())
    forger.write_back(purge=False)
    again = duty(engine, folder, "2024-03-05", hour=10)
    assert again.sealed is None
    assert "was signed" in again.refused
    assert again.verdict is not None
    assert not again.verdict.holds
    assert open_kinds(engine) == [IncidentKind.HISTORY_BROKEN]


def test_entries_that_wait_longer_than_promised_are_told_and_the_next_round_closes_it(
    engine: Engine, tmp_path: Path
) -> None:
    folder = LogFolder(tmp_path / "log")
    lived(engine, 1)
    late = SystemClock(lambda: SystemClock().now() + timedelta(minutes=5))
    first = round_of_duty(engine, late, cause="flow:seal-history", folder=folder)
    assert first.waited.late
    assert open_kinds(engine) == [IncidentKind.SEAL_LATE]
    with writing(engine) as session:
        builders.plan(session, code="05.091.07.88")
    round_of_duty(engine, SystemClock(), cause="flow:seal-history", folder=folder)
    assert open_kinds(engine) == []
