"""`infitah doctor`: whether everything is in order, and how to mend what is not."""

import argparse
import importlib.metadata
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from flows.connect import NotReady, connect
from flows.doctor_checks import Check
from flows.doctor_history import chains, log, triggers, verification
from flows.shown import clock_of, print_json, print_table
from lifecycle.board import letters
from lifecycle.clock import Clock
from lifecycle.incident_words import INCIDENT_ADVICE
from lifecycle.incidents import incident_rows, open_incidents
from lifecycle.legal_time import StaleTimeZone, check_legal_time
from lifecycle.outages import KIND, lost_deadlines
from lifecycle.sweep_records import last_sweep
from models.database import reading
from models.settings import CHECKOUT
from models.words import LetterState

NEWEST_FASTAPI = (0, 151)
A_WEEK = timedelta(days=7)


def doctor(arguments: argparse.Namespace) -> int:
    """Look at everything; 1 when something must be mended."""
    checks = [_time(), _machine_time(), _packages(), *_database_checks(arguments), _server()]
    if arguments.json:
        print_json(checks)
    else:
        print_table(
            "infitah doctor",
            ("", "what", "seen", "how to mend it"),
            [("ok" if c.good else "!!", c.name, c.seen, "" if c.good else c.mend) for c in checks],
        )
    return 0 if all(check.good for check in checks) else 1


def _time() -> Check:
    try:
        check_legal_time()
    except StaleTimeZone as stale:
        return Check("legal time", False, str(stale), "pip install 'tzdata>=2026.3'")
    tzdata = importlib.metadata.version("tzdata")
    return Check("legal time", True, f"09:00 in Casablanca on 2026-12-01 is 09:00 UTC ({tzdata})")


def _machine_time() -> Check:
    """The machine's own data may be stale: shown, because other programs here may use it."""
    found = Path("/usr/share/zoneinfo/Africa/Casablanca")
    if not found.exists():
        return Check("the machine's tz data", True, "none: the engine carries its own")
    with found.open("rb") as data:
        zone = ZoneInfo.from_file(data)
    offset = datetime(2026, 12, 1, 9, tzinfo=zone).utcoffset()
    stale = "older than September 2026; " if offset else ""
    return Check("the machine's tz data", True, f"{stale}the engine does not use it")


def _packages() -> Check:
    version = importlib.metadata.version("fastapi")
    parts = tuple(int(part) for part in version.split(".")[:2])
    prefect = importlib.metadata.version("prefect")
    return Check(
        "Prefect and FastAPI",
        parts < NEWEST_FASTAPI,
        f"prefect {prefect}, fastapi {version}",
        "FastAPI 0.151 and later break the server: make setup installs the locked one",
    )


def _database_checks(arguments: argparse.Namespace) -> list[Check]:
    try:
        engine = connect(arguments)
    except NotReady as missing:
        return [Check("database", False, str(missing), "infitah up")]
    clock = clock_of(arguments)
    looks: list[Callable[[Engine, Clock], Check]] = [
        triggers, chains, log, verification, _sweeps, _lost, _incidents, _undeliverable, _held,
    ]  # fmt: skip
    return [Check("database", True, f"{engine.dialect.name}, at the newest revision")] + [
        look(engine, clock) for look in looks
    ]


def _sweeps(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        last = last_sweep(session, "deadlines")
    if last is None:
        return Check("daily check", True, "check-deadlines has not run yet on this database")
    late = clock.now() - last.finished_at > A_WEEK
    seen = f"check-deadlines finished on {last.finished_at:%Y-%m-%d %H:%M} UTC"
    return Check("daily check", not late, seen, "is infitah up? look at check-deadlines' runs")


def _lost(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        lost = lost_deadlines(session, clock.today())
    seen = "; ".join(map(str, lost)) or "none passed while the check did not run"
    return Check("lost deadlines", not lost, seen, INCIDENT_ADVICE[KIND].en)


def _incidents(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        found = open_incidents(incident_rows(session, closed=0))
    told = [f"{one.opened_at:%Y-%m-%d} {one.subject}: {one.told}" for one in found]
    mend = " ".join(dict.fromkeys(INCIDENT_ADVICE[one.kind].en for one in found))
    return Check("incidents", not found, " ".join(told) or "none is open", mend)


def _undeliverable(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        counted = letters(session)
    number = counted.by_state.get(LetterState.UNDELIVERABLE, 0)
    causes = "; ".join(sorted({cause for _, cause in counted.undeliverable})[:3])
    seen = f"{number} undeliverable: {causes}" if number else "none undeliverable"
    return Check("letters", not number, seen, "name a successor or correct the address")


def _held(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        number = letters(session).by_state.get(LetterState.HELD, 0)
    return Check("held letters", True, f"{number} wait for a person to release them")


def _server() -> Check:
    """Whether a server answers, when one is named or on the usual port."""
    import os

    url = os.environ.get("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310
            well = json.load(answer) is True
    except (urllib.error.URLError, OSError, ValueError):
        return Check("Prefect server", True, f"not running at {url}")
    return Check("Prefect server", well, f"answers at {url}", f"restart infitah up; see {CHECKOUT}")
