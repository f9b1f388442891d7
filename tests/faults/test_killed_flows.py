"""Runs of flows by Prefect, killed (SIGKILL) at a point of their work; the next runs do it all."""

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import builders
import pytest
from databases import opened
from reading_back import everything, letters
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, open_few
from sqlalchemy import Engine, select
from whole import check_history, check_rungs

from flows.children import Children
from flows.environment import child_environment
from flows.up import wait_for
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.rows import PLAN
from models.database import reading, writing
from models.failpoints import Point
from models.person import RoleHolding
from models.settings import CHECKOUT
from models.words import LetterState, Role, Stage

JOINING = ("adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training")
POINTS = (Point.ADVANCE_WRITTEN, Point.SWEEP_WRITTEN, Point.MAILBOX_WRITTEN)
# Each line that comes in is a point to be killed at, or nothing; the runs' exit code goes out.
RUNS = """
import os, sys
from flows.advance_plans import advance_plans
from flows.check_deadlines import check_deadlines
from flows.deliver_letters import deliver_letters
from models.failpoints import armed, kill_at

def runs():
    advance_plans(on="2022-11-14")
    check_deadlines(on="2022-11-14")
    deliver_letters()

for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            with armed(kill_at(line.strip()) if line.strip() else lambda point: None):
                runs()
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path) -> Path:
    """Two members: one may go on, of the other a step is late, and a report is to be confirmed."""
    file = tmp_path / "infitah.db"
    shutil.copy(sqlite_template, file)
    clock = VirtualClock(FOUNDED)
    with opened(f"sqlite:///{file}") as engine:
        open_few(engine, BENI_MELLAL, LARACHE)
        with writing(engine) as session:
            first, second = session.scalars(select(PLAN.id).order_by(PLAN.id)).all()
            for step in JOINING:
                builders.settle(session, first, step, clock)
            person = session.scalars(
                select(RoleHolding.person_id).where(RoleHolding.role == Role.FOCAL_POINT)
            ).first()
            door.fire(
                session, second, acts.REPORT, actor=builders.FOCAL_POINT, at=clock.now(),
                step=JOINING[0], evidence=builders.evidence(JOINING[0], clock.on),
                confirm_to=person,
            )  # fmt: skip
    return file


@pytest.fixture
def environment(file: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a run, and a Prefect server that answers as long as the test lives."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    told = child_environment(
        data=tmp_path, database=f"sqlite:///{file}", port=port, portal_port=port
    )
    children = Children(tmp_path / "logs")
    server = children.start(
        "prefect-server",
        [sys.executable, "-m", "prefect", "server", "start", "--no-services", "--no-ui",
         "--host", "127.0.0.1", "--port", str(port)],
        told,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health", server, children)
        yield told
    finally:
        children.end()


@pytest.fixture
def runs(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that imported the flows once, and forks another one for each line of runs."""
    log = (tmp_path / "runs.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-c", RUNS], cwd=CHECKOUT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
    )  # fmt: skip
    with process, log:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def run(runs: subprocess.Popen[str], point: str) -> int:
    """The three flows one after another in a process of their own; its exit code."""
    assert runs.stdin is not None
    assert runs.stdout is not None
    runs.stdin.write(f"{point}\n")
    runs.stdin.flush()
    while not (line := runs.stdout.readline()).strip().lstrip("-").isdigit():
        assert line, "the process that forks has ended"
    return int(line)


def stages(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.scalars(select(PLAN.stage).order_by(PLAN.id)))


def test_runs_that_are_killed_leave_nothing_half_done_and_the_next_ones_do_it_all(
    file: Path,
    environment: dict[str, str],
    runs: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INFITAH_DATA", environment["INFITAH_DATA"])
    with opened(f"sqlite:///{file}") as engine:
        told = [everything(engine)]
        for point in POINTS:
            assert run(runs, point.value) == -signal.SIGKILL
            check_history(engine)
            told.append(everything(engine))
        assert told[0] == told[1]  # killed before its first commit
        assert told[1]["plan"] != told[2]["plan"] == told[3]["plan"]
        assert told[1]["outbox_letter"] != told[2]["outbox_letter"] != told[3]["outbox_letter"]
        assert run(runs, "") == 0
        assert stages(engine) == [Stage.CO_CREATION, Stage.JOINING]
        check_history(engine)
        assert check_rungs(engine) > 0
        (confirmed,) = letters(engine, "step_reported")
        assert confirmed.state == LetterState.ACCEPTED
