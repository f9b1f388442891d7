"""`infitah backup` and `infitah restore`: said in words and as data, refused with a sentence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sealed import sealed

from audit.log_folder import folder_of
from flows.cli import main
from models.database import open_database


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a sealed history in it."""
    monkeypatch.setenv("INFITAH_DATA", str(tmp_path / "here"))
    monkeypatch.delenv("INFITAH_DATABASE_URL", raising=False)
    file = tmp_path / "here" / "infitah.db"
    file.parent.mkdir()
    shutil.copy(sqlite_template, file)
    engine = open_database(f"sqlite:///{file}")
    sealed(engine, folder_of(engine).path, plans=1)
    engine.dispose()
    return file


def run(capsys: Any, *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main([*words])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_backup_is_restored_elsewhere(
    database: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "b.tar")
    code, told = run(capsys, "backup", file)
    assert (code, "written and verified" in told, "without the key" in told) == (0, True, True)
    code, told = run(capsys, "backup", file)
    assert (code, "never overwritten" in told) == (3, True)
    monkeypatch.setenv("INFITAH_DATA", str(tmp_path / "there"))
    code, told = run(capsys, "restore", file, "--json")
    assert code == 0
    said = json.loads(told)
    assert (said["holds"], said["plans"], said["keys"]) == (True, 1, False)
    assert (tmp_path / "there" / "infitah.db").exists()
    code, told = run(capsys, "restore", file)
    assert (code, "restore into an empty" in told) == (3, True)


def test_what_is_no_backup_is_refused(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "x.tar"
    file.write_bytes(b"no tar")
    code, told = run(capsys, "restore", str(file), "--db", f"sqlite:///{tmp_path / 'n.db'}")
    assert (code, "is no backup" in told) == (3, True)
