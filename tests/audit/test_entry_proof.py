"""Proofs to take away: read by the stand-alone verifier, and never given when they do not hold."""

import base64
import subprocess
import sys
from datetime import date
from pathlib import Path

import builders
import pytest
from sqlalchemy import Engine, text
from unguarded import take_triggers_away

from audit.checkpoints import check_checkpoint, read_checkpoint
from audit.entry_proof import DoesNotHold, NotSealed, consistency_lines, tlog_proof
from audit.log_folder import LogFolder
from audit.merkle import check_consistency
from audit.own_entries import add_own_entry
from audit.sealing import seal
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from models.database import reading, writing
from models.log import LOG_CHAIN
from models.settings import CHECKOUT
from models.words import LogEntryKind

VERIFIER = CHECKOUT / "audit" / "infitah_verify.py"


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    return LogFolder(tmp_path / "log")


@pytest.fixture
def plan(engine: Engine, clock: VirtualClock, folder: LogFolder) -> int:
    """A plan with two entries under checkpoints of 1, 2 and 302 entries."""
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
    seal(engine, clock, folder)
    with writing(engine) as session:
        door.fire(
            session, number, acts.MOVE, actor=acts.coordinator(12), at=clock.now(),
            step="adhere_to_charter", reason="floods", due_on=date(2023, 1, 20),
        )  # fmt: skip
    seal(engine, clock, folder)
    with writing(engine) as session:
        for _ in range(300):
            occasion = Occasion(acts.ENGINE, clock.now(), "test")
            add_own_entry(session, LogEntryKind.HEADS, {"plans": []}, occasion)
    seal(engine, clock, folder)
    return number


def proof_of(engine: Engine, folder: LogFolder, chain: int, seq: int) -> str:
    with reading(engine) as session:
        return tlog_proof(session, folder, chain, seq)


def verified(file: Path, key: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(VERIFIER), str(file), "--key", key]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("own", "seq"), [(False, 1), (False, 2), (True, 1), (True, 300)])
def test_the_verifier_of_one_file_reads_a_proof(
    engine: Engine, folder: LogFolder, plan: int, tmp_path: Path, own: bool, seq: int
) -> None:
    file = tmp_path / "entry.tlog-proof"
    file.write_text(proof_of(engine, folder, LOG_CHAIN if own else plan, seq), encoding="utf-8")
    answer = verified(file, str(folder.verifiers()[0]))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(f"HOLDS entry {seq - 1 + 2 * own} of a log of 302: ")


def test_the_verifier_refuses_a_proof_of_other_bytes_or_of_another_key(
    engine: Engine, folder: LogFolder, plan: int, tmp_path: Path
) -> None:
    lines = proof_of(engine, folder, plan, 2).split("\n")
    entry = base64.b64decode(lines[1].removeprefix("extra ")).replace(b"2023-01-20", b"2023-01-21")
    changed = tmp_path / "changed.tlog-proof"
    lines[1] = "extra " + base64.b64encode(entry).decode()
    changed.write_text("\n".join(lines), encoding="utf-8")
    assert verified(changed, str(folder.verifiers()[0])).stdout.startswith("FAIL")
    good = tmp_path / "good.tlog-proof"
    good.write_text(proof_of(engine, folder, plan, 2), encoding="utf-8")
    other = LogFolder(tmp_path / "other").signer()
    assert verified(good, str(other.verifier)).returncode == 1


def test_a_proof_has_the_form_that_c2sp_gives_it(
    engine: Engine, folder: LogFolder, plan: int
) -> None:
    head, _, note = proof_of(engine, folder, plan, 2).partition("\n\n")
    lines = head.split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert b'"_seq":2' in base64.b64decode(lines[1].removeprefix("extra "))
    assert lines[2] == "index 1"
    assert {len(base64.b64decode(line)) for line in lines[3:]} == {32}
    assert check_checkpoint(note, folder.verifiers()[0]).size == 302


def test_an_entry_alone_in_its_log_needs_no_other_hash(
    engine: Engine, clock: VirtualClock, folder: LogFolder, tmp_path: Path
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
    seal(engine, clock, folder)
    file = tmp_path / "alone.tlog-proof"
    file.write_text(proof_of(engine, folder, number, 1), encoding="utf-8")
    assert verified(file, str(folder.verifiers()[0])).returncode == 0


def test_there_is_no_proof_before_the_seal_nor_of_what_is_not_there(
    engine: Engine, clock: VirtualClock, folder: LogFolder
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
    with pytest.raises(NotSealed):
        proof_of(engine, folder, number, 1)
    seal(engine, clock, folder)
    with pytest.raises(NotSealed):
        proof_of(engine, folder, number, 2)


def unguarded(engine: Engine, statement: str) -> None:
    """What somebody does who took the triggers away first."""
    take_triggers_away(engine)
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_entry SET canonical = (SELECT canonical FROM history_entry WHERE seq = 1)"
        " WHERE seq = 2",
        "UPDATE log_leaf SET leaf = (SELECT leaf FROM log_leaf WHERE n = 0) WHERE n = 260",
        "DELETE FROM log_leaf WHERE n > 200",
    ],
)
def test_a_proof_that_would_not_hold_is_not_handed_out(
    engine: Engine, folder: LogFolder, plan: int, statement: str
) -> None:
    unguarded(engine, statement)
    with pytest.raises(DoesNotHold):
        proof_of(engine, folder, plan, 2)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (1, 302), (2, 302), (302, 302)])
def test_the_log_of_a_checkpoint_begins_with_that_of_an_older_one(
    engine: Engine, folder: LogFolder, plan: int, old: int, new: int
) -> None:
    with reading(engine) as session:
        head, _, note = consistency_lines(session, folder, old, new).partition("\n\n")
    first, *path = head.split("\n")
    notes = {read_checkpoint(one).size: one for one in folder.notes()}
    assert (first, note) == (f"old {old}", notes[new])
    proof = [base64.b64decode(line) for line in path]
    roots = [read_checkpoint(notes[size]).root for size in (old, new)]
    check_consistency(old, new, *roots, proof)


@pytest.mark.parametrize(("old", "new"), [(0, 2), (2, 1), (3, 302), (1, 303), (1, 10**30)])
def test_sizes_without_a_checkpoint_are_refused(
    engine: Engine, folder: LogFolder, plan: int, old: int, new: int
) -> None:
    with reading(engine) as session, pytest.raises(NotSealed):
        consistency_lines(session, folder, old, new)


def test_a_log_that_was_changed_shows_no_consistency(
    engine: Engine, folder: LogFolder, plan: int
) -> None:
    unguarded(
        engine, "UPDATE log_leaf SET leaf = (SELECT leaf FROM log_leaf WHERE n = 0) WHERE n = 260"
    )
    with reading(engine) as session, pytest.raises(DoesNotHold):
        consistency_lines(session, folder, 2, 302)
