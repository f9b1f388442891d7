"""The named points: they do nothing, kill the process that asks for it, and refuse a wrong name."""

import os
import signal
import subprocess
import sys

import pytest

from models.failpoints import SETTING, Point, armed, kill_at, reach
from models.settings import CHECKOUT

TWICE = "from models.failpoints import *; reach(Point.WRITTEN); reach(Point.WRITTEN)"


def run(told: str) -> int:
    """Reach a point twice in a process of its own; its exit code."""
    environment = os.environ | {SETTING: told}
    return subprocess.run(
        [sys.executable, "-c", TWICE], env=environment, cwd=CHECKOUT, check=False,
        stderr=subprocess.DEVNULL,
    ).returncode  # fmt: skip


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("transaction: written", -signal.SIGKILL),
        ("transaction: written:2", -signal.SIGKILL),
        ("transaction: written:3", 0),
        ("transaction: committed", 0),
        ("no such point", 1),
    ],
)
def test_the_setting_kills_at_the_point_that_it_names(told: str, code: int) -> None:
    assert run(told) == code


def test_a_point_does_nothing_unless_a_hook_is_armed() -> None:
    told: list[Point] = []
    reach(Point.WRITTEN)
    with armed(told.append):
        reach(Point.COMMITTED)
    reach(Point.WRITTEN)
    assert told == [Point.COMMITTED]


@pytest.mark.parametrize("told", ["nowhere", "transaction: written:0", ":2"])
def test_a_name_or_a_number_that_is_none_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)point"):
        kill_at(told)
