"""Children live and die together: none is left behind, and one that dies is told with its log."""

import os
import signal
import sys
import time

import pytest

from flows.children import Child, ChildEnded, Children

SLEEPS = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
WITH_A_CHILD = (
    "import subprocess, sys, time;"
    f"subprocess.Popen([sys.executable, '-c', {SLEEPS!r}]); print('started', flush=True);"
    "time.sleep(60)"
)


@pytest.fixture
def children(tmp_path):
    made = Children(tmp_path / "logs")
    yield made
    made.end()


def start(children: Children, code: str, name: str = "child") -> Child:
    return children.start(name, [sys.executable, "-c", code], os.environ)


def group_is_gone(child: Child) -> bool:
    try:
        os.killpg(child.process.pid, 0)
    except ProcessLookupError:
        return True
    return False


def wait_for_text(child: Child, text: str) -> None:
    limit = time.monotonic() + 10
    while text not in child.tail() and time.monotonic() < limit:
        time.sleep(0.02)
    assert text in child.tail()


def test_children_that_run_pass_the_check(children):
    start(children, SLEEPS)
    children.check()


def test_a_child_that_ends_by_itself_is_named_with_its_exit_code_and_the_end_of_its_log(children):
    child = start(children, "print('the port is taken'); raise SystemExit(7)", "portal")
    child.process.wait(10)
    with pytest.raises(ChildEnded) as told:
        children.check()
    assert "portal ended by itself (exit code 7)" in str(told.value)
    assert "the port is taken" in str(told.value)


def test_ending_leaves_no_child_behind(children):
    both = [start(children, SLEEPS, "one"), start(children, SLEEPS, "two")]
    children.end()
    assert [child.process.returncode for child in both] == [-signal.SIGTERM] * 2


def test_what_a_child_has_started_ends_with_it(children):
    child = start(children, WITH_A_CHILD)
    wait_for_text(child, "started")
    children.end()
    limit = time.monotonic() + 5
    while not group_is_gone(child) and time.monotonic() < limit:
        time.sleep(0.02)
    assert group_is_gone(child)


def test_a_child_that_does_not_listen_is_ended_after_the_grace(children, monkeypatch):
    monkeypatch.setattr("flows.children.GRACE", 0.5)
    child = start(children, "print('deaf', flush=True)\n" + STUBBORN.replace("; ", "\n"))
    wait_for_text(child, "deaf")
    time.sleep(0.2)
    children.end()
    assert child.process.returncode == -signal.SIGKILL


def test_ending_twice_is_harmless(children):
    start(children, SLEEPS)
    children.end()
    children.end()
    assert children.started == []
