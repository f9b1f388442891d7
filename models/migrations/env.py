"""The environment of the migrations: the engine is handed in by `models.schema`, or opened here."""

from alembic import context

from models.database import open_database
from models.settings import database_url
from models.tables import Base

engine = context.config.attributes.get("engine") or open_database(database_url())
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        # Alembic takes it that SQLite commits at each CREATE; the driver's own way of doing so is
        # switched off (models/database.py), and a migration that fails leaves nothing behind.
        transactional_ddl=True,
        # SQLite cannot alter a table in place; a batch would recreate it and silently drop its
        # triggers, so every migration ends with models.append_only.add_triggers.
        render_as_batch=False,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
