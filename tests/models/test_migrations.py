"""The migrated schema is the one the records describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from models.append_only import missing_triggers
from models.schema import is_current, migrate
from models.tables import Base


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def test_the_migrated_schema_equals_the_records(engine: Engine) -> None:
    with engine.connect() as connection:
        assert differences(connection) == []


def test_a_difference_would_be_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE sitting ADD COLUMN forgotten INTEGER"))
        assert len(differences(connection)) == 1


def test_the_triggers_stand_after_migrating(engine: Engine) -> None:
    with engine.connect() as connection:
        assert missing_triggers(connection) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO sitting VALUES (1, '09', '2023-10', '2023-10-02')"))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sitting")).scalar() == 1
        assert missing_triggers(connection) == []
        assert differences(connection) == []


def test_an_empty_database_is_not_current_until_it_is_migrated(bare_engine: Engine) -> None:
    assert not is_current(bare_engine)
    migrate(bare_engine)
    assert is_current(bare_engine)
    assert set(Base.metadata.tables) <= set(inspect(bare_engine).get_table_names())


def test_what_is_asked_often_has_its_index(engine: Engine) -> None:
    indexes = {
        index["name"]
        for table in ("plan", "plan_step", "outbox_letter")
        for index in inspect(engine).get_indexes(table)
    }
    assert {"ix_plan_due", "ix_plan_step_due", "ix_outbox_letter_due"} <= indexes
