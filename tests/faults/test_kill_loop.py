"""The engine is killed (SIGKILL) at every named point of its work, and goes on to the end of it.

INFITAH_FAULT_ROUNDS=10 does it so many times, after the first at other passages of each point, and
prints what was counted: `pytest -n 0 -s tests/faults/test_kill_loop.py` (docs/faults.md).
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import opened
from forked import Nursery, nursery
from kill_loop import Loop
from post_office import PostOffice
from sqlalchemy import Engine
from whole import check_history, check_rungs, check_transitions, count_post

from models.failpoints import Point
from models.settings import CHECKOUT

ROUNDS = int(os.environ.get("INFITAH_FAULT_ROUNDS", "1"))
LIVES = 3  # of one database: what is not come to in the first of them is in the next
FLOORS = ("models", "lifecycle", "audit", "notifications", "flows", "portal")


@pytest.fixture(scope="module")
def children(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("children"), sqlite_template) as made:
        yield made


@pytest.fixture(params=range(ROUNDS))
def loop(
    children: Nursery,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Loop]:
    monkeypatch.setenv("INFITAH_DATA", str(tmp_path))  # of the parent, which looks at the folder
    office = PostOffice(loses=7)
    with office.open() as env:
        env |= {"INFITAH_DATA": str(tmp_path)}
        pending = Counter(point.value for point in Point)
        made = Loop(children, database_url, tmp_path, env, office, pending, lap=request.param)
        yield made


def test_killed_at_every_point_nothing_is_half_done_lost_or_sent_without_a_record(
    loop: Loop,
) -> None:
    for _ in range(LIVES):
        loop.live()
        if not loop.pending:
            break
    if loop.lap == 0:  # a cohort opens once: by the dice it may pass its points unharmed
        assert set(loop.killed) == {point.value for point in Point}, "points that nothing came to"
    loop.do("seal_now")
    loop.deliver_all()
    with opened(loop.url) as engine:
        assert is_intact(engine)
        entries = check_history(engine)
        assert check_transitions(engine, loop.folder / "journal") == entries > 0
        assert check_rungs(engine) > 0
        post = count_post(engine, loop.office)
    assert post.lost == 0
    assert loop.office.lost > 0
    assert post.extra <= post.windows
    sys.stdout.write(f"\n{loop.told(entries, post)}\n")


def is_intact(engine: Engine) -> bool:
    """Whether SQLite finds its own file in order; PostgreSQL has no such question."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_every_point_stands_in_the_code_once_and_the_code_names_no_other() -> None:
    sources = [file for floor in FLOORS for file in (CHECKOUT / floor).rglob("*.py")]
    named = Counter(
        name
        for file in sources
        for name in re.findall(r"\breach\(Point\.(\w+)\)", file.read_text())
    )
    assert set(named) == {point.name for point in Point}
    twice = {name for name, times in named.items() if times > 1}
    assert twice == {"ERASURE_SAID"}  # a person is erased, or words of one entry are
