"""The power fails at any byte of the write-ahead log: what was committed is there, and whole."""

import random
from dataclasses import dataclass
from pathlib import Path

import builders
import pytest
from databases import opened
from engine_work import people_act
from sqlalchemy import Engine, func, select
from whole import check_history

from audit.log_folder import LogFolder
from audit.sealing import seal
from lifecycle.clock import VirtualClock
from lifecycle.rows import PLAN
from models.database import open_database, reading, writing
from models.failpoints import Point, armed
from models.history import HistoryEntry

ROUNDS = 6
CUTS = 16


@dataclass(frozen=True)
class Moment:
    """What was on the disk after a commit: the log's bytes, the entries, the checkpoints held."""

    size: int
    entries: int
    held: bytes


@dataclass
class Disk:
    """A database file that was not folded yet, its write-ahead log, and the moments of it."""

    file: bytes
    wal: bytes
    moments: list[Moment]
    keys: dict[str, bytes]
    signed_at: int  # the log's bytes when the last checkpoint was signed, and nowhere yet

    def last_before(self, size: int) -> Moment:
        """The last moment that was reached when so many bytes were written."""
        return [moment for moment in self.moments if moment.size <= size][-1]

    def after_the_cut(self, folder: Path, wal: bytes, moment: Moment) -> tuple[Path, LogFolder]:
        """The files as they are found when the machine starts again."""
        file = folder / "cut.db"
        file.write_bytes(self.file)
        (folder / "cut.db-wal").write_bytes(wal)
        (folder / "cut.db-shm").unlink(missing_ok=True)
        log = folder / "log"
        log.mkdir(exist_ok=True)
        for name, content in (self.keys | {"checkpoints.jsonl": moment.held}).items():
            (log / name).write_bytes(content)
        return file, LogFolder(log)


@pytest.fixture
def disk(tmp_path: Path, sqlite_template: Path) -> Disk:
    """People act on three plans and the log is sealed, again and again, with the file kept open."""
    file, folder = tmp_path / "whole.db", LogFolder(tmp_path / "kept")
    file.write_bytes(sqlite_template.read_bytes())
    wal, clock = tmp_path / "whole.db-wal", VirtualClock(builders.FOUNDED)
    with opened(f"sqlite:///{file}") as engine, engine.connect() as stays:
        stays.exec_driver_sql("SELECT 1")  # while one is open nothing is folded into the file
        stays.rollback()
        before = file.read_bytes()
        moments = [Moment(0, 0, b"")]
        signed = [0]

        def look(point: Point) -> None:
            if point is Point.NOTE_SIGNED:
                signed.append(wal.stat().st_size)

        for step in _steps(engine, clock, folder):
            with armed(look):
                step()
            moments.append(Moment(wal.stat().st_size, _entries(engine), _held(folder)))
        assert file.read_bytes() == before
        keys = {name: (folder.path / name).read_bytes() for name in ("log-key", "verifier-keys")}
        return Disk(before, wal.read_bytes(), moments, keys, signed[-1])


def _steps(engine: Engine, clock: VirtualClock, folder: LogFolder):  # type: ignore[no-untyped-def]
    def begin() -> None:
        with writing(engine) as session:
            builders.plans(session, 3, clock=clock)

    yield begin
    for _ in range(ROUNDS):
        with reading(engine) as session:
            numbers = list(session.scalars(select(PLAN.id).order_by(PLAN.id)))
        for number in numbers:
            yield lambda number=number: people_act(engine, number, clock)
        yield lambda: seal(engine, clock, folder)


def _entries(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count(HistoryEntry.id))) or 0


def _held(folder: LogFolder) -> bytes:
    path = folder.path / "checkpoints.jsonl"
    return path.read_bytes() if path.exists() else b""


def _check(disk: Disk, folder: Path, wal: bytes, moment: Moment) -> int:
    """What is found opens, is intact, holds all that was committed, and goes on."""
    file, log = disk.after_the_cut(folder, wal, moment)
    engine = open_database(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        connection.rollback()
    found = _entries(engine)
    if found:
        assert check_history(engine, log) == found
        seal(engine, VirtualClock(builders.FOUNDED), log)
        check_history(engine, log)
    engine.dispose()
    return found


def test_a_log_cut_at_any_byte_holds_every_change_that_was_committed_before(
    disk: Disk, tmp_path: Path
) -> None:
    dice = random.Random(7)
    sizes = [moment.size for moment in disk.moments]
    cuts = {*dice.sample(range(len(disk.wal)), CUTS), *dice.sample(sizes, 4), 0, len(disk.wal)}
    for cut in sorted(cuts):
        moment = disk.last_before(cut)
        found = _check(disk, tmp_path, disk.wal[:cut], moment)
        after = [one.entries for one in disk.moments if one.size > cut]
        assert moment.entries <= found <= (after[0] if after else moment.entries), cut


def test_a_last_page_that_was_torn_costs_no_earlier_change(disk: Disk, tmp_path: Path) -> None:
    dice = random.Random(8)
    for moment, after in list(zip(disk.moments[2:], disk.moments[3:], strict=False))[::5]:
        torn = disk.wal[: moment.size] + dice.randbytes(after.size - moment.size)
        assert _check(disk, tmp_path, torn, moment) == moment.entries


def test_a_checkpoint_that_was_being_written_is_signed_anew(disk: Disk, tmp_path: Path) -> None:
    last = disk.moments[-1]
    before = disk.last_before(last.size - 1)
    line = last.held[len(before.held) :]
    assert line.endswith(b"\n")
    for at in (1, len(line) // 2, len(line) - 2):
        half = Moment(last.size, last.entries, before.held + line[:at])
        assert _check(disk, tmp_path, disk.wal[: disk.signed_at], half) == last.entries
