"""Exports, and the verifier of one file, run as an auditor would: in an empty environment."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sealed import LATER, sealed
from sqlalchemy import Engine, delete, select

from audit import infitah_verify
from audit.checkpoints import read_checkpoint
from audit.export_lines import ExportLines, NothingSealed
from audit.exporting import export_lines
from audit.log_folder import LogFolder
from audit.log_walk import still
from audit.own_entries import add_own_entry
from audit.rotation import rotate_key
from audit.scope import scope_of
from audit.sealing import seal
from audit.verification import verify
from lifecycle import acts
from lifecycle.entries import Occasion
from lifecycle.plans import NoSuchPlan
from models.base import table_of
from models.database import reading, writing
from models.history import HistoryDisclosure
from models.log import LogEntry
from models.plan import Plan
from models.words import LogEntryKind

OCCASION = Occasion(acts.coordinator("cli"), LATER.now(), "cli")
WORDS = table_of(HistoryDisclosure)


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> LogFolder:
    return sealed(engine, tmp_path / "log")


@pytest.fixture
def verifier(tmp_path: Path) -> Path:
    """The file alone, in a folder with nothing of ours beside it."""
    copy = tmp_path / "alone" / "check.py"
    copy.parent.mkdir()
    copy.write_bytes(Path(str(infitah_verify.__file__)).read_bytes())
    return copy


def check(verifier: Path, file: Path, *options: str) -> tuple[int, str]:
    """Isolated from the environment, the installed packages and the checkout."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(verifier), str(file), *options],
        capture_output=True, text=True, cwd=verifier.parent, env={}, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


def exported(engine: Engine, folder: LogFolder, to: Path, plan: str | None = None) -> list[bytes]:
    lines = [*export_lines(engine, LATER, OCCASION, plan=plan, folder=folder)]
    to.write_bytes(b"".join(lines))
    return lines


def first_reference(engine: Engine) -> str:
    with reading(engine) as session:
        return session.scalars(select(Plan.reference).order_by(Plan.id)).first() or ""


def key(folder: LogFolder) -> tuple[str, str]:
    return "--key", str(folder.verifiers()[0])


@pytest.mark.parametrize("part", [False, True], ids=["all", "one plan"])
def test_an_export_holds(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path, part: bool
) -> None:
    plan = first_reference(engine) if part else None
    lines = exported(engine, folder, tmp_path / "x.jsonl", plan)
    code, said = check(verifier, tmp_path / "x.jsonl", *key(folder))
    assert (code, said[:5]) == (0, "HOLDS")
    told = json.loads(lines[0])["export"]
    assert told["scope"] == (f"plan:{plan}" if part else "all")
    assert told["entries"] == sum(line.startswith(b'{"_log"') for line in lines)


def test_an_export_without_a_key_says_what_that_is_worth(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path
) -> None:
    exported(engine, folder, tmp_path / "x.jsonl")
    code, said = check(verifier, tmp_path / "x.jsonl")
    assert code == 0
    assert "agrees with itself" in said


def test_the_key_of_another_log_is_not_accepted(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path
) -> None:
    from audit.log_folder import new_key

    exported(engine, folder, tmp_path / "x.jsonl")
    code, said = check(verifier, tmp_path / "x.jsonl", "--key", str(new_key("x").verifier))
    assert code == 1
    assert "not the one you hold" in said


def test_the_foot_of_a_letter_is_enough_to_check_a_whole_export(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path
) -> None:
    mine = read_checkpoint(folder.notes()[0])
    exported(engine, folder, tmp_path / "x.jsonl")
    held = f"{mine.size}:{mine.short_root}"
    assert check(verifier, tmp_path / "x.jsonl", *key(folder), "--held", held)[0] == 0
    code, said = check(verifier, tmp_path / "x.jsonl", *key(folder), "--held", f"{mine.size}:00ff")
    assert code == 1
    assert f"first {mine.size} entries has another root" in said
    code, said = check(verifier, tmp_path / "x.jsonl", *key(folder), "--held", "999999:00ff")
    assert (code, "you hold a checkpoint of 999999" in said) == (1, True)


