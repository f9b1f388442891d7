"""Ending what a killed worker has left running: its runs live in process groups of their own.

Every child of one start carries a mark in its environment, and hands it to what it starts.
"""

import contextlib
import os
import signal
import time
from pathlib import Path

MARK = "INFITAH_STARTED_BY"
PROCESSES = Path("/proc")  # of Linux; elsewhere nothing is found, and a run ends by itself


def marked(mark: str) -> list[int]:
    """The processes of this machine that carry a mark, by number, this one left out."""
    said = f"{MARK}={mark}".encode()
    found = []
    for path in PROCESSES.glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):  # it has ended, or is somebody else's
            if said in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return [number for number in found if number != os.getpid()]


def end_left_behind(mark: str, patience: float = 5.0) -> int:
    """Ask the processes that carry a mark to end, end those that do not; gives back how many."""
    left = marked(mark)
    _signal(left, signal.SIGTERM)
    limit = time.monotonic() + patience
    while marked(mark) and time.monotonic() < limit:
        time.sleep(0.1)
    _signal(marked(mark), signal.SIGKILL)
    return len(left)


def _signal(numbers: list[int], kind: signal.Signals) -> None:
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, kind)
