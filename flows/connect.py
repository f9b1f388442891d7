"""The database that a command works on, checked before it is used."""

import argparse
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from lifecycle.legal_time import check_legal_time
from models.database import open_database
from models.revisions import Standing, standing, standing_told
from models.settings import database_url


class NotReady(RuntimeError):
    """The database is missing or of another version; the message says how to make it ready."""


def connect(arguments: argparse.Namespace) -> Engine:
    """The engine of `--db`, or of the settings; `arguments` remember it for the operations log.

    Raises:
        NotReady: there is no database there, or it stands at another version.
        StaleTimeZone: the tz data would put every deadline and letter an hour off.
    """
    check_legal_time()
    engine = _opened(arguments.db or database_url())
    told = standing_told(*(standing(engine) if engine else (Standing.EMPTY, None)))
    if engine is None or told:
        shown = make_url(arguments.db or database_url()).render_as_string(hide_password=True)
        raise NotReady(f"the database {shown} {told} Another one is given with --db.")
    _remember(arguments, engine)
    return engine


def _remember(arguments: argparse.Namespace, engine: Engine) -> None:
    """What was opened, and whether anything was written: seen, not declared by each command."""

    def committed(connection: Connection) -> None:
        if not connection.get_execution_options().get("reading"):
            arguments.wrote = True

    arguments.opened, arguments.wrote = engine, False
    event.listen(engine, "commit", committed)


def _opened(url: str) -> Engine | None:
    """The engine of a URL; None for a file that is not there: to open it would make it."""
    try:
        parsed = make_url(url)
        file = parsed.database if parsed.get_backend_name() == "sqlite" else None
        if file and file != ":memory:" and not Path(file).exists():
            return None
        return open_database(url)
    except (ArgumentError, ValueError):  # the URL itself is not shown: it may hold a password
        raise NotReady(
            "--db or INFITAH_DATABASE_URL names no database that the engine knows: "
            "give sqlite:///FILE or postgresql://HOST/NAME"
        ) from None
