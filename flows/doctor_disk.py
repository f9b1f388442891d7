"""What the doctor looks at of the disks: room to go on, and the write-ahead log of SQLite."""

import os
import shutil
from pathlib import Path

from sqlalchemy import Engine

from audit.log_folder import folder_of
from flows.doctor_checks import Check
from lifecycle.clock import Clock
from models.settings import data_folder

MIB = 1024**2
LEAST = 200 * MIB  # policy: weeks of letters and history
LARGEST_WAL = 256 * MIB  # SQLite folds it into the database at 4 MB when nobody reads for ever


def room(engine: Engine, clock: Clock) -> Check:
    """Whether the data folder has room: for the weeks to come, and for a copy of the database."""
    free = shutil.disk_usage(_nearest(data_folder())).free
    needed = LEAST + _size_of_file(engine)
    seen = f"{free // MIB} MiB free; {needed // MIB} MiB are wanted, a backup's copy among them"
    mend = f"make room on the disk of {data_folder()}, or move it: INFITAH_DATA"
    return Check("disk", free >= needed, seen, mend)


def room_of_log(engine: Engine, clock: Clock) -> Check:
    """Whether the log's folder has room, and whether it is on another disk than the database."""
    folder = _nearest(folder_of(engine).path)
    free = shutil.disk_usage(folder).free
    file = _file_of(engine)
    same = file is not None and file.exists() and folder.stat().st_dev == file.stat().st_dev
    seen = f"{free // MIB} MiB free" + ("; on the database's own disk" if same else "")
    mend = f"make room on the disk of {folder}: without it no checkpoint can be signed"
    return Check("disk of the log", free >= LEAST, seen, mend)


def write_ahead_log(engine: Engine, clock: Clock) -> Check:
    """Whether SQLite's write-ahead log is folded into the database from time to time."""
    file = _file_of(engine)
    beside = Path(f"{file}-wal") if file else None
    size = beside.stat().st_size if beside and beside.exists() else 0
    seen = f"the write-ahead log has {size // MIB} MiB"
    mend = "a reader never ends: start the engine's processes again, it is folded in then"
    return Check("write-ahead log", size <= LARGEST_WAL, seen, mend)


def _file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database; None for a server."""
    named = engine.dialect.name == "sqlite" and engine.url.database not in (None, ":memory:")
    return Path(str(engine.url.database)) if named else None


def _size_of_file(engine: Engine) -> int:
    file = _file_of(engine)
    return os.stat(file).st_size if file and file.exists() else 0


def _nearest(folder: Path) -> Path:
    """A folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())
