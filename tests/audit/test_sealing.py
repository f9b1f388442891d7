"""What is signed, what is refused, and where the checkpoints are held."""

import fcntl
import os
import stat
from datetime import date
from pathlib import Path

import builders
import pytest
from databases import opened
from forger import Forger
from sealed import LATER, lived, sealed
from sqlalchemy import Engine, func, select

from audit.checkpoints import check_checkpoint, read_checkpoint
from audit.heads import MOST, add_heads, add_heads_of_day
from audit.log_folder import LogFolder, folder_of
from audit.notes import NoteRefused
from audit.resuming import resume_from
from audit.rotation import rotate_key
from audit.sealing import PastChanged, seal
from audit.verification import verify
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from models.base import table_of
from models.database import reading, writing
from models.failpoints import Point, armed
from models.log import LogCheckpoint, LogEntry

OCCASION = Occasion(acts.coordinator("cli"), LATER.now(), "cli")
CODES = {"old": "05.091.07.41", "new": "05.091.07.42"}


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> LogFolder:
    return sealed(engine, tmp_path / "log")


def more_history(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plan(session, code="05.091.07.77")


def test_an_empty_log_is_not_signed(engine: Engine, tmp_path: Path) -> None:
    assert seal(engine, LATER, LogFolder(tmp_path)).note is None


def test_what_was_sealed_is_signed_and_held_in_two_places(
    engine: Engine, folder: LogFolder
) -> None:
    note = folder.last_note()
    assert note is not None
    told = check_checkpoint(note, folder.verifiers()[0])
    with reading(engine) as session:
        row = session.get(LogCheckpoint, told.size)
        assert row is not None
        assert (row.note, row.root, row.made_at) == (note, told.root.hex(), LATER.now())


def test_nothing_new_is_not_signed_again(engine: Engine, folder: LogFolder) -> None:
    before = folder.notes()
    assert seal(engine, LATER, folder).added == 0
    assert folder.notes() == before


def test_a_checkpoint_that_a_crash_kept_out_of_the_table_comes_into_it(
    engine: Engine, folder: LogFolder
) -> None:
    from forger import by_hand
    from sqlalchemy import delete

    newest = table_of(LogCheckpoint)
    last = read_checkpoint(folder.last_note() or "").size
    by_hand(engine, delete(newest).where(newest.c.size == last))
    seal(engine, LATER, folder)
    with reading(engine) as session:
        assert session.get(LogCheckpoint, last) is not None


def test_the_key_is_for_its_owner_alone_and_outside_the_database(
    engine: Engine, folder: LogFolder
) -> None:
    key = folder.path / "log-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    secret = key.read_bytes().strip()
    with engine.connect() as connection:
        for table in table_of(LogEntry).metadata.sorted_tables:
            assert secret not in repr(connection.execute(select(table)).all()).encode()


def test_a_log_without_its_folder_is_not_signed(
    engine: Engine, folder: LogFolder, tmp_path: Path
) -> None:
    empty = LogFolder(tmp_path / "lost")
    with pytest.raises(PastChanged, match="INFITAH_LOG_FOLDER"):
        seal(engine, LATER, empty)
    assert not (empty.path / "log-key").exists()


def test_a_log_that_lost_its_end_is_not_signed(engine: Engine, folder: LogFolder) -> None:
    forger = Forger(engine, 0)
    del forger.log[-1]
    forger.write_back(purge=True)
    with pytest.raises(PastChanged, match="the log has only"):
        seal(engine, LATER, folder)


def test_a_log_whose_past_was_rewritten_is_not_signed(engine: Engine, folder: LogFolder) -> None:
    forger = Forger(engine, 0)
    forger.any().said["cause"] = "nobody"
    forger.write_back(purge=True)
    before = folder.notes()
    with pytest.raises(PastChanged, match="no longer begins"):
        seal(engine, LATER, folder)
    assert folder.notes() == before


def test_a_checkpoint_that_an_auditor_kept_takes_the_place_of_a_lost_folder(
    engine: Engine, folder: LogFolder, tmp_path: Path
) -> None:
    kept, key = folder.last_note() or "", folder.verifiers()[0]
    (folder.path / "checkpoints.jsonl").unlink()
    assert resume_from(engine, folder, kept).size == read_checkpoint(kept).size
    more_history(engine)
    assert seal(engine, LATER, folder).added == 1
    with pytest.raises(PastChanged, match="as new as this one"):
        resume_from(engine, folder, kept)
    other = LogFolder(tmp_path / "other")
    with pytest.raises(NoteRefused):
        resume_from(engine, other, kept.replace(str(read_checkpoint(kept).size), "3"), key)
    resume_from(engine, other, kept, key)
    with pytest.raises(NoteRefused, match="rotate-key --lost"):
        seal(engine, LATER, other)


def test_a_kept_checkpoint_of_another_past_is_refused(
    engine: Engine, folder: LogFolder, tmp_path: Path
) -> None:
    kept = folder.last_note() or ""
    forger = Forger(engine, 0)
    forger.any().said["cause"] = "nobody"
    forger.write_back(purge=True)
    with pytest.raises(PastChanged, match="does not begin"):
        resume_from(engine, LogFolder(tmp_path / "new"), kept, folder.verifiers()[0])


def test_a_key_that_takes_over_is_vouched_for_by_the_one_before(
    engine: Engine, folder: LogFolder
) -> None:
    first = folder.verifiers()[0]
    fresh = rotate_key(engine, LATER, folder, OCCASION)
    assert folder.verifiers() == [first, fresh]
    both = folder.last_note() or ""
    assert check_checkpoint(both, first) == check_checkpoint(both, fresh)
    more_history(engine)
    after = seal(engine, LATER, folder).note or ""
    assert check_checkpoint(after, fresh)
    with pytest.raises(NoteRefused):
        check_checkpoint(after, first)
    verdict = verify(engine, folder)
    assert (verdict.findings.kept, verdict.lost) == ([], ())


def test_a_lost_key_is_replaced_in_the_open(engine: Engine, folder: LogFolder) -> None:
    first = folder.verifiers()[0]
    (folder.path / "log-key").unlink()
    more_history(engine)
    with pytest.raises(NoteRefused, match="rotate-key --lost"):
        seal(engine, LATER, folder)
    rotate_key(engine, LATER, folder, OCCASION, lost=True)
    verdict = verify(engine, folder)
    assert (verdict.findings.kept, verdict.lost) == ([], (str(first),))


class Stopped(Exception):
    pass


@pytest.mark.parametrize(
    "point", [Point.KEY_SAID, Point.KEY_VOUCHED, Point.KEY_TRUSTED, Point.KEY_REPLACED]
)
def test_a_change_of_key_that_was_stopped_anywhere_leaves_a_history_that_holds(
    engine: Engine, folder: LogFolder, point: Point
) -> None:
    def stop(reached: Point) -> None:
        if reached is point:
            raise Stopped

    with armed(stop), pytest.raises(Stopped):
        rotate_key(engine, LATER, folder, OCCASION)
    more_history(engine)
    seal(engine, LATER, folder)
    assert verify(engine, folder).holds
    fresh = rotate_key(engine, LATER, folder, OCCASION)
    assert folder.signer().verifier == folder.verifiers()[-1] == fresh
    assert verify(engine, folder).holds


def test_nobody_signs_while_a_key_takes_over(engine: Engine, folder: LogFolder) -> None:
    alone: list[bool] = []

    def look(point: Point) -> None:
        with (folder.path / ".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                alone.append(point.name.startswith("KEY"))

    with armed(look):
        rotate_key(engine, LATER, folder, OCCASION)
    assert alone.count(True) == 4


def test_a_key_that_nobody_vouched_for_is_found(engine: Engine, folder: LogFolder) -> None:
    """Whoever can write the folder but not the log's past cannot bring in a key of their own."""
    from audit.findings import FindingKind
    from audit.log_folder import new_key

    folder.replace_key(new_key(folder.signer().name))
    more_history(engine)
    seal(engine, LATER, folder)
    assert set(verify(engine, folder).findings.counts) == {FindingKind.KEY}


def test_a_key_signs_nothing_alone_once_another_took_over(
    engine: Engine, folder: LogFolder
) -> None:
    from audit.findings import FindingKind

    old = folder.signer()
    rotate_key(engine, LATER, folder, OCCASION)
    more_history(engine)
    from audit.sealing import sign
    from audit.sequencer import sequence

    sequence(engine)
    sign(engine, LATER, folder, [old])
    assert set(verify(engine, folder).findings.counts) == {FindingKind.KEY}


def test_the_key_may_come_from_the_settings(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from audit.log_folder import new_key

    key = new_key("pao.example/log")
    monkeypatch.setenv("INFITAH_LOG_KEY", key.secret())
    monkeypatch.setenv("INFITAH_LOG_FOLDER", str(tmp_path / "held"))
    lived(engine, 1)
    note = seal(engine, LATER).note or ""
    assert check_checkpoint(note, key.verifier).origin == "pao.example/log"
    assert sorted(os.listdir(tmp_path / "held")) == [".lock", "checkpoints.jsonl", "verifier-keys"]


def test_each_database_has_a_folder_of_its_own(engine: Engine, bare_engine: Engine) -> None:
    assert folder_of(engine).path != folder_of(bare_engine).path
    assert folder_of(engine).path == folder_of(engine).path


def test_a_data_folder_that_moves_keeps_its_log(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "infitah.db").write_bytes(sqlite_template.read_bytes())
    for name in ("old", "new"):
        monkeypatch.setenv("INFITAH_DATA", str(tmp_path / name))
        with opened(f"sqlite:///{tmp_path / name / 'infitah.db'}") as engine:
            with writing(engine) as session:
                builders.plan(session, code=CODES[name])
            assert seal(engine, LATER).added == 1
            assert verify(engine).findings.kept == []
        if name == "old":
            (tmp_path / "old").rename(tmp_path / "new")


def test_the_heads_are_added_once_a_day_and_name_every_plan(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 3)
    assert add_heads_of_day(engine, OCCASION) == 1
    assert add_heads_of_day(engine, OCCASION) == 0
    tomorrow = VirtualClock(date(2024, 3, 5))
    assert add_heads_of_day(engine, Occasion(acts.ENGINE, tomorrow.now(), "test")) == 1


def test_the_heads_of_many_plans_are_said_in_parts(engine: Engine) -> None:
    with writing(engine) as session:
        for number in range(MOST + 1):
            builders.plan(session, code=f"05.091.{number // 90 + 10}.{number % 90 + 10}")
        assert add_heads(session, OCCASION) == 2
        sizes = session.scalars(select(func.length(table_of(LogEntry).c.canonical))).all()
    assert max(sizes) < 65536  # of an entry in a bundle of C2SP tlog-tiles
