"""Triggers that refuse to change or delete history, on both databases.

They defend; they do not prove (the owner of a database can drop them). A migration that recreates a
table drops its triggers without a word, so each migration ends by adding them again.
"""

from sqlalchemy import Connection, inspect, text

# Each table with the keys by which INSERT OR REPLACE would find the row that it takes the place of.
TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "history_entry": (("id",), ("plan_id", "seq")),
    "log_entry": (("seq",),),
    "log_leaf": (("n",), ("chain", "seq")),
    "log_tile": (("level", "number"),),
    "log_checkpoint": (("size",),),
    "operation_record": (("id",),),
    "filing": (("plan_id", "kind", "occasion", "number"),),
}

SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    # INSERT OR REPLACE deletes without firing the delete trigger unless recursive_triggers is on.
    "CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {known}) "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    "DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change",
    "DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
)
STANDING = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) "
    "AND NOT tgisinternal AND tgenabled = 'A'",
}
EXPECTED = {"sqlite": 3, "postgresql": 2}


def add_triggers(connection: Connection) -> None:
    """Make the triggers of every append-only table that is there stand, whatever stood before."""
    statements = SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL
    there = set(inspect(connection).get_table_names())
    for table, keys in TABLES.items():
        known = " OR ".join(map(_same_key, keys))
        for statement in statements if table in there else ():
            told = statement.format(table=table, known=known)
            connection.exec_driver_sql(told.replace("%", "%%"))


def missing_triggers(connection: Connection) -> list[str]:
    """The append-only tables whose triggers do not all stand; empty when all is well."""
    dialect = connection.dialect.name
    counted = {
        table: connection.scalar(text(STANDING[dialect]), {"table": table}) for table in TABLES
    }
    return [table for table, count in counted.items() if count != EXPECTED[dialect]]


def _same_key(columns: tuple[str, ...]) -> str:
    return "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
