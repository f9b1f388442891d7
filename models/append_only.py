"""Triggers that refuse to change or delete history, on both databases.

They defend; they do not prove (the owner of a database can drop them). A migration that recreates a
table drops its triggers without a word, so each migration ends by adding them again.
"""

from sqlalchemy import Connection, text

TABLES = ("history_entry",)

SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    # INSERT OR REPLACE deletes without firing the delete trigger unless recursive_triggers is on.
    "CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id "
    "OR (plan_id = NEW.plan_id AND seq = NEW.seq)) "
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
    """Make the triggers of every append-only table stand, whatever stood before."""
    statements = SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL
    for table in TABLES:
        for statement in statements:
            connection.exec_driver_sql(statement.format(table=table).replace("%", "%%"))


def missing_triggers(connection: Connection) -> list[str]:
    """The append-only tables whose triggers do not all stand; empty when all is well."""
    dialect = connection.dialect.name
    counted = {
        table: connection.scalar(text(STANDING[dialect]), {"table": table}) for table in TABLES
    }
    return [table for table, count in counted.items() if count != EXPECTED[dialect]]
