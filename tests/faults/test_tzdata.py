"""Tz data that is older than September 2026: the engine does not use it, or does not start.

Other processes prove it, as the zone is loaded when the engine is. The old data is made here.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from old_tz_data import old_package, old_zone_file

from lifecycle.clock import SystemClock, VirtualClock
from lifecycle.legal_time import instant_of, local_date
from models.settings import CHECKOUT

GAP = date(2026, 3, 22)  # 02:00 to 03:00 did not exist
LIVED = """
import sys; sys.path[:0] = ["tests"]
import json
from datetime import UTC, date, datetime, timedelta
import lived_days, small_cohort
from sqlalchemy import select
from lifecycle.advance import advance
from lifecycle.clock import SystemClock, VirtualClock
from lifecycle.legal_time import check_legal_time
from lifecycle.sweep import sweep
from models.database import open_database, reading
from models.outbox import OutboxLetter
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

check_legal_time()
engine = open_database(sys.argv[1])
small_cohort.open_few(engine, *lived_days.MEMBERS)
for on in (date(2022, 11, 14), date(2023, 3, 20), date(2026, 10, 5)):
    # The instant is the same everywhere; the civil date and the hour are what the zone makes of it.
    clock = SystemClock(lambda: datetime(on.year, on.month, on.day, 8, 30, tzinfo=UTC))
    advance(engine, on=clock.today(), clock=clock)
    sweep(engine, on=clock.today(), clock=clock)
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
stands = lived_days.what_stands(engine)
with reading(engine) as session:
    query = select(OutboxLetter.key, OutboxLetter.state, OutboxLetter.next_at)
    letters = sorted(map(list, session.execute(query)))
print(json.dumps([sorted(stands["letters"]), stands["plans"], stands["steps"], letters],
                 default=str))
"""


@pytest.fixture(scope="module")
def old_zones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return old_zone_file(tmp_path_factory.mktemp("zones"))


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=CHECKOUT, env=os.environ | environment, check=False,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def lived(template: Path, file: Path, **environment: str) -> Any:
    """The deadlines and letters of a small cohort that another process has lived."""
    shutil.copy(template, file)
    done = run("-c", LIVED, f"sqlite:///{file}", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_old_data_is_old(old_zones: Path) -> None:
    """It must say what an old machine says, or the other tests prove nothing."""
    with (old_zones / "Africa" / "Casablanca").open("rb") as file:
        zone = ZoneInfo.from_file(file)
    autumn = datetime(2026, 10, 5, 9, tzinfo=zone)
    assert autumn.astimezone(UTC).hour == 8
    for on in (date(2019, 7, 1), date(2023, 4, 3), date(2026, 3, 1), date(2026, 7, 1)):
        assert datetime.combine(on, time(9), tzinfo=zone).astimezone(UTC) == instant_of(on)


def test_deadlines_and_letters_are_the_same_on_a_machine_with_old_data(
    sqlite_template: Path, old_zones: Path, tmp_path: Path
) -> None:
    old = lived(sqlite_template, tmp_path / "old.db", PYTHONTZPATH=str(old_zones))
    new = lived(sqlite_template, tmp_path / "new.db", PYTHONTZPATH="")
    assert old == new
    letters, _, steps, states = new
    assert len(letters) > 10
    assert any(due_on for *_, due_on in steps)
    # 08:30 UTC is half past eight in Casablanca since September 2026: too early for a letter.
    waiting = [at for _, state, at in states if state == "queued"]
    assert waiting
    assert set(waiting) == {"2026-10-05 09:00:00+00:00"}


@pytest.mark.parametrize(
    "command", [["up", "--check", "--empty"], ["sweep"]], ids=lambda one: one[0]
)
def test_the_engine_does_not_start_with_an_old_package(
    command: list[str], sqlite_template: Path, tmp_path: Path
) -> None:
    package = old_package(tmp_path / "path")
    file = shutil.copy(sqlite_template, tmp_path / "infitah.db")
    done = run(
        "-m", "flows.cli", *command, "--db", f"sqlite:///{file}", PYTHONPATH=str(package),
        INFITAH_DATA=str(tmp_path / "data"),
    )  # fmt: skip
    assert done.returncode == 4
    assert "tzdata>=2026.3" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_hour_that_does_not_exist_breaks_nothing() -> None:
    never = instant_of(GAP, 2, 30)
    assert never == datetime(2026, 3, 22, 2, 30, tzinfo=UTC)
    assert local_date(never) == GAP
    assert VirtualClock(GAP, 2).now() <= VirtualClock(GAP, 3).now()
    through = [datetime(2026, 3, 22, hour, tzinfo=UTC) for hour in range(4)]
    days = [SystemClock(lambda at=at: at).today() for at in through]  # type: ignore[misc]
    assert days == [GAP] * 4
    assert instant_of(GAP, 9) - instant_of(GAP - timedelta(days=1), 9) == timedelta(hours=23)
