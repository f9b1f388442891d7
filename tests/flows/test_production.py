"""The production form: what it asks for, what it hands to whom, and what it starts again."""

import os
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from prefect.exceptions import ObjectNotFound

from flows import cli
from flows.api_password import CLIENT, FILE, SERVER, api_password
from flows.children import ChildEnded, Children
from flows.deployments import QUEUES
from flows.left_behind import MARK, end_left_behind, marked
from flows.production import MOST_ENDS, Ends, NotDeployed, Plant, look_after, run_to_end, worker
from flows.production_databases import OURS, PREFECT, DatabasesMissing, production_databases
from flows.up import Place
from flows.work_pool import make_pool

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
STARTS_ANOTHER = [
    sys.executable, "-c",
    "import subprocess, sys, time;"
    f"print(subprocess.Popen({SLEEPS!r}, start_new_session=True).pid, flush=True); time.sleep(60)",
]  # fmt: skip
NewDatabase = Callable[[str], AbstractContextManager[str]]


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (OURS, PREFECT, SERVER, CLIENT):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    made = Children(tmp_path / "logs")
    yield made
    made.end()


def plant(tmp_path: Path) -> Plant:
    place = Place(tmp_path, "postgresql://u:p@h/infitah", 4300, 4380)
    return Plant(place, "postgresql+asyncpg://u:p@h/prefect", "infitah:secret", 2, 3)


def test_without_databases_it_says_what_is_missing_and_how_both_are_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["production", "--check"]) == 1
    told = capsys.readouterr().err
    assert "INFITAH_DATABASE_URL is not set" in told
    assert "PREFECT_API_DATABASE_CONNECTION_URL is not set" in told
    assert "createdb --owner infitah_prefect" in told


def test_a_file_is_refused_and_a_database_that_does_not_answer_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(OURS, "sqlite:///infitah.db")
    monkeypatch.setenv(PREFECT, "postgresql+asyncpg://infitah:hidden@127.0.0.1:1/prefect")
    with pytest.raises(DatabasesMissing) as refused:
        production_databases()
    assert "INFITAH_DATABASE_URL is of sqlite" in str(refused.value)
    assert "127.0.0.1:1/prefect does not answer" in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_the_engine_and_prefect_may_not_share_a_database(
    new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_database("postgresql") as ours, new_database("postgresql") as theirs:
        monkeypatch.setenv(PREFECT, ours)
        with pytest.raises(DatabasesMissing, match="name the same database"):
            production_databases(ours)
        monkeypatch.setenv(PREFECT, theirs)
        assert production_databases(ours)[1].startswith("postgresql+asyncpg://")


def test_the_password_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    made = api_password(tmp_path)
    assert (made.partition(":")[0], len(made) > 30) == ("infitah", True)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert api_password(tmp_path) == made


def test_a_password_of_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SERVER, "admin:ours")
    assert api_password(tmp_path) == "admin:ours"
    assert not (tmp_path / FILE).exists()


def test_only_the_server_has_prefect_s_database_and_asks_for_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREFECT, "postgresql://elsewhere/x")
    made = plant(tmp_path)
    workers, server = made.environment(), made.server_environment()
    assert (workers.get(PREFECT), workers.get(SERVER)) == (None, None)
    assert (server[PREFECT], server[SERVER]) == (made.prefects_database, "infitah:secret")
    for one in (workers, server):
        assert one[CLIENT] == "infitah:secret"
        assert (one["PYTHONTZPATH"], one["DO_NOT_TRACK"]) == ("", "1")
        assert one["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
        assert one["INFITAH_PORTAL_OPEN_OUTBOX"] == "false"
        assert one["INFITAH_DATABASE_URL"] == "postgresql://u:p@h/infitah"


def test_a_worker_takes_from_the_pool_as_many_runs_as_it_may() -> None:
    command = worker(3, 5)
    assert command[-4:] == ["--name", "infitah-3", "--limit", "5"]
    assert command[command.index("--pool") + 1] == "infitah"


def test_a_worker_that_is_killed_is_started_again(
    children: Children, capsys: pytest.CaptureFixture[str]
) -> None:
    first = children.start("worker-1", SLEEPS, os.environ)
    assert look_after(children, Ends()) == []
    first.process.kill()
    first.process.wait()
    (second,) = look_after(children, Ends())
    assert second.process.poll() is None
    assert (second.name, second.process.pid != first.process.pid) == ("worker-1", True)
    assert "worker-1 ended (exit code -9); started again" in capsys.readouterr().out


def test_a_child_that_ends_again_and_again_ends_everything_with_its_log(
    children: Children,
) -> None:
    failing = [sys.executable, "-c", "print('no such pool'); raise SystemExit(3)"]
    children.start("worker-1", failing, os.environ)
    ends = Ends()
    for _ in range(MOST_ENDS - 1):
        children.started[0].process.wait()
        look_after(children, ends)
    children.started[0].process.wait()
    with pytest.raises(ChildEnded, match="no such pool"):
        look_after(children, ends)


def test_ends_that_are_far_apart_are_forgiven() -> None:
    ends = Ends()
    assert not any(ends.too_many("worker-1", 100.0 * n) for n in range(50))


def test_what_a_killed_worker_had_started_is_ended_with_the_rest(children: Children) -> None:
    mark = uuid4().hex
    child = children.start("worker-1", STARTS_ANOTHER, os.environ | {MARK: mark})
    limit = time.monotonic() + 10
    while len(marked(mark)) < 2 and time.monotonic() < limit:
        time.sleep(0.02)
    child.process.send_signal(signal.SIGKILL)
    child.process.wait()
    assert len(marked(mark)) == 1
    assert end_left_behind(mark) == 1
    assert marked(mark) == []


def test_a_command_that_fails_is_told_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "deploy.log"
    run_to_end([sys.executable, "-c", "print('made')"], dict(os.environ), log)
    with pytest.raises(NotDeployed, match="the server said no"):
        run_to_end([sys.executable, "-c", "raise SystemExit('the server said no')"],
                   dict(os.environ), log)  # fmt: skip
    assert log.read_text().startswith("made")


@pytest.mark.parametrize("asked", [["--workers", "0"], ["--runs-per-worker", "65"]])
def test_a_number_of_workers_that_makes_no_sense_is_refused(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["production", "--check", *asked]) == 1
    assert f"{asked[0]} {asked[1]}: give a number from 1 to 64" in capsys.readouterr().err


class Server:
    """A server made by hand: it keeps a pool and its queues."""

    def __init__(self) -> None:
        self.pool, self.queues = False, {"default": SimpleNamespace(id=uuid4(), priority=1)}

    def read_work_pool(self, name: str) -> None:
        if not self.pool:
            raise ObjectNotFound(Exception(name))

    def create_work_pool(self, pool: object) -> None:
        self.pool = True

    def create_work_queue(self, name: str, work_pool_name: str) -> None:
        assert name not in self.queues
        self.queues[name] = SimpleNamespace(id=uuid4(), priority=1 + len(self.queues))

    def read_work_queues(self, work_pool_name: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=name, **vars(one)) for name, one in self.queues.items()]

    def update_work_queue(self, number: UUID, priority: int) -> None:
        next(one for one in self.queues.values() if one.id == number).priority = priority


def test_the_pool_and_its_queues_are_made_once_with_their_priorities() -> None:
    server = Server()
    for _ in range(2):
        made = make_pool(server)  # type: ignore[arg-type]
        assert {name: made[name] for name in QUEUES} == QUEUES
    assert set(server.queues) == {"default", *QUEUES}
