"""Whether the portal is well: its database answers and is of this version."""

from datetime import date

from sqlalchemy import Engine, text
from visitor import Visitor, an_app

from lifecycle.clock import VirtualClock
from models.database import open_database
from portal.public_pages import PUBLIC_PAGES

CLOCK = VirtualClock(date(2026, 1, 5))


def health(engine: Engine) -> tuple[int, str]:
    answer = Visitor(an_app(engine, CLOCK, PUBLIC_PAGES)).get("/healthz")
    return answer.status_code, answer.text


def test_a_migrated_database_that_answers_is_well(engine: Engine) -> None:
    assert health(engine) == (200, "ok")


def test_an_empty_database_is_not(bare_engine: Engine) -> None:
    status, said = health(bare_engine)
    assert status == 503
    assert "migrate" in said


def test_a_database_of_another_version_is_not(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert health(engine)[0] == 503


def test_a_database_that_is_gone_is_told_without_its_address() -> None:
    gone = open_database("postgresql://infitah:secret@127.0.0.1:9/nowhere")
    status, said = health(gone)
    assert status == 503
    assert "secret" not in said
    assert "127.0.0.1" not in said
