"""Named points around every commit, at which a test stops the engine; else nothing happens there.

A crash is only proved harmless by crashing there. `INFITAH_FAILPOINT=NAME`, or `NAME:3` for the
third time, has the process killed (SIGKILL) at a point; a test in the same process arms a hook.
Unset, as in production, a point is one comparison. docs/faults.md says what holds after each.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

SETTING = "INFITAH_FAILPOINT"


class Point(StrEnum):
    """Every point, by the part of the engine and what has just happened there."""

    WRITTEN = "transaction: written"  # any transaction that writes, before its commit
    COMMITTED = "transaction: committed"
    PLANS_INSERTED = "door: new plans inserted"
    PLANS_WRITTEN = "door: plans written"
    ENTRIES_WRITTEN = "door: entries written"
    LETTERS_WRITTEN = "door: letters written"
    ADVANCE_WRITTEN = "advance: batch written"
    ADVANCE_COMMITTED = "advance: batch committed"
    SWEEP_WRITTEN = "sweep: letters written"  # and not yet the next dates of their steps
    SWEEP_COMMITTED = "sweep: batch committed"
    COHORT_OPENED = "cohort: plans opened"
    COHORT_WRITTEN = "cohort: file recorded"
    COHORT_COMMITTED = "cohort: committed"
    MAILBOX_WRITTEN = "mailbox: batch written"
    MAILBOX_COMMITTED = "mailbox: batch committed"
    PREPARED = "outbox: letters prepared"
    STORED = "outbox: bytes stored"
    CLAIMED = "outbox: claim committed"
    CONNECTING = "wire: before connecting"
    TRY_NOTED = "outbox: try noted"
    BEFORE_THE_DOT = "wire: before the letter"
    AFTER_THE_DOT = "wire: after the dot"
    MARKING = "outbox: answer written"
    MARKED = "outbox: answer committed"
    RECLAIMING = "outbox: claim taken back"  # before its commit
    BOUNCE_RECORDED = "bounce: recorded"
    BOUNCE_COMMITTED = "bounce: committed"
    BOUNCE_ASIDE = "bounce: file put aside"
    HEADS_WRITTEN = "heads: written"
    LEAVES_WRITTEN = "sequencer: leaves written"
    PLACES_GIVEN = "sequencer: tiles written"
    SEQUENCED = "sequencer: batch committed"
    NOTE_SIGNED = "seal: checkpoint signed"
    NOTE_HELD = "seal: checkpoint in the folder"
    NOTE_KEPT = "seal: checkpoint in the table"
    KEY_SAID = "key: change said in the log"
    KEY_VOUCHED = "key: checkpoint signed by both"
    KEY_TRUSTED = "key: new key trusted"
    KEY_REPLACED = "key: old key gone"
    WORDS_DESTROYED = "erasure: words destroyed"
    ERASURE_SAID = "erasure: entry written"
    ERASURE_COMMITTED = "erasure: committed"
    BYTES_DESTROYED = "erasure: bytes destroyed"


Hook = Callable[[Point], None]


def kill_at(told: str) -> Hook:
    """A hook that kills this process at a point, named as in the setting.

    Raises:
        ValueError: there is no such point, or it is to be passed less than once.
    """
    name, _, times = told.rpartition(":")
    if not times.strip().isdigit():
        name, times = told, "1"
    left, wanted = int(times), Point(name.strip())
    if left < 1:
        raise ValueError(f"{SETTING}={told}: a point is reached once or more often")

    def kill(point: Point) -> None:
        nonlocal left
        if point is wanted:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    return kill


def _told() -> Hook | None:
    """Read once, at import: what is asked at every commit must cost nothing."""
    told = os.environ.get(SETTING)
    return kill_at(told) if told else None


_hook: Hook | None = _told()


def reach(point: Point) -> None:
    """Say that a point is reached; nothing happens unless a hook was armed."""
    if _hook is not None:
        _hook(point)


@contextmanager
def armed(hook: Hook) -> Iterator[None]:
    """Have a hook told of every point for as long as the block runs, in every thread."""
    global _hook
    before, _hook = _hook, hook
    try:
        yield
    finally:
        _hook = before