Spoil = Callable[[list[bytes], list[int]], int]


def delete_one(lines: list[bytes], at: list[int]) -> int:
    del lines[at[5]]
    return at[5] + 1


def change_a_word(lines: list[bytes], at: list[int]) -> int:
    lines[at[4]] = lines[at[4]].replace(b'"v":1', b'"v":2')
    return at[5] + 1 if at[5] == at[4] + 1 else 0


def swap_two(lines: list[bytes], at: list[int]) -> int:
    lines[at[4]], lines[at[5]] = lines[at[5]], lines[at[4]]
    return at[4] + 1


def cut_the_tail(lines: list[bytes], at: list[int]) -> int:
    del lines[at[-1] :]
    return 0


def edit_the_checkpoint(lines: list[bytes], at: list[int]) -> int:
    said = json.loads(lines[1])["checkpoint"].split("\n")
    said[2] = said[2].replace(said[2][3], "A" if said[2][3] != "A" else "B", 1)
    lines[1] = json.dumps({"checkpoint": "\n".join(said)}).encode() + b"\n"
    return 2


def edit_the_words(lines: list[bytes], at: list[int]) -> int:
    number = next(n for n, line in enumerate(lines) if line.startswith(b'{"words"'))
    lines[number] = lines[number].replace(b"is missing", b"is there")
    return number + 1


def drop_the_words(lines: list[bytes], at: list[int]) -> int:
    lines[:] = [line for line in lines if not line.startswith(b'{"words"')]
    return 0


def add_a_line(lines: list[bytes], at: list[int]) -> int:
    lines.insert(at[3], b"{}\n")
    return at[3] + 1


@pytest.mark.parametrize(
    "spoil",
    [delete_one, change_a_word, swap_two, cut_the_tail, edit_the_checkpoint, edit_the_words,
     drop_the_words, add_a_line],
)  # fmt: skip
@pytest.mark.parametrize("part", [False, True], ids=["all", "one plan"])
def test_an_export_that_was_tampered_with_names_its_first_wrong_line(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path, part: bool, spoil: Spoil
) -> None:
    lines = exported(
        engine, folder, tmp_path / "x.jsonl", first_reference(engine) if part else None
    )
    entries = [n for n, line in enumerate(lines) if line.startswith(b'{"_log"')]
    wrong = spoil(lines, entries)
    (tmp_path / "x.jsonl").write_bytes(b"".join(lines))
    code, said = check(verifier, tmp_path / "x.jsonl", *key(folder))
    assert code == 1
    assert said.startswith("FAIL")
    if wrong and not part:
        assert f", line {wrong}:" in said


def test_the_tail_of_one_plan_cannot_be_cut_from_its_export(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path
) -> None:
    """Each line proves itself; only the heads in the log tell that the last ones are missing."""
    plan = first_reference(engine)
    lines = exported(engine, folder, tmp_path / "x.jsonl", plan)
    mine = [n for n, line in enumerate(lines) if f'"_plan":"{plan}"'.encode() in line]
    del lines[mine[-1] : mine[-1] + 2]
    head = json.loads(lines[0])
    head["export"]["entries"] -= 1
    lines[0] = json.dumps(head).encode() + b"\n"
    last = f'"seq":{len(mine)},'.encode()
    lines = [n for n in lines if not (n.startswith(b'{"words"') and last in n)]
    (tmp_path / "x.jsonl").write_bytes(b"".join(lines))
    code, said = check(verifier, tmp_path / "x.jsonl", *key(folder))
    assert code == 1
    assert f"{len(mine)} entries were logged, the last are missing" in said


