"""The pages are tested on SQLite; a module that says so is on PostgreSQL too.

What they call, from the rules to the letters, is tested on both databases where it stands.
"""

from collections.abc import Iterator

import pytest
from conftest import NewDatabase

SQLITE_ONLY = ("sqlite",)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On the databases that a module names in `DATABASES`."""
    if "database_url" in metafunc.fixturenames:
        kinds = getattr(metafunc.module, "DATABASES", SQLITE_ONLY)
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[str]:
    """The URL of a migrated, empty database of the kind that is asked for."""
    with new_database(request.param) as url:
        yield url
