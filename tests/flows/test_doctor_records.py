"""The doctor on letters and runs: left behind, late, failed, backed up."""

from datetime import date, timedelta
from typing import Any

import pytest
from sealed import lived
from sqlalchemy import Engine, select, update

from audit.operations import Operation, record
from flows.doctor_letters import left_behind, oldest_late
from flows.doctor_runs import failed_runs, last_backup
from lifecycle.clock import VirtualClock
from models.base import table_of
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.words import LetterState, OperationKind, OperationResult
from notifications.workers import Worker

CLOCK = VirtualClock(date(2023, 5, 8))
LETTER = table_of(OutboxLetter)


@pytest.fixture
def letter(engine: Engine) -> str:
    """The number of one letter among some, of which none is due."""
    lived(engine, 1)
    with writing(engine) as session:
        session.connection().execute(update(LETTER).values(next_at=None))
        return str(session.scalars(select(OutboxLetter.id)).first())


def change(engine: Engine, letter: str, **values: Any) -> None:
    with writing(engine) as session:
        session.connection().execute(update(LETTER).where(LETTER.c.id == letter).values(**values))


def test_a_letter_in_the_hands_of_a_living_delivery_is_in_order(
    engine: Engine, letter: str
) -> None:
    assert left_behind(engine, CLOCK).good
    with Worker(engine) as worker:
        change(engine, letter, state=LetterState.CLAIMED, claimed_by=worker.name)
        assert left_behind(engine, CLOCK).good
        name = worker.name
    check = left_behind(engine, CLOCK)
    assert not check.good
    assert f"1 of {name}" in check.seen
    assert "infitah deliver" in check.mend


def test_a_letter_that_should_have_left_hours_ago_is_a_fault(engine: Engine, letter: str) -> None:
    assert oldest_late(engine, CLOCK).good
    change(engine, letter, state=LetterState.QUEUED, next_at=CLOCK.now() - timedelta(hours=1))
    assert oldest_late(engine, CLOCK).good
    change(engine, letter, next_at=CLOCK.now() - timedelta(hours=5))
    check = oldest_late(engine, CLOCK)
    assert not check.good
    assert "2023-05-08" in check.seen
    assert "deliver-letters" in check.mend


def ran(engine: Engine, result: OperationResult, *, name: str = "deliver-letters") -> None:
    kind = OperationKind.COMMAND if name == "backup" else OperationKind.FLOW
    who = "cli:operator" if name == "backup" else "flow"
    record(engine, CLOCK, Operation(kind, name, who, CLOCK.now(), result, "failed: OSError"))


def test_a_flow_whose_last_run_failed_is_a_fault_until_it_ends_well(engine: Engine) -> None:
    assert failed_runs(engine, CLOCK).good
    ran(engine, OperationResult.FAILED)
    ran(engine, OperationResult.DONE, name="advance-plans")
    check = failed_runs(engine, CLOCK)
    assert not check.good
    assert check.seen.startswith("deliver-letters on 2023-05-08")
    assert "OSError" in check.seen
    ran(engine, OperationResult.DONE)
    assert failed_runs(engine, CLOCK).good


def test_the_last_backup_is_noted(engine: Engine) -> None:
    assert "none was made" in last_backup(engine, CLOCK).seen
    ran(engine, OperationResult.FAILED, name="backup")
    assert "none was made" in last_backup(engine, CLOCK).seen
    ran(engine, OperationResult.DONE, name="backup")
    with reading(engine):
        assert "2023-05-08, 3 days ago" in last_backup(engine, VirtualClock(date(2023, 5, 11))).seen
