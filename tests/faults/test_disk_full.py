"""The disk is full: what was there stays whole, the work is refused, and goes on with room."""

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import opened
from reading_back import everything
from sealed import LATER, sealed
from small_cohort import BENI_MELLAL, CALENDAR, LARACHE, RABAT, open_few, sheet
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from whole import check_history

from audit.log_folder import folder_of
from audit.sealing import seal
from flows.refusals import NOT_READY, exit_code_for
from lifecycle.clock import VirtualClock
from models.settings import CHECKOUT

SMALL = 64 * 1024  # bytes: the register alone needs more


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a sealed history in it."""
    monkeypatch.setenv("INFITAH_DATA", str(tmp_path))
    file = tmp_path / "infitah.db"
    shutil.copy(sqlite_template, file)
    with opened(f"sqlite:///{file}") as engine:
        sealed(engine, folder_of(engine).path, plans=1)
    return file


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    with opened(f"sqlite:///{file}") as engine:
        yield engine


def is_intact(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_file_that_may_not_grow_keeps_what_it_holds_and_takes_more_when_it_may(
    file: Path, engine: Engine
) -> None:
    before = everything(engine)
    pages = file.stat().st_size // 4096 + 2
    with opened(f"sqlite:///{file}") as full:
        event.listen(
            full, "connect", lambda each, _: each.execute(f"PRAGMA max_page_count={pages}")
        )
        with pytest.raises(OperationalError, match="full"):
            open_few(full, BENI_MELLAL, LARACHE)
        assert everything(full) == before  # the connection is of use after the refusal
    assert is_intact(engine)
    check_history(engine)
    assert len(open_few(engine, BENI_MELLAL, LARACHE).new) == 2
    seal(engine, LATER)
    check_history(engine)


def run(*words: str, most: int | None = None) -> tuple[int, str]:
    """A command in a process of its own whose files may grow to so many bytes."""

    def limit() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *words], cwd=CHECKOUT, capture_output=True, text=True,
        preexec_fn=limit, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_a_cohort_that_finds_no_room_is_refused_with_a_sentence_and_opens_later(
    file: Path, engine: Engine, tmp_path: Path
) -> None:
    before = everything(engine)
    members = tmp_path / "members.csv"
    members.write_bytes(sheet(BENI_MELLAL, LARACHE, RABAT))
    words = ("cohort", "open", str(members), "--calendar", str(CALENDAR), "--apply")
    code, said = run(*words, most=SMALL)
    assert code == NOT_READY, said
    assert "the disk of the database is full" in said
    assert "Traceback" not in said
    assert everything(engine) == before
    assert is_intact(engine)
    check_history(engine)
    code, said = run(*words)
    assert code == 0, said
    assert len(everything(engine)["plan"]) == 4


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_folder_that_is_full_is_a_sentence_too(number: int, capsys: Any) -> None:
    full = OSError(number, os.strerror(number), "/somewhere/checkpoints.jsonl")
    assert exit_code_for(full, as_json=False) == NOT_READY
    said = capsys.readouterr().err
    assert "/somewhere/checkpoints.jsonl" in said
    assert "make room" in said


def test_an_error_of_files_that_nobody_foresaw_is_none_of_these() -> None:
    assert exit_code_for(OSError(errno.EIO, "I/O error"), as_json=False) is None


def test_a_checkpoint_that_finds_no_room_is_signed_when_there_is(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(engine)
    held = folder.notes()
    open_few(engine, BENI_MELLAL)

    def torn(number: int, content: bytes) -> int:
        if len(content) < 10:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return os.pwrite(number, content[:9], os.fstat(number).st_size)

    with monkeypatch.context() as patched:
        patched.setattr("audit.held_lines.os.write", torn)
        with pytest.raises(OSError, match="No space"):
            seal(engine, VirtualClock(LATER.on), folder)
    assert folder.notes() == held
    check_history(engine)
    seal(engine, VirtualClock(LATER.on), folder)
    assert len(folder.notes()) == len(held) + 1
    check_history(engine)
