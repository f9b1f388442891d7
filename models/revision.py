"""The revision of the schema that this process was written for, and the one that a database has.

The files are looked at once, when the process starts: a checkout that is brought to a newer release
while it runs does not make it newer.
"""

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, ProgrammingError

from models.settings import CHECKOUT

VERSIONS = CHECKOUT / "models" / "migrations" / "versions"
NEWEST = max(path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*.py"))
STANDS = "SELECT version_num FROM alembic_version"


class WrongSchema(RuntimeError):
    """The database stands at another revision than this process: nothing is written."""


def revision_of(connection: Connection) -> str | None:
    """The revision at which a database stands; None when it was never migrated."""
    try:
        stands: str | None = connection.exec_driver_sql(STANDS).scalar()
    except (OperationalError, ProgrammingError) as problem:
        if "alembic_version" in str(problem.orig):
            return None
        raise
    return stands


def check_schema(connection: Connection) -> None:
    """Refuse a database of another revision; it costs one short read a transaction.

    Raises:
        WrongSchema: with what to do: start anew after another process has migrated it, or migrate.
    """
    stands = revision_of(connection)
    if stands == NEWEST:
        return
    if stands is not None and stands > NEWEST:
        raise WrongSchema(
            f"the database was migrated to {stands} while this process, of {NEWEST}, was running: "
            "nothing was written. Start it again from the newer release."
        )
    raise WrongSchema(
        f"the database stands at {stands or 'no revision'}, and this process is of {NEWEST}: "
        "nothing was written. Run `infitah up --check` (or `make run`), which migrates it."
    )
