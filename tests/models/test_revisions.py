"""How a database stands among the revisions, and that a newer one is never touched."""

import pytest
from sqlalchemy import Engine, text

from models.revisions import Standing, known_revisions, standing, standing_told
from models.schema import NewerDatabase, migrate


def stand_at(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_a_migrated_database_is_current_and_nothing_is_said(engine: Engine) -> None:
    state, stands = standing(engine)
    assert (state, stands) == (Standing.CURRENT, known_revisions()[-1])
    assert standing_told(state, stands) == ""


def test_an_older_one_is_told_with_both_revisions_and_the_command(engine: Engine) -> None:
    stand_at(engine, "0003")
    told = standing_told(*standing(engine))
    assert "0003, older than" in told
    assert known_revisions()[-1] in told
    assert "infitah up --check --empty" in told


def test_a_newer_one_is_told_and_never_migrated(engine: Engine) -> None:
    stand_at(engine, "9999")
    told = standing_told(*standing(engine))
    assert "9999, which this release" in told
    with pytest.raises(NewerDatabase, match="a newer one made it"):
        migrate(engine)


def test_one_without_tables_is_empty(bare_engine: Engine) -> None:
    assert standing(bare_engine) == (Standing.EMPTY, None)
