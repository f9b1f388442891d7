"""What every test may ask for: both databases, a clock that stands still, and no network."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from browser import chromium
from databases import Cluster, migrated_file, opened, running_cluster
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from sqlalchemy import Engine

from lifecycle import accounts
from lifecycle.clock import VirtualClock

DATABASES = ("sqlite", "postgresql")
FOUNDED = date(2022, 10, 21)

# A test's password need not withstand anybody; test_accounts.py looks at the real hasher.
accounts.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)

settings.register_profile(
    "suite",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")

NewDatabase = Callable[[str], AbstractContextManager[str]]


@pytest.fixture(autouse=True)
def _a_data_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the data of the checkout it runs in."""
    monkeypatch.setenv("INFITAH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INFITAH_DATABASE_URL", raising=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once a run."""
    return migrated_file(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """One PostgreSQL server a run; a wheel that is missing or does not start is an error."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> NewDatabase:
    """Makes a migrated database of a kind and gives its URL; several a test, if it must."""

    @contextmanager
    def made(kind: str) -> Iterator[str]:
        if kind == "postgresql":
            with request.getfixturevalue("postgresql").database() as url:
                yield url
        else:
            file = tmp_path / f"infitah-{len(list(tmp_path.glob('infitah-*.db')))}.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), file)
            yield f"sqlite:///{file}"

    return made


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[str]:
    """The URL of a migrated, empty database: once SQLite, once PostgreSQL."""
    with new_database(request.param) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated, empty database: once SQLite, once PostgreSQL."""
    with opened(database_url) as made:
        yield made


@pytest.fixture(params=DATABASES)
def bare_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        with opened(f"sqlite:///{tmp_path / 'bare.db'}") as made:
            yield made
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    with cluster.database(migrated=False) as url, opened(url) as made:
        yield made


@pytest.fixture
def clock() -> VirtualClock:
    """Nine in the morning of 21 October 2022, the day the network was founded."""
    return VirtualClock(FOUNDED)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One real browser a module: its library holds the event loop as long as it lives."""
    with chromium() as started:
        yield started
