"""Who audits on a day: by number, each once, on the first and the last day too."""

from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import Engine

from lifecycle.auditors import auditors
from models.database import reading, writing
from models.words import Role

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def number(engine: Engine) -> int:
    """An auditor of one week, who holds the role twice, and an admin."""
    with writing(engine) as session:
        who = builders.person(session)
        for _ in range(2):
            builders.hold(session, who, Role.AUDITOR, from_on=FIRST, until_on=LAST)
        builders.hold(session, builders.person(session), Role.ADMIN)
        return who.id


@pytest.mark.parametrize(
    ("on", "holds"),
    [(FIRST - timedelta(days=1), False), (FIRST, True), (LAST, True), (date(2026, 11, 28), False)],
)
def test_an_auditor_is_one_from_the_first_to_the_last_day(
    engine: Engine, number: int, on: date, holds: bool
) -> None:
    with reading(engine) as session:
        assert auditors(session, on) == ([number] if holds else [])
