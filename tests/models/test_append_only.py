"""History refuses to be changed, on both databases, whatever the words of the statement."""

import builders
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from models.append_only import add_triggers, missing_triggers
from models.database import writing

COLUMNS = (
    "id, plan_id, seq, trigger, step_key, from_stage, to_stage, effective_on, recorded_at, "
    "actor_kind, actor_id, basis, canonical, leaf_hash"
)
OTHER = COLUMNS.replace("leaf_hash", "'forged'")
BOTH = {
    "update": "UPDATE history_entry SET effective_on = '2020-01-01'",
    "update of one column": "UPDATE history_entry SET basis = NULL WHERE seq = 1",
    "delete": "DELETE FROM history_entry WHERE seq = 1",
}
ONLY = {
    "sqlite": {
        "replace of a row": f"REPLACE INTO history_entry SELECT {OTHER} FROM history_entry",
        "replace of a place in the chain": "INSERT OR REPLACE INTO history_entry "
        f"SELECT {OTHER.replace('id, plan_id', 'id + 100, plan_id', 1)} FROM history_entry",
        "upsert": f"INSERT INTO history_entry SELECT {OTHER} FROM history_entry WHERE true "
        "ON CONFLICT (id) DO UPDATE SET leaf_hash = excluded.leaf_hash",
    },
    "postgresql": {
        "truncate": "TRUNCATE history_entry",
        "truncate with what hangs on it": "TRUNCATE plan CASCADE",
        "upsert": f"INSERT INTO history_entry SELECT {OTHER} FROM history_entry "
        "ON CONFLICT (id) DO UPDATE SET leaf_hash = excluded.leaf_hash",
        "update as a replica": "SET LOCAL session_replication_role = replica; "
        "UPDATE history_entry SET seq = 9",
    },
}


@pytest.fixture
def written(engine: Engine) -> Engine:
    with writing(engine) as session:
        builders.plan(session)
    return engine


def rows(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT * FROM history_entry"))]


@pytest.mark.parametrize(
    ("database_url", "statement"),
    [(kind, said) for kind in ONLY for said in (BOTH | ONLY[kind]).values()],
    indirect=["database_url"],
    ids=[f"{kind}: {name}" for kind in ONLY for name in BOTH | ONLY[kind]],
)
def test_a_statement_that_changes_history_is_refused(written: Engine, statement: str) -> None:
    def run() -> None:
        with written.begin() as connection:
            for part in statement.split(";"):
                connection.execute(text(part))

    before = rows(written)
    assert len(before) == 1
    with pytest.raises(DBAPIError, match="append-only"):
        run()
    assert rows(written) == before


def test_adding_to_history_is_what_it_is_for(written: Engine) -> None:
    with written.begin() as connection:
        more = COLUMNS.replace("id, plan_id, seq", "id + 1, plan_id, seq + 1", 1)
        connection.execute(
            text(f"INSERT INTO history_entry SELECT {more} FROM history_entry WHERE seq = 1")
        )
    assert len(rows(written)) == 2


def dropped(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return "DROP TRIGGER history_entry_no_delete"
    return "DROP TRIGGER history_entry_no_truncate ON history_entry"


def test_a_trigger_that_was_dropped_is_told_and_stands_again(engine: Engine) -> None:
    with engine.begin() as connection:
        assert missing_triggers(connection) == []
        connection.execute(text(dropped(engine)))
        assert missing_triggers(connection) == ["history_entry"]
        add_triggers(connection)
        assert missing_triggers(connection) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_trigger_that_was_switched_off_is_told(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE history_entry DISABLE TRIGGER ALL"))
        assert missing_triggers(connection) == ["history_entry"]
