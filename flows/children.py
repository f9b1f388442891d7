"""Child processes that live and die together."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

GRACE = 10.0  # seconds between asking a child to end and ending it


class ChildEnded(RuntimeError):
    """A child ended by itself; the message holds the last lines of its log."""


@dataclass(slots=True)
class Child:
    """One child in a process group of its own, so that its own children end with it."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    command: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def tail(self, lines: int = 15) -> str:
        """The last lines of its log."""
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""

    def signal_group(self, number: int) -> None:
        """Send a signal to the child and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@dataclass(slots=True)
class Children:
    """The children of one run."""

    logs: Path
    started: list[Child] = field(default_factory=list)
    _left: list[Child] = field(default_factory=list)
    _open: list[IO[bytes]] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Child:
        """Start a child whose output goes to a log of its name."""
        self.logs.mkdir(parents=True, exist_ok=True)
        path = self.logs / f"{name}.log"
        log = path.open("ab")
        self._open.append(log)
        process = subprocess.Popen(  # noqa: S603 - our own commands, no shell
            list(command),
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        child = Child(name, process, path, tuple(command), environment)
        self.started.append(child)
        return child

    def check(self) -> None:
        """Raise ChildEnded when one has ended by itself."""
        for child in self.started:
            code = child.process.poll()
            if code is not None:
                raise ChildEnded(
                    f"{child.name} ended by itself (exit code {code}). The end of its log, "
                    f"{child.log}:\n{child.tail()}"
                )

    def ended(self) -> list[Child]:
        """Those that have ended by themselves."""
        return [child for child in self.started if child.process.poll() is not None]

    def start_again(self, child: Child) -> Child:
        """Start one that has ended once more; what it started itself may still be at work."""
        self.started.remove(child)
        self._left.append(child)
        return self.start(child.name, child.command, child.environment)

    def end(self) -> None:
        """Ask every child to end, the last started first; end those that do not within a grace."""
        for child in reversed(self.started):
            if child.process.poll() is None:
                child.signal_group(signal.SIGTERM)
        for child in self._left:
            child.signal_group(signal.SIGTERM)
        limit = time.monotonic() + GRACE
        for child in reversed(self.started):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, limit - time.monotonic()))
            child.signal_group(signal.SIGKILL)
            child.process.wait()
        for child in self._left:
            child.signal_group(signal.SIGKILL)
        for log in self._open:
            log.close()
        self.started.clear()
        self._left.clear()
