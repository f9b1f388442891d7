"""The two databases of production: whether they are named, two, of PostgreSQL, and answer."""

import os

from sqlalchemy import URL, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

OURS, PREFECT = "INFITAH_DATABASE_URL", "PREFECT_API_DATABASE_CONNECTION_URL"
PREFECT_SINCE_3 = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
HOW = """
Both are made once, by the administrator of PostgreSQL (the passwords are yours to choose):

  createuser --pwprompt infitah            createdb --owner infitah infitah
  createuser --pwprompt infitah_prefect    createdb --owner infitah_prefect infitah_prefect
  export INFITAH_DATABASE_URL=postgresql://infitah:PASSWORD@127.0.0.1/infitah
  export PREFECT_API_DATABASE_CONNECTION_URL=\\
postgresql+asyncpg://infitah_prefect:PASSWORD@127.0.0.1/infitah_prefect

`infitah up` needs neither: it keeps everything in files, with the runs on one process."""


class DatabasesMissing(RuntimeError):
    """A database of production is not named, not PostgreSQL, or does not answer."""


def production_databases(ours: str | None = None) -> tuple[str, str]:
    """The URLs of the engine's and of Prefect's database, as each wants its own.

    Args:
        ours: the engine's, that of the environment when left out.

    Raises:
        DatabasesMissing: with everything that is wrong, and how both are made.
    """
    given = {
        OURS: ours or os.environ.get(OURS, ""),
        PREFECT: os.environ.get(PREFECT) or os.environ.get(PREFECT_SINCE_3, ""),
    }
    problems = [told for name, url in given.items() if (told := _problem(name, url))]
    if not problems and _place(given[OURS]) == _place(given[PREFECT]):
        problems = [f"{OURS} and {PREFECT} name the same database: each keeps its own tables"]
    if problems:
        said = "\n".join(f"  {problem}" for problem in problems)
        raise DatabasesMissing(f"production keeps two databases in PostgreSQL.\n{said}\n{HOW}")
    prefects = make_url(given[PREFECT]).set(drivername="postgresql+asyncpg")
    return given[OURS], prefects.render_as_string(hide_password=False)


def _problem(name: str, url: str) -> str:
    """What is wrong with one of them; the URL itself is not shown: it may hold a password."""
    if not url:
        return f"{name} is not set"
    try:
        parsed = make_url(url)
    except ArgumentError:
        return f"{name} is no URL of a database"
    if parsed.get_backend_name() != "postgresql":
        return f"{name} is of {parsed.get_backend_name()}, not of PostgreSQL"
    return _silence(name, parsed)


def _silence(name: str, url: URL) -> str:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), connect_args={"connect_timeout": 5}
    )
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", error)).strip().splitlines()[-1]
        return f"{name}: {url.render_as_string(hide_password=True)} does not answer: {cause}"
    finally:
        engine.dispose()
    return ""


def _place(url: str) -> tuple[object, ...]:
    parsed = make_url(url)
    return parsed.host, parsed.port or 5432, parsed.database, parsed.query.get("host")
