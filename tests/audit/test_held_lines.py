"""A file of lines that a crash or a full disk has torn: what was held stays, what was not goes."""

import json
from pathlib import Path

import pytest

from audit import held_lines
from audit.held_lines import append_line, last_line, read_lines

ONE, TWO = '{"note": "une vérification"}', '{"note": "deux"}'


def held(path: Path, *lines: str) -> Path:
    for line in lines:
        append_line(path, line, json.loads)
    return path


def test_a_file_torn_at_any_byte_holds_its_whole_lines_and_takes_the_next(tmp_path: Path) -> None:
    whole = held(tmp_path / "whole", ONE, TWO).read_bytes()
    first = len(ONE.encode()) + 1
    for at in range(first, len(whole) + 1):
        path = tmp_path / "torn"
        path.write_bytes(whole[:at])
        kept = [ONE, TWO] if at >= len(whole) - 1 else [ONE]
        assert read_lines(path, json.loads) == kept
        assert last_line(path, json.loads) == kept[-1]
        append_line(path, TWO, json.loads)
        assert path.read_text() == "".join(f"{line}\n" for line in [*kept, TWO])


def test_a_file_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "none", json.loads) == []
    assert last_line(tmp_path / "none", json.loads) is None


def test_a_line_that_the_disk_did_not_take_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = held(tmp_path / "file", ONE)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(held_lines.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            append_line(path, TWO, json.loads)
    assert read_lines(path, json.loads) == [ONE]
    assert held(path, TWO).read_text() == f"{ONE}\n{TWO}\n"