def test_a_part_without_the_heads_is_not_complete(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path
) -> None:
    lines = exported(engine, folder, tmp_path / "x.jsonl", first_reference(engine))
    at = next(n for n, line in enumerate(lines) if b'"type":"heads"' in line)
    del lines[at : at + 2]
    head = json.loads(lines[0])
    head["export"]["entries"] -= 1
    lines[0] = json.dumps(head).encode() + b"\n"
    (tmp_path / "x.jsonl").write_bytes(b"".join(lines))
    code, said = check(verifier, tmp_path / "x.jsonl", *key(folder))
    assert code == 1
    assert "shows how long the history" in said


@pytest.mark.parametrize("part", [False, True], ids=["all", "one plan"])
def test_words_that_were_lawfully_erased_leave_an_export_that_holds(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path, part: bool
) -> None:
    plan = first_reference(engine)
    with writing(engine) as session:
        query = (
            select(WORDS.c.id, WORDS.c.seq, WORDS.c.label)
            .join(Plan, Plan.id == WORDS.c.plan_id)
            .where(Plan.reference == plan)
        )
        words = session.execute(query).all()
        told = [[plan, row.seq, row.label] for row in words]
        add_own_entry(session, LogEntryKind.ERASED, {"person": "person:1", "words": told}, OCCASION)
        gone = delete(WORDS).where(WORDS.c.id.in_([row.id for row in words]))
        session.execute(gone)
    assert told
    exported(engine, folder, tmp_path / "x.jsonl", plan if part else None)
    assert check(verifier, tmp_path / "x.jsonl", *key(folder))[0] == 0
    assert verify(engine, folder).findings.kept == []


@pytest.mark.parametrize("part", [False, True], ids=["all", "one plan"])
def test_an_auditor_who_holds_the_first_key_trusts_the_ones_after_it(
    engine: Engine, folder: LogFolder, verifier: Path, tmp_path: Path, part: bool
) -> None:
    for _ in range(2):
        rotate_key(engine, LATER, folder, OCCASION)
    plan = first_reference(engine) if part else None
    lines = exported(engine, folder, tmp_path / "x.jsonl", plan)
    assert check(verifier, tmp_path / "x.jsonl", *key(folder))[0] == 0
    passing = [line for line in lines if line.startswith(b'{"checkpoint"')]
    lines.remove(passing[0])
    (tmp_path / "x.jsonl").write_bytes(b"".join(lines))
    code, said = check(verifier, tmp_path / "x.jsonl", *key(folder))
    assert code == 1
    assert "never vouched for" in said


def test_what_was_exported_stands_in_the_log(
    engine: Engine, folder: LogFolder, tmp_path: Path
) -> None:
    from hashlib import sha256

    exported(engine, folder, tmp_path / "x.jsonl")
    seal(engine, LATER, folder)
    with reading(engine) as session:
        query = select(LogEntry.canonical).where(LogEntry.kind == LogEntryKind.EXPORTED)
        told = json.loads(session.scalars(query).one())
    assert told["actor"]["id"] == "person:cli"
    assert told["body"]["sha256"] == sha256((tmp_path / "x.jsonl").read_bytes()).hexdigest()


def test_a_plan_that_is_not_there_is_refused_before_anything_is_written(
    engine: Engine, folder: LogFolder
) -> None:
    before = folder.notes()
    with pytest.raises(NoSuchPlan):
        next(export_lines(engine, LATER, OCCASION, plan="PAO-1999-1", folder=folder))
    assert seal(engine, LATER, folder).added == 0
    assert folder.notes() == before


def test_nothing_is_exported_before_the_first_seal(engine: Engine, tmp_path: Path) -> None:
    with still(engine) as session, pytest.raises(NothingSealed, match="audit seal"):
        ExportLines(session, LogFolder(tmp_path / "none"), scope_of(session), LATER.now())


def test_the_verifier_needs_nothing_but_python() -> None:
    """Read by an auditor, run years from now: only the standard library, and short."""
    import ast

    source = Path(str(infitah_verify.__file__)).read_text(encoding="utf-8")
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert names <= set(sys.stdlib_module_names)
    assert len(source.splitlines()) < 400
