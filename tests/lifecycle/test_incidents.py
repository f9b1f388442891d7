"""Incidents: once a day, told once, over by themselves; on both databases."""

from datetime import date, timedelta

import pytest
from reading_back import letters
from sqlalchemy import Engine

from lifecycle.clock import VirtualClock
from lifecycle.incident_words import INCIDENT_ADVICE, INCIDENT_NAMES
from lifecycle.incidents import (
    OF_RUNS,
    IncidentRow,
    are_open,
    close_incidents,
    incident_rows,
    open_incidents,
    record_incident,
)
from models.database import reading, writing
from models.words import IncidentKind, LetterState, Role

MONDAY = date(2026, 11, 23)
FAILED, MISSED = IncidentKind.RUN_FAILED, IncidentKind.CHECK_MISSED


def note(engine: Engine, clock: VirtualClock, subject: str = "deliver-letters") -> bool:
    with writing(engine) as session:
        return record_incident(session, FAILED, subject, "", clock)


def close(engine: Engine, clock: VirtualClock, subject: str = "deliver-letters") -> int:
    with writing(engine) as session:
        return close_incidents(session, subject, OF_RUNS, clock)


def rows(engine: Engine) -> list[IncidentRow]:
    with reading(engine) as session:
        return incident_rows(session)


def test_the_same_incident_of_a_day_is_one_row_and_one_letter_a_role(engine: Engine) -> None:
    clock = VirtualClock(MONDAY)
    assert note(engine, clock)
    clock.hour = 15
    assert not note(engine, clock)
    (found,) = rows(engine)
    assert (found.opened_at, found.closed_at) == (VirtualClock(MONDAY).now(), None)
    assert found.told == "A run failed or crashed."
    owed = letters(engine, "incident")
    assert {(one.role, one.state) for one in owed} == {
        (Role.NATIONAL_COORDINATOR, LetterState.QUEUED), (Role.ADMIN, LetterState.QUEUED),
    }  # fmt: skip
    assert {one.plan_id for one in owed} == {None}
    assert owed[0].context["ar"]["incident"] == INCIDENT_NAMES[FAILED].ar
    assert owed[0].context["fr"]["advice"] == INCIDENT_ADVICE[FAILED].fr


def test_another_flow_and_another_day_are_other_incidents(engine: Engine) -> None:
    clock = VirtualClock(MONDAY)
    assert note(engine, clock)
    assert note(engine, clock, "check-deadlines")
    clock.on += timedelta(days=1)
    assert note(engine, clock)
    assert len(letters(engine, "incident")) == 6


def test_what_is_over_is_closed_and_comes_back_without_a_second_letter(engine: Engine) -> None:
    clock = VirtualClock(MONDAY)
    note(engine, clock)
    assert close(engine, clock) == 1
    assert close(engine, clock) == 0
    assert open_incidents(rows(engine)) == []
    assert not note(engine, clock)
    assert len(open_incidents(rows(engine))) == 1
    assert len(letters(engine, "incident")) == 2


def test_a_flow_closes_its_own_incidents_of_its_kinds_only(engine: Engine) -> None:
    clock = VirtualClock(MONDAY)
    note(engine, clock, "check-deadlines")
    with writing(engine) as session:
        record_incident(session, MISSED, "check-deadlines", "", clock)
    assert close(engine, clock) == 0
    assert close(engine, clock, "check-deadlines") == 1
    with reading(engine) as session:
        assert are_open(session, "check-deadlines", (MISSED,))
        assert not are_open(session, "check-deadlines", OF_RUNS)


def test_open_ones_come_first_the_oldest_of_them_on_top(engine: Engine) -> None:
    clock = VirtualClock(MONDAY)
    note(engine, clock, "a")
    clock.hour = 10
    note(engine, clock, "b")
    clock.hour = 11
    note(engine, clock, "c")
    close(engine, clock, "b")
    assert [one.subject for one in rows(engine)] == ["a", "c", "b"]


def test_a_line_that_is_too_long_is_cut(engine: Engine) -> None:
    with writing(engine) as session:
        record_incident(session, FAILED, "x", "y" * 900, VirtualClock(MONDAY))
    assert rows(engine)[0].told == "y" * 500


@pytest.mark.parametrize("kind", IncidentKind)
def test_every_kind_has_a_name_and_says_what_to_do(kind: IncidentKind) -> None:
    for phrase in (INCIDENT_NAMES[kind], INCIDENT_ADVICE[kind]):
        assert all((phrase.ar, phrase.fr, phrase.en))
