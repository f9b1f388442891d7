"""The log of each kind of process, as a collector reads it: JSON on stderr, and no link in it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from flows.ports import LOOPBACK
from models.settings import CHECKOUT

ASKED = ("/plans", "/plans/PAO-2022-05-1", "/x?y=@")
TOKEN = "k1.Zm9jYWwtcG9pbnQtdG9rZW4.c2lnbmF0dXJl"


PATHS = (f"/l/{TOKEN}", f"/l/{TOKEN}?lang=fr", *ASKED)


def environment(data: Path, **more: str) -> dict[str, str]:
    return (
        os.environ | {"INFITAH_DATA": str(data), "INFITAH_LOG": "json", "PYTHONTZPATH": ""} | more
    )


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def infitah(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *words], cwd=CHECKOUT, env=environment(data, **more),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_command_tells_how_it_went_and_keeps_its_answer_apart(tmp_path: Path) -> None:
    done = infitah(tmp_path, "pathway", "--json")
    (line,) = objects(done.stderr)
    assert (line["event"], line["command"], line["code"]) == ("command", "pathway", 0)
    assert json.loads(done.stdout)["version"] == "1"


def test_a_refused_command_says_why_in_one_line(tmp_path: Path) -> None:
    said = objects(infitah(tmp_path, "board").stderr)
    assert [line["event"] for line in said] == ["refused", "command"]
    assert (said[0]["error"], said[0]["level"]) == ("NotReady", "warning")
    assert said[1]["code"] == 4
    assert "infitah up" in said[0]["told"]


def test_the_portal_logs_each_request_by_its_route_and_never_a_link(tmp_path: Path) -> None:
    port = _free_port()
    words = [sys.executable, "-m", "portal.serve", "--port", str(port)]
    portal = subprocess.Popen(
        words, cwd=CHECKOUT, env=environment(tmp_path), stderr=subprocess.PIPE, text=True
    )
    try:
        _until_well(port)
        for path in PATHS:
            _ask(port, path)
    finally:
        portal.terminate()
        text = portal.communicate(timeout=30)[1]
    requests = [line for line in objects(text) if line["event"] == "request"]
    assert [(line["route"], line["status"]) for line in requests] == [
        ("/l/{token}", 404), ("/l/{token}", 404), ("/plans", 200), ("/plans/{reference}", 404),
        ("none", 404),
    ]  # fmt: skip
    assert requests[3]["plan"] == "PAO-2022-05-1"
    assert all(isinstance(line["ms"], float) for line in requests)
    assert TOKEN not in text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _until_well(port: int) -> None:
    for _ in range(600):
        try:
            if _ask(port, "/healthz") == 200:
                return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError("the portal does not answer")


def _ask(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
