"""Prefect's server is killed, its database is wiped, it starts again: the engine loses nothing.

    python -m benchmarks.prefect_wiped [--port 4630]

Starts a server and the deployments in a temporary folder, runs check-deadlines through them, kills
the server with SIGKILL, deletes its database, starts both again and runs the next check. Prints
what happened; the exit code says whether the promise held. It takes about two minutes.
"""

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select

from audit.sequencer import sequence
from audit.verification import verify
from flows.children import Child, Children
from flows.deployments import DEPLOYMENTS
from flows.environment import child_environment
from flows.ports import LOOPBACK, check_free
from flows.up import PATIENCE, wait_for
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import read_calendar
from lifecycle.incidents import incident_rows, open_incidents
from lifecycle.onboarding import open_cohort
from lifecycle.sweep import sweep
from models.database import open_database, reading
from models.outbox import OutboxLetter
from models.run import SweepRecord
from models.schema import migrate
from models.settings import CHECKOUT
from models.tables import Base

FOUNDED, BEFORE, AFTER = date(2022, 10, 21), date(2022, 11, 14), date(2022, 12, 5)


@dataclass
class House:
    """The pieces of `infitah up` that Prefect has to do with, on one port and in one folder."""

    data: Path
    port: int

    def __post_init__(self) -> None:
        self.database = f"sqlite:///{self.data / 'infitah.db'}"
        self.environment = child_environment(
            data=self.data, database=self.database, port=self.port, portal_port=self.port + 1
        )
        self.children = Children(self.data / "logs")
        os.environ["INFITAH_DATA"] = str(self.data)

    def start(self) -> Child:
        """Start the server and serve the deployments; gives the server."""
        python = sys.executable
        (self.data / "deployments.ready").unlink(missing_ok=True)
        server = self.children.start(
            "server",
            [python, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port",
             str(self.port)],
            self.environment,
        )  # fmt: skip
        wait_for(f"http://{LOOPBACK}:{self.port}/api/health", server, self.children)
        self.children.start("flows", [python, "-m", "flows.serve_deployments"], self.environment)
        until(lambda: (self.data / "deployments.ready").exists(), "the deployments are served")
        return server

    def deployments(self) -> set[str]:
        """The deployments that the server knows."""
        request = urllib.request.Request(
            f"http://{LOOPBACK}:{self.port}/api/deployments/filter", data=b"{}",
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=10) as answer:
            return {one["name"] for one in json.load(answer)}

    def check(self, engine: Engine, on: date) -> None:
        """Run check-deadlines of a date through the server, and wait until it has finished."""
        before = checks(engine)
        subprocess.run(
            [sys.executable, "-m", "prefect", "deployment", "run",
             "check-deadlines/check-deadlines", "-p", f'on="{on}"'],
            env=self.environment, check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
        until(lambda: checks(engine) > before, f"check-deadlines of {on} has finished")


def until(true: Callable[[], bool], what: str) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it is not within the patience for children.
    """
    limit = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > limit:
            raise TimeoutError(f"not within {PATIENCE:.0f} s: {what}")
        time.sleep(0.3)


def checks(engine: Engine) -> int:
    """How many checks of deadlines have finished."""
    with reading(engine) as session:
        query = select(func.count()).where(SweepRecord.name == "deadlines")
        return int(session.scalar(query.select_from(SweepRecord)) or 0)


def letters(engine: Engine) -> list[str]:
    """The keys of the letters that were ever owed to plans, each as often as it stands there."""
    query = select(OutboxLetter.key).where(OutboxLetter.plan_id.is_not(None))
    with reading(engine) as session:
        return list(session.scalars(query.order_by(OutboxLetter.key)))


def incidents(engine: Engine) -> list[str]:
    """What the engine says of its own outage."""
    with reading(engine) as session:
        return [one.told for one in open_incidents(incident_rows(session, closed=0))]


def digest(engine: Engine) -> str:
    """Of every row of every table."""
    whole = hashlib.sha256()
    with engine.execution_options(reading=True).connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
                whole.update(repr(tuple(row)).encode())
    return whole.hexdigest()[:16]


def open_founders(engine: Engine) -> None:
    """The founding cohort as it was opened, so that a check has something to do."""
    folder = CHECKOUT / "cohorts"
    calendar = folder / "2022-founders.yaml"
    open_cohort(
        engine,
        (folder / "2022-founders.csv").read_bytes(),
        "2022-founders.csv",
        read_calendar(calendar.read_text(encoding="utf-8"), calendar.name),
        clock=VirtualClock(FOUNDED),
        actor=acts.coordinator(1),
        dry_run=False,
        cause="prefect_wiped",
    )


def wipe(house: House, server: Child) -> list[str]:
    """Kill the server, end the rest as `infitah up` does, and delete what Prefect knows."""
    server.signal_group(signal.SIGKILL)
    server.process.wait()
    house.children.end()
    files = sorted((house.data / "prefect").glob("prefect.db*"))
    for file in files:
        file.unlink()
    return [file.name for file in files]


def owed(engine: Engine, on: date) -> int:
    """How many letters a check of a date would write."""
    return sweep(engine, on=on, clock=VirtualClock(on), dry_run=True).letters


def say(told: str, **seen: Any) -> None:
    """One line of what happened."""
    print(f"{told}: " + ", ".join(f"{name} {value}" for name, value in seen.items()), flush=True)


def play(house: House) -> list[str]:
    """All of it; gives back what did not hold."""
    engine = open_database(house.database)
    migrate(engine)
    open_founders(engine)
    server, wrong = house.start(), []
    say("started", deployments=len(house.deployments()))
    house.check(engine, BEFORE)
    say(f"check of {BEFORE} through the server", letters=len(letters(engine)))

    files = wipe(house, server)
    before = digest(engine)
    say("killed and wiped", files=files, database=before)
    server = house.start()
    back = house.deployments()
    say("started again", deployments=len(back), database=digest(engine))
    if back != {one.name for one in DEPLOYMENTS}:
        wrong.append(f"deployments: {sorted(back)}")
    if digest(engine) != before:
        wrong.append("the engine's database changed")

    expected, had = owed(engine, AFTER), set(letters(engine))
    house.check(engine, AFTER)
    house.check(engine, AFTER)
    now = letters(engine)
    with reading(engine) as session:
        skipped = select(func.count()).where(
            OutboxLetter.key.in_(set(now) - had), OutboxLetter.state == "skipped"
        )
        passed_over = int(session.scalar(skipped.select_from(OutboxLetter)) or 0)
    new = len(set(now) - had) - passed_over
    say(f"check of {AFTER}, twice", owed=expected, written=new, passed_over=passed_over)
    if new != expected or len(now) != len(set(now)) or not had <= set(now):
        wrong.append("what was owed was not written once")
    say("the engine tells of its outage", incidents=incidents(engine))
    sequence(engine)
    verdict = verify(engine)
    say("verified", entries=verdict.entries, findings=len(verdict.findings.kept))
    if not verdict.holds:
        wrong.append("the history does not hold")
    engine.dispose()
    return wrong


def main(port: int) -> int:
    """0 when the promise held."""
    check_free(port, "the Prefect server", "--port")
    with tempfile.TemporaryDirectory(prefix="infitah-wiped-") as folder:
        house = House(Path(folder), port)
        try:
            wrong = play(house)
        finally:
            house.children.end()
    print("the promise held" if not wrong else f"IT DID NOT HOLD: {'; '.join(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=4630)
    sys.exit(main(parser.parse_args().port))
