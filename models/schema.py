"""Bringing a database to the newest schema, and telling whether it is there."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from models.revision import NEWEST, revision_of
from models.settings import CHECKOUT


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(CHECKOUT / "models" / "migrations"))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine) -> None:
    """Upgrade the database to the newest revision; nothing happens when it is there."""
    command.upgrade(_config(engine), "head")


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the revision that this process was written for."""
    with engine.execution_options(reading=True).connect() as connection:
        return revision_of(connection) == NEWEST
