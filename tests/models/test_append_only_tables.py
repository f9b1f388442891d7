"""Every table that is only added to refuses every other word, whoever says it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import programme
import pytest
from sealed import LATER, sealed
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from audit.sealing import seal
from audit.verification import verify
from lifecycle import acts, door
from models.append_only import TABLES, missing_triggers
from models.base import Base, table_of
from models.database import open_database, writing
from models.grants import grants
from models.history import HistoryDisclosure
from models.log import LogTile
from models.operation import OperationRecord
from models.plan import Plan
from models.words import OperationKind, OperationResult

SAYS = {
    "sqlite": {
        "update": "UPDATE {table} SET {first} = {first}",
        "delete": "DELETE FROM {table}",
        "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true "
        "ON CONFLICT DO UPDATE SET {first} = excluded.{first}",
    },
    "postgresql": {
        "update": "UPDATE {table} SET {first} = {first}",
        "delete": "DELETE FROM {table}",
        "truncate": "TRUNCATE {table} CASCADE",
        "upsert": "INSERT INTO {table} SELECT * FROM {table} "
        "ON CONFLICT ({key}) DO UPDATE SET {first} = excluded.{first}",
        "update as a replica": "SET LOCAL session_replication_role = replica; "
        "UPDATE {table} SET {first} = {first}",
        "delete as a replica": "SET LOCAL session_replication_role = replica; DELETE FROM {table}",
    },
}
# What only the owner of a table may say; the engine's account is not it.
OWNER_SAYS = {
    "switch a trigger off": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER {table}_no_change ON {table}",
    "rewrite by a new type": "ALTER TABLE {table} ALTER COLUMN {first} TYPE text USING '1'",
    "another function": "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger "
    "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "drop the table": "DROP TABLE {table} CASCADE",
    "act as a replica": "SET session_replication_role = replica",
}


@pytest.fixture
def full(engine: Engine, tmp_path: Path) -> Engine:
    """A database with at least one row in every table that is only added to."""
    folder = sealed(engine, tmp_path / "log", plans=1)
    with writing(engine) as session:
        more = {"actor": acts.coordinator(1), "at": LATER.now(), "content": programme.small()}
        door.fire(session, session.scalars(select(Plan.id)).one(), acts.FILE_CONTENT, **more)
        session.add(LogTile(level=9, number=0, hashes=b"", root=b""))
        session.add(
            OperationRecord(
                kind=OperationKind.COMMAND, name="board", who="cli:x", began_at=LATER.now(),
                ended_at=LATER.now(), asked={}, result=OperationResult.DONE, told="",
            )
        )  # fmt: skip
    seal(engine, LATER, folder)
    return engine


def rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [*map(tuple, connection.execute(select(Base.metadata.tables[table])))]


def filled_in(statement: str, table: str) -> str:
    key = [column.name for column in Base.metadata.tables[table].primary_key]
    return statement.format(table=table, first=key[0], key=", ".join(key))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("database_url", "statement"),
    [(kind, said) for kind in SAYS for said in SAYS[kind].values()],
    indirect=["database_url"],
    ids=[f"{kind}: {name}" for kind in SAYS for name in SAYS[kind]],
)
def test_a_table_that_is_only_added_to_refuses(full: Engine, table: str, statement: str) -> None:
    def run() -> None:
        with full.begin() as connection:
            for part in filled_in(statement, table).split("; "):
                connection.exec_driver_sql(part)

    before = rows(full, table)
    assert before
    with pytest.raises(DBAPIError, match="append-only"):
        run()
    assert rows(full, table) == before


def test_the_triggers_stand_after_every_migration(engine: Engine) -> None:
    with engine.connect() as connection:
        assert missing_triggers(connection) == []
        assert set(TABLES) <= set(inspect(connection).get_table_names())


@contextmanager
def as_the_engine(owner: Engine) -> Iterator[Engine]:
    """The account of the engine, which owns nothing."""
    role = f"infitah_app_{(owner.url.database or '').rpartition('_')[2]}"
    with owner.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
        for statement in grants(role):
            connection.exec_driver_sql(statement)
    url = make_url(owner.url.render_as_string(hide_password=False)).set(username=role, password="x")
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        yield engine
    finally:
        engine.dispose()
        with owner.begin() as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {role}")
            connection.exec_driver_sql(f"DROP ROLE {role}")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", TABLES)
def test_the_account_of_the_engine_can_neither_change_nor_disarm_a_table(
    full: Engine, table: str
) -> None:
    before = rows(full, table)
    says = SAYS["postgresql"] | OWNER_SAYS
    with as_the_engine(full) as engine:
        for statement in says.values():
            with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
                _say(engine, filled_in(statement, table))
    assert rows(full, table) == before
    with full.connect() as connection:
        assert missing_triggers(connection) == []


def _say(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        for part in statement.split("; ") if "$$" not in statement else [statement]:
            connection.exec_driver_sql(part)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_account_of_the_engine_does_all_its_work(full: Engine, tmp_path: Path) -> None:
    from audit.log_folder import LogFolder

    folder = LogFolder(tmp_path / "log")
    with full.begin() as connection:  # the row that stands in for a tile above
        connection.exec_driver_sql("ALTER TABLE log_tile DISABLE TRIGGER ALL")
        connection.exec_driver_sql("DELETE FROM log_tile")
        connection.exec_driver_sql("ALTER TABLE log_tile ENABLE ALWAYS TRIGGER log_tile_no_change")
        connection.exec_driver_sql(
            "ALTER TABLE log_tile ENABLE ALWAYS TRIGGER log_tile_no_truncate"
        )
    with as_the_engine(full) as engine:
        with writing(engine) as session:
            plan = session.scalars(select(Plan)).one()
            more = {"actor": acts.coordinator(1), "at": LATER.now(), "reason": "elections"}
            door.fire(session, plan, "suspend", **more)
        assert seal(engine, LATER, folder).added == 1
        assert verify(engine, folder).findings.kept == []
        with pytest.raises(DBAPIError, match="permission denied"):
            _say(engine, "UPDATE history_disclosure SET value = 'x'")
        _say(engine, f"DELETE FROM {table_of(HistoryDisclosure).name}")


@pytest.mark.parametrize("name", ["", "a b", "x;DROP", 'x"', "Ünder", "x" * 64])
def test_a_role_of_another_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        grants(name)


def test_the_statements_can_be_run_as_they_are() -> None:
    assert all(text(statement).text for statement in grants("infitah_app"))
