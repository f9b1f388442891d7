"""Everything in one command: database, founders, Prefect server, deployments, mailbox page."""

import fcntl
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flows.children import Child, Children
from flows.environment import child_environment
from flows.first_sign_in import FILE
from flows.ports import LOOPBACK, check_free
from flows.staying_up import stay_up

SEAL_EVERY = "20"  # seconds: well inside the minute that is promised to every entry
PATIENCE = 120.0  # seconds that a child may take to answer
RUNNING = """
infitah is up. Ctrl-C ends all of it.

  dashboard   {dashboard}          flows, schedules, runs, artifacts
  open a cohort   {dashboard}/deployments   then open-cohort, Run
  portal      {portal}          the board, the plans, every letter's link
  worklist    {portal}/work     {sign_in}
  mailbox     {portal}/outbox   every letter, Arabic and French
  logs        {logs}
"""


class AlreadyUp(RuntimeError):
    """Another `infitah up` runs on the same data folder."""


class NotAnswering(RuntimeError):
    """A child did not answer in time; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one run of `infitah up` lives."""

    data: Path
    database: str
    port: int
    portal_port: int
    first_address: str | None = None

    @property
    def dashboard(self) -> str:
        """The address of the Prefect dashboard."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def portal(self) -> str:
        """The address of the portal and its mailbox page."""
        return f"http://{LOOPBACK}:{self.portal_port}"


def check_ports(place: Place) -> None:
    """Refuse ports that are taken, before anything is started.

    Raises:
        PortTaken: with the option that chooses another.
    """
    check_free(place.port, "the Prefect dashboard", "--port")
    check_free(place.portal_port, "the mailbox page", "--portal-port")


def keep_up(place: Place) -> int:
    """Start the children, print their addresses, and stay until Ctrl-C or until one ends.

    Gives back the exit code: 0 after Ctrl-C or SIGTERM.

    Raises:
        ChildEnded, NotAnswering: a child did not start or ended by itself; the others are ended.
    """
    environment = child_environment(
        data=place.data, database=place.database, port=place.port, portal_port=place.portal_port
    )
    children = Children(place.data / "logs")

    def begin() -> str:
        _start(place, children, environment)
        return RUNNING.format(**_addresses(place, children))

    return stay_up(begin, children.check, children.end)


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder for one run.

    Raises:
        AlreadyUp: another run holds it; the message names its process.
    """
    data.mkdir(parents=True, exist_ok=True)
    lock: IO[str] = (data / "up.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise AlreadyUp(
            f"infitah is up already on {data} (process {holder}). End it first, or give this one "
            "a data folder and ports of its own: --data FOLDER --port N --portal-port M"
        ) from None
    try:
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
    finally:
        lock.close()


def _start(place: Place, children: Children, environment: dict[str, str]) -> None:
    """The site first, then the deployments, once it answers."""
    start_site(place, children, environment)
    print("serving the deployments ...", flush=True)
    command = [sys.executable, "-m", "flows.serve_deployments"]
    _wait_for_deployments(place, children.start("flows", command, environment), children)


def start_site(
    place: Place,
    children: Children,
    environment: dict[str, str],
    of_server: dict[str, str] | None = None,
) -> None:
    """Start the Prefect server, the portal and the sealer, and wait until the first two answer.

    Args:
        place: where.
        children: those that are started are added to it.
        environment: of the portal and the sealer, and of the server unless it has its own.
        of_server: that of the server.

    Raises:
        ChildEnded, NotAnswering: one did not come up.
    """
    print("starting the Prefect server ...", flush=True)
    python = sys.executable
    server = children.start(
        "prefect-server",
        [python, "-m", "flows.prefect_server", "--host", LOOPBACK, "--port", str(place.port)],
        of_server or environment,
    )
    portal = children.start(
        "portal", [python, "-m", "portal.serve", "--port", str(place.portal_port)], environment
    )
    sealer = [python, "-m", "flows.cli", "audit", "seal", "--every", SEAL_EVERY]
    children.start("sealer", sealer, environment)
    wait_for(f"{place.portal}/healthz", portal, children)
    wait_for(f"{place.dashboard}/api/health", server, children)


def wait_for(url: str, child: Child, children: Children, patience: float = PATIENCE) -> None:
    """Wait until an address of a child answers.

    Raises:
        NotAnswering: it does not within `patience` seconds.
        ChildEnded: a child ended meanwhile.
    """
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        children.check()
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise NotAnswering(
        f"{child.name} did not answer at {url} within {patience:.0f} s. "
        f"The end of its log, {child.log}:\n{child.tail()}"
    )


def _wait_for_deployments(place: Place, flows: Child, children: Children) -> None:
    """Wait until the deployments are registered, so that the dashboard is not empty."""
    ready = place.data / "deployments.ready"
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        children.check()
        if ready.exists() and ready.read_text().strip() == str(flows.process.pid):
            return
        time.sleep(0.2)
    raise NotAnswering(f"the deployments were not served in time; see {flows.log}")


def _addresses(place: Place, children: Children) -> dict[str, str]:
    return {
        "dashboard": place.dashboard,
        "portal": place.portal,
        "logs": str(children.logs),
        "sign_in": _sign_in(place),
    }


def _sign_in(place: Place) -> str:
    """How to sign in, for the first time."""
    if place.first_address is None:
        return "sign in with your account (infitah account list)"
    return f"sign in as {place.first_address}; the password is in {place.data / FILE}"
