"""The doctor on the clock, the disks and the files with a secret: each broken for real."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sealed import lived
from sqlalchemy import Engine

from audit.log_folder import folder_of
from audit.sealing import seal
from flows.doctor_clock import clock_and_history, clock_and_server, synchronised
from flows.doctor_disk import MIB, room, room_of_log, write_ahead_log
from flows.doctor_secrets import secret_files
from lifecycle.clock import SystemClock, VirtualClock
from models.database import open_database
from models.settings import data_folder
from notifications.link_keys import load_keys

NOW = SystemClock()
HOUR_AHEAD = SystemClock(lambda: datetime.now(UTC) + timedelta(hours=1))


def test_a_clock_that_agrees_with_the_database_is_in_order(engine: Engine) -> None:
    assert clock_and_server(engine, NOW).good


def test_a_clock_an_hour_from_the_server_is_a_fault_where_there_is_a_server(engine: Engine) -> None:
    check = clock_and_server(engine, HOUR_AHEAD)
    assert check.good is (engine.dialect.name == "sqlite")
    if not check.good:
        assert check.seen.startswith("3600.")
        assert "chrony" in check.mend


def test_a_clock_behind_the_history_is_a_fault(engine: Engine) -> None:
    assert clock_and_history(engine, VirtualClock(date(2000, 1, 1))).good, "nothing is recorded"
    lived(engine, 1)
    assert clock_and_history(engine, NOW).good
    check = clock_and_history(engine, VirtualClock(date(2022, 1, 3)))
    assert not check.good
    assert "later than now" in check.seen


def test_a_checkpoint_of_the_future_is_a_fault_too(engine: Engine) -> None:
    lived(engine, 1)
    seal(engine, VirtualClock(date(2031, 5, 5)))
    assert "2031-05-05" in clock_and_history(engine, NOW).seen


def test_what_the_kernel_says_of_ntp_is_a_sentence() -> None:
    assert "NTP" in synchronised()


def test_a_disk_with_less_room_than_a_copy_needs_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "large.db"
    engine = open_database(f"sqlite:///{file}")
    assert room(engine, NOW).good
    with file.open("wb") as holes:  # larger than any disk, without taking room on this one
        holes.truncate(2**43)
    check = room(engine, NOW)
    engine.dispose()
    assert not check.good
    assert "MiB are wanted" in check.seen
    assert "INFITAH_DATA" in check.mend


def test_the_log_beside_its_database_is_noted(tmp_path: Path, engine: Engine) -> None:
    check = room_of_log(engine, NOW)
    assert check.good
    assert ("own disk" in check.seen) is (engine.dialect.name == "sqlite")


def test_a_write_ahead_log_that_is_never_folded_in_is_a_fault(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'busy.db'}")
    assert write_ahead_log(engine, NOW).good
    with (tmp_path / "busy.db-wal").open("wb") as holes:
        holes.truncate(300 * MIB)
    check = write_ahead_log(engine, NOW)
    assert not check.good
    assert "300 MiB" in check.seen


@pytest.mark.parametrize("name", ["link-keys.txt", "first-sign-in.txt", "log-key"])
def test_a_secret_that_others_may_read_is_a_fault(engine: Engine, name: str) -> None:
    load_keys()
    lived(engine, 1)
    seal(engine, NOW)
    (data_folder() / "first-sign-in.txt").touch(0o600)
    assert secret_files(engine, NOW).good
    file = (folder_of(engine).path if name == "log-key" else data_folder()) / name
    os.chmod(file, 0o640)
    check = secret_files(engine, NOW)
    assert not check.good
    assert check.seen == f"others may read {file}"
    assert f"chmod 600 {file}" in check.mend
