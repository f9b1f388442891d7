"""Staying up until Ctrl-C or SIGTERM, and ending without leaving anything behind."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


def stay_up(begin: Callable[[], str], look: Callable[[], object], end: Callable[[], object]) -> int:
    """Begin, say what that gives back, and look every half second until Ctrl-C or SIGTERM.

    Gives back the exit code, 0. What `begin` or `look` raises is raised, after `end`, which nothing
    interrupts.
    """
    with ends_on_signal():
        try:
            print(begin(), flush=True)
            while True:
                look()
                time.sleep(0.5)
        except KeyboardInterrupt:
            print("\ninfitah: ending ...", flush=True)
            return 0
        finally:
            with no_more_signals():
                end()


@contextmanager
def ends_on_signal() -> Iterator[None]:
    """SIGTERM ends the run as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def no_more_signals() -> Iterator[None]:
    """A second Ctrl-C must not leave children behind."""
    before = {n: signal.signal(n, signal.SIG_IGN) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
