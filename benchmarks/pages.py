"""`python -m benchmarks.pages`: the portal's pages under load, against a page that says hello.

A country of so many plans in SQLite, the portal in a process of its own, and `wrk` (Debian) with
sixteen connections; its line of log a request goes nowhere. The bare page is the same server with
one line of Starlette. Prints a table.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from benchmarks.country import open_country
from benchmarks.servers import SqliteSite

HELLO = (
    "import sys, uvicorn; from starlette.applications import Starlette; "
    "from starlette.responses import PlainTextResponse; from starlette.routing import Route; "
    "uvicorn.run(Starlette(routes=[Route('/', lambda _: PlainTextResponse('hello'))]), "
    "port=int(sys.argv[1]), access_log=False, log_level='warning')"
)
PAGES = ("/", "/plans", "/plans/{plan}", "/plots", "/sign-in", "/healthz")
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
HALF, MOST = re.compile(r"50%\s+([\d.]+)(us|ms|s)"), re.compile(r"99%\s+([\d.]+)(us|ms|s)")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def main() -> None:
    """Measure, and print as it goes.

    Raises:
        SystemExit: wrk is not installed.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="+", default=[228, 1590])
    parser.add_argument("--seconds", type=int, default=5)
    given = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed (Debian: apt install wrk)")
    print("| plans | page | requests a second | half within, ms | 99 % within, ms | ratio |")
    print("|---|---|---|---|---|---|")
    folder = Path(tempfile.mkdtemp(prefix="infitah-bench-"))
    try:
        site = SqliteSite(folder)
        for plans in given.plans:
            measure(site, plans, given.seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(site: SqliteSite, plans: int, seconds: int) -> None:
    """Every page with so many plans."""
    engine = site.fresh()
    open_country(engine, plans)
    with engine.connect() as connection:
        plan = connection.execute(text("SELECT reference FROM plan LIMIT 1")).scalar_one()
    engine.dispose()
    with serving(["-c", HELLO], "") as address:
        limit = loaded(plans, "hello, bare Starlette", f"{address}/", seconds, 0.0)
    with serving(["-m", "portal.serve", "--port"], str(engine.url)) as address:
        for page in PAGES:
            path = page.format(plan=plan)
            loaded(plans, page, f"{address}{path}", seconds, limit)


def loaded(plans: int, name: str, url: str, seconds: int, limit: float) -> float:
    """One page for some seconds; gives back its requests a second."""
    with urllib.request.urlopen(url):  # what is made once is made now
        pass
    command = ["wrk", "-t", "1", "-c", "16", "-d", f"{seconds}s", "--latency", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise RuntimeError(f"{url} refuses under load: {told}")
    rate = float(RATE.search(told)[1])  # type: ignore[index]
    half, most = (_milliseconds(found.search(told)) for found in (HALF, MOST))
    ratio = f"{rate / (limit or rate):.3f}×"
    print(f"| {plans:,} | {name} | {rate:,.0f} | {half:,.1f} | {most:,.1f} | {ratio} |", flush=True)
    return rate


def _milliseconds(found: re.Match[str] | None) -> float:
    assert found is not None, "wrk said something else"
    return float(found[1]) * MILLISECONDS[found[2]]


@contextmanager
def serving(words: list[str], database: str) -> Iterator[str]:
    """A server in a process of its own, once it answers; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"INFITAH_DATABASE_URL": database, "PYTHONTZPATH": ""}
    command = [sys.executable, *words, str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


if __name__ == "__main__":
    main()
