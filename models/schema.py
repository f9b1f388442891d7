"""Bringing a database to the newest schema, and telling whether it is there."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from models.revision import NEWEST, revision_of
from models.revisions import Standing, standing, standing_told
from models.settings import CHECKOUT


class NewerDatabase(ValueError):
    """A database that a newer release made: this one would not know what it holds."""


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(CHECKOUT / "models" / "migrations"))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine, to: str = "head") -> None:
    """Upgrade the database to a revision, the newest; nothing happens when it is there.

    Raises:
        NewerDatabase: it stands at a revision that this checkout does not know.
    """
    state, stands = standing(engine)
    if state is Standing.UNKNOWN:
        raise NewerDatabase(f"the database {standing_told(state, stands)}")
    command.upgrade(_config(engine), to)


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the revision that this process was written for."""
    with engine.execution_options(reading=True).connect() as connection:
        return revision_of(connection) == NEWEST
