"""A database whose triggers somebody took away, to change what only grows."""

from sqlalchemy import Engine, inspect, text


def take_triggers_away(engine: Engine) -> None:
    """Let every table be changed, as its owner can."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            for table in inspect(connection).get_table_names():
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
            return
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in list(connection.execute(text(query)).scalars()):
            connection.execute(text(f"DROP TRIGGER {name}"))
