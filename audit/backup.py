"""A backup of everything the engine keeps, verified before it is called one."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, text

from audit.backup_archive import FORMAT, Manifest, parts_of, unpack, write_archive
from audit.database_copy import SQLITE_COPY, copy_database, put_back
from audit.log_folder import KEY, LogFolder, folder_of
from audit.verification import Verdict, verify
from models.database import open_database
from models.schema import migrate
from models.settings import data_folder

DOCUMENTS, LOG = "documents", "log"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What is in a backup, and the verdict of the verification of that very copy."""

    manifest: Manifest
    verdict: Verdict


class BackupBroken(RuntimeError):
    """The history of the copy does not hold; `verdict` says what was found."""

    def __init__(self, message: str, verdict: Verdict) -> None:
        super().__init__(message)
        self.verdict = verdict


def back_up(engine: Engine, file: Path, made_at: datetime, *, keys: bool = False) -> BackedUp:
    """Write a backup while the engine works: database, documents, the folder of the log.

    Args:
        engine: of the database.
        file: where to write it; it must not be there yet.
        made_at: aware.
        keys: take the secret key that signs checkpoints with it (who has it can sign another past).

    Raises:
        FileExistsError: the file is there.
        CopyRefused: the database cannot be copied.
        BackupBroken: the history of the copy does not hold; nothing is written.
    """
    if file.exists():
        raise FileExistsError(f"{file} is there already: a backup is never overwritten")
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".backup-") as name:
        folder = Path(name)
        # The checkpoints first: none that is held may be newer than the copy of the database.
        _copy_log(folder_of(engine), folder / LOG, keys=keys)
        copy = copy_database(engine, folder)
        _copy_documents(folder)
        verdict = _verified(engine, folder, copy)
        manifest = Manifest(
            FORMAT, made_at.isoformat(), engine.dialect.name, _revision(engine), verdict.entries,
            keys, parts_of(folder),
        )  # fmt: skip
        write_archive(folder, manifest, file)
    return BackedUp(manifest, verdict)


def restore(file: Path, data: Path, engine: Engine, log: LogFolder) -> BackedUp:
    """Put a backup back into an empty database and an empty data folder, and verify it.

    A backup of an earlier release is brought to the newest schema.

    Args:
        file: the backup.
        data: the data folder: the documents go there.
        engine: of an empty database of the same kind.
        log: the folder of its log, without checkpoints.

    Raises:
        BackupRefused: the file is no backup, or not whole.
        CopyRefused: the database is not empty or of another kind.
        FileExistsError: documents or checkpoints are there already.
        BackupBroken: what was restored does not hold; it stays, to be looked at.
    """
    taken = [one for one in (data / DOCUMENTS, log.path) if one.exists() and any(one.iterdir())]
    if taken:
        raise FileExistsError(f"{taken[0]} is not empty: restore into an empty data folder")
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as name:
        folder = Path(name)
        manifest = unpack(file, folder)
        put_back(next(folder.glob("database.*")), engine)
        for part, to in ((DOCUMENTS, data / DOCUMENTS), (LOG, log.path)):
            if (folder / part).exists():
                shutil.copytree(folder / part, to, dirs_exist_ok=True)
    migrate(engine)
    return BackedUp(manifest, _held(verify(engine, log), "what was restored does not hold"))


def _verified(engine: Engine, folder: Path, copy: str) -> Verdict:
    """The verdict of the copy; PostgreSQL's is verified where it is restored, here its source."""
    log = LogFolder(folder / LOG)
    if copy != SQLITE_COPY:
        return _held(verify(engine, folder_of(engine)), "the history does not hold")
    opened = open_database(f"sqlite:///{folder / copy}")
    try:
        return _held(verify(opened, log), "the history of the copy does not hold")
    finally:
        opened.dispose()
        for beside in ("-wal", "-shm"):
            (folder / (copy + beside)).unlink(missing_ok=True)


def _held(verdict: Verdict, told: str) -> Verdict:
    if not verdict.holds:
        raise BackupBroken(f"{told}: see `infitah audit verify`", verdict)
    return verdict


def _copy_log(log: LogFolder, to: Path, *, keys: bool) -> None:
    if log.path.exists():
        left = shutil.ignore_patterns(".lock", *(() if keys else (KEY, f"{KEY}.new")))
        shutil.copytree(log.path, to, ignore=left)


def _copy_documents(folder: Path) -> None:
    """The documents, without what is only just arriving; each is known by its digest."""
    documents = data_folder() / DOCUMENTS
    if documents.exists():
        left = shutil.ignore_patterns("incoming", ".lock")
        shutil.copytree(documents, folder / DOCUMENTS, ignore=left)


def _revision(engine: Engine) -> str:
    """The revision of the schema."""
    with engine.execution_options(reading=True).connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
