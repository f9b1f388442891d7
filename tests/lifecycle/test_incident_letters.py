"""Whom an incident is told to: coordinators and admins; auditors when the history is in doubt."""

from datetime import date, timedelta

import builders
import pytest
from reading_back import letters
from sqlalchemy import Engine

from lifecycle.clock import VirtualClock
from lifecycle.incidents import record_incident
from models.database import writing
from models.words import IncidentKind, Role

MONDAY = date(2026, 11, 23)
BROKEN = IncidentKind.HISTORY_BROKEN


def told_to(engine: Engine, kind: IncidentKind) -> list[tuple[Role, int | None]]:
    with writing(engine) as session:
        record_incident(session, kind, "seal-history", "", VirtualClock(MONDAY))
    owed = letters(engine, "incident")
    return sorted((one.role, one.context.get("to_person")) for one in owed)


def test_that_the_history_does_not_hold_is_told_to_every_auditor_of_the_day(
    engine: Engine,
) -> None:
    with writing(engine) as session:
        first, second, former = (builders.person(session) for _ in range(3))
        for who in (second, first, first):  # a role that was given twice is one letter
            builders.hold(session, who, Role.AUDITOR)
        builders.hold(session, former, Role.AUDITOR, until_on=MONDAY - timedelta(days=1))
        numbers = sorted((first.id, second.id))
    assert told_to(engine, BROKEN) == [
        (Role.ADMIN, None), *((Role.AUDITOR, number) for number in numbers),
        (Role.NATIONAL_COORDINATOR, None),
    ]  # fmt: skip


def test_where_nobody_audits_a_letter_to_the_role_shows_that_it_reaches_nobody(
    engine: Engine,
) -> None:
    assert (Role.AUDITOR, None) in told_to(engine, BROKEN)


@pytest.mark.parametrize("kind", [kind for kind in IncidentKind if kind != BROKEN])
def test_no_other_incident_is_told_to_auditors(engine: Engine, kind: IncidentKind) -> None:
    with writing(engine) as session:
        builders.hold(session, builders.person(session), Role.AUDITOR)
    assert told_to(engine, kind) == [(Role.ADMIN, None), (Role.NATIONAL_COORDINATOR, None)]
