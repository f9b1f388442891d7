"""What the doctor looks at of this machine: its time zone, its packages, Prefect's server."""

import importlib.metadata
import json
import os
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.doctor_checks import Check
from lifecycle.legal_time import StaleTimeZone, check_legal_time
from models.settings import CHECKOUT

NEWEST_FASTAPI = (0, 151)


def machine() -> list[Check]:
    """The time zone and the packages."""
    return [_time(), _machine_time(), _packages()]


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


def server() -> Check:
    """Whether a server answers, when one is named or on the usual port."""
    url = os.environ.get("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310
            well = json.load(answer) is True
    except (urllib.error.URLError, OSError, ValueError):
        return Check("Prefect server", True, f"not running at {url}")
    return Check("Prefect server", well, f"answers at {url}", f"restart infitah up; see {CHECKOUT}")
