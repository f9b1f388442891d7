"""The production form on one machine: server, pool, deployments, workers, portal, sealer.

The workers share the queues of one pool; a process that ends by itself is started again, so that a
worker that was killed costs its runs only, which the next look does over.
"""

import secrets
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from flows.api_password import CLIENT, FILE, SERVER
from flows.children import Child, ChildEnded, Children
from flows.deployments import POOL
from flows.environment import child_environment
from flows.left_behind import MARK, end_left_behind
from flows.production_databases import PREFECT
from flows.staying_up import stay_up
from flows.up import Place, start_site
from models.settings import CHECKOUT

MOST_ENDS, WITHIN = 5, 300.0  # so many ends of one child within so many seconds are a fault
RUNNING = """
infitah production is up, with {workers} workers. Ctrl-C ends all of it.

  dashboard   {dashboard}     its password (name:password) is in {password}
  portal      {portal}     put a proxy with TLS in front; docs/scale.md
  workers     prefect worker start --pool {pool}: on other machines too
  logs        {logs}
"""


class NotDeployed(RuntimeError):
    """The pool or the deployments could not be made; the message holds the end of the log."""


@dataclass(frozen=True, slots=True)
class Plant:
    """What one run of `infitah production` is made of, besides its place."""

    place: Place
    prefects_database: str
    password: str
    workers: int
    runs_per_worker: int
    mark: str = field(default_factory=lambda: secrets.token_hex(8))

    def environment(self) -> dict[str, str]:
        """The environment of the workers, the portal and the sealer."""
        place = self.place
        ours = child_environment(
            data=place.data, database=place.database, port=place.port,
            portal_port=place.portal_port, open_outbox=False,
        )  # fmt: skip
        ours.pop(PREFECT, None)  # only the server opens Prefect's database
        ours.pop(SERVER, None)
        more = {CLIENT: self.password, "INFITAH_CHECKOUT": str(CHECKOUT), MARK: self.mark}
        return ours | more

    def server_environment(self) -> dict[str, str]:
        """The environment of the Prefect server: it has the database and asks for the password."""
        return self.environment() | {PREFECT: self.prefects_database, SERVER: self.password}


@dataclass(slots=True)
class Ends:
    """How often each child has ended by itself of late."""

    of: dict[str, deque[float]] = field(default_factory=dict)

    def too_many(self, name: str, now: float) -> bool:
        """Note an end, and whether there were too many."""
        ends = self.of.setdefault(name, deque(maxlen=MOST_ENDS))
        ends.append(now)
        return len(ends) == MOST_ENDS and now - ends[0] < WITHIN


def keep_up(plant: Plant) -> int:
    """Start everything, and stay until Ctrl-C; gives back the exit code.

    Raises:
        ChildEnded: a child ended again and again; the others are ended.
        NotAnswering: a child did not answer at the start.
        NotDeployed: the pool or the deployments could not be made.
    """
    children, ends = Children(plant.place.data / "logs"), Ends()

    def begin() -> str:
        start(plant, children)
        return _told(plant, children.logs)

    def end() -> None:
        children.end()
        end_left_behind(plant.mark)

    return stay_up(begin, lambda: look_after(children, ends), end)


def start(plant: Plant, children: Children) -> None:
    """The server first; the pool and the deployments on it; then the workers."""
    python, environment = sys.executable, plant.environment()
    start_site(plant.place, children, environment, plant.server_environment())
    print("making the work pool and the deployments ...", flush=True)
    log = children.logs / "deploy.log"
    run_to_end([python, "-m", "flows.work_pool"], environment, log)
    run_to_end([python, "-m", "prefect", "--no-prompt", "deploy", "--all"], environment, log)
    for number in range(1, plant.workers + 1):
        children.start(f"worker-{number}", worker(number, plant.runs_per_worker), environment)


def worker(number: int, runs: int) -> list[str]:
    """The command of one worker."""
    return [
        sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process",
        "--name", f"infitah-{number}", "--limit", str(runs),
    ]  # fmt: skip


def run_to_end(command: list[str], environment: dict[str, str], log: Path) -> None:
    """Run a command from the checkout, where `prefect.yaml` is, until it ends.

    Raises:
        NotDeployed: it ended with an error.
    """
    with log.open("ab") as file:
        done = subprocess.run(  # noqa: S603 - our own commands, no shell
            command, env=environment, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=file,
            stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise NotDeployed(f"{' '.join(command[1:])} failed. The end of its log, {log}:\n{tail}")


def look_after(children: Children, ends: Ends) -> list[Child]:
    """Start again what has ended by itself; gives it back.

    Raises:
        ChildEnded: one ended too often.
    """
    again = []
    for child in children.ended():
        code = child.process.returncode
        if ends.too_many(child.name, time.monotonic()):
            raise ChildEnded(
                f"{child.name} ended {MOST_ENDS} times within {WITHIN:.0f} s (exit code {code}). "
                f"The end of its log, {child.log}:\n{child.tail()}"
            )
        print(f"infitah: {child.name} ended (exit code {code}); started again", flush=True)
        again.append(children.start_again(child))
    return again


def _told(plant: Plant, logs: Path) -> str:
    place = plant.place
    return RUNNING.format(
        workers=plant.workers, dashboard=place.dashboard, portal=place.portal, pool=POOL,
        password=place.data / FILE, logs=logs,
    )  # fmt: skip
