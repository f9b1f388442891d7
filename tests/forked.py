"""Children that do the engine's work and may be killed: forked from a process that imported once.

A fork of the test run itself would take its threads' locks and its sockets along; the nursery is a
process of its own, has neither, and opens no database. A job is a dictionary: `work` names a
function of `engine_work`, the rest is told to it.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Job = dict[str, Any]
TESTS = Path(__file__).resolve().parent
PATIENCE = 60.0  # seconds: a child that hangs is a failure, not a wait


class ChildFailed(AssertionError):
    """A child neither did its work nor was killed; what it said is in the message."""


class Nursery:
    """The process that forks children, and what became of each."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process, self._log = process, log

    def run(self, *jobs: Job) -> list[bool]:
        """Fork a child for each job, all at once; whether each did its work, or was killed.

        Raises:
            ChildFailed: one ended in another way.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(jobs) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        codes = json.loads(told or "[-1]")
        if any(code not in (0, -signal.SIGKILL) for code in codes):
            raise ChildFailed(f"children ended with {codes}:\n{self._log.read_text()[-4000:]}")
        return [code == 0 for code in codes]


@contextmanager
def nursery(folder: Path, template: Path) -> Iterator[Nursery]:
    """A nursery for as long as the block runs; what children say goes to a log in a folder.

    It does a day's work on a copy of a migrated SQLite file first: what is imported and built when
    it is first needed is then there in every child.
    """
    shutil.copy(template, folder / "warm.db")
    log = folder / "children.log"
    paths = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", str(TESTS / "forked.py"), str(folder / "warm.db")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True,
            env=os.environ | {"PYTHONPATH": paths, "INFITAH_DATA": str(folder)},
        )  # fmt: skip
    try:
        yield Nursery(process, log)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(PATIENCE)
        process.stdout.close()


def _serve(warm: str) -> None:
    """Fork for each line of jobs until the line is closed."""
    import engine_work

    for work in ("open_cohort", "day", "erase"):
        engine_work.do(work=work, url=f"sqlite:///{warm}", on="2022-10-21")
    for line in sys.stdin:
        children = [_fork(engine_work, job) for job in json.loads(line)]
        codes = [_wait(child) for child in children]
        sys.stdout.write(json.dumps(codes) + "\n")
        sys.stdout.flush()


def _fork(works: Any, job: Job) -> int:
    child = os.fork()
    if child:
        return child
    try:
        os.environ.update(job.pop("env", {}))
        works.do(**job)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _wait(child: int) -> int:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1


if __name__ == "__main__":
    _serve(sys.argv[1])
