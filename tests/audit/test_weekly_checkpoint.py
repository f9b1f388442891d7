"""The weekly checkpoint: owed to each auditor once a week, and only when there is one."""

from datetime import date

import builders
import pytest
from reading_back import letters
from sqlalchemy import Engine

from audit.sealing import seal
from audit.weekly_checkpoint import LOG_CHECKPOINT, owe_weekly_checkpoint
from lifecycle.clock import VirtualClock
from models.database import writing
from models.outbox import OutboxLetter
from models.words import LetterState, Role

MONDAY, WEDNESDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 29)
NEXT_MONDAY = date(2026, 11, 30)


@pytest.fixture
def audited(engine: Engine) -> Engine:
    """A log of one plan, sealed, and two auditors, one of whom holds the role twice."""
    with writing(engine) as session:
        builders.plan(session)
        first, second = builders.person(session), builders.person(session)
        for who in (first, second, second):
            builders.hold(session, who, Role.AUDITOR)
        builders.hold(session, builders.person(session), Role.ADMIN)
    seal(engine, VirtualClock(MONDAY))
    return engine


def owe(engine: Engine, on: date = MONDAY, cause: str = "test") -> int:
    return owe_weekly_checkpoint(engine, clock=VirtualClock(on), cause=cause)


def owed(engine: Engine) -> list[OutboxLetter]:
    return letters(engine, LOG_CHECKPOINT)


def test_each_auditor_is_owed_one_letter(audited: Engine) -> None:
    assert owe(audited) == 2
    found = owed(audited)
    assert len({one.context["to_person"] for one in found}) == 2
    assert {(one.role, one.state, one.plan_id, one.urgent) for one in found} == {
        (Role.AUDITOR, LetterState.QUEUED, None, False)
    }


def test_it_is_owed_once_a_week_however_often_it_runs(audited: Engine) -> None:
    assert [owe(audited, on) for on in (MONDAY, MONDAY, WEDNESDAY, SUNDAY)] == [2, 0, 0, 0]
    assert len(owed(audited)) == 2
    assert owe(audited, NEXT_MONDAY) == 2


def test_a_monday_that_was_missed_is_made_up_for_later_in_the_week(audited: Engine) -> None:
    assert owe(audited, WEDNESDAY) == 2
    assert all(":2026-11-23:" in one.key for one in owed(audited))


def test_who_becomes_an_auditor_within_the_week_gets_the_letter_too(audited: Engine) -> None:
    owe(audited)
    with writing(audited) as session:
        builders.hold(session, builders.person(session), Role.AUDITOR, from_on=WEDNESDAY)
    assert owe(audited) == 0
    assert owe(audited, WEDNESDAY) == 1


def test_before_the_first_checkpoint_nothing_is_owed(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plan(session)
        builders.hold(session, builders.person(session), Role.AUDITOR)
    assert owe(engine) == 0
    assert owed(engine) == []


def test_where_nobody_audits_nothing_is_owed(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plan(session)
    seal(engine, VirtualClock(MONDAY))
    assert owe(engine) == 0


def test_a_replayed_one_is_marked(audited: Engine) -> None:
    owe(audited, cause="replay:2022-founders")
    assert {one.replayed for one in owed(audited)} == {True}
