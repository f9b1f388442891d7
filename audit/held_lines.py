"""A file of lines that only grows, and that a crash or a full disk may tear at its end.

A line that is not whole was never held: nobody was told of it yet. It is passed over, and the next
line takes its place. What is not whole before the last line is for its reader to refuse.
"""

import os
from collections.abc import Callable
from pathlib import Path

from models.secret_file import sync_folder

LONGEST = 65536  # bytes of a line, and far more

IsWhole = Callable[[str], object]  # raises ValueError, LookupError or TypeError for a torn line


def read_lines(path: Path, is_whole: IsWhole) -> list[str]:
    """Every whole line of a file, none when there is no file."""
    return _whole(path.read_bytes(), is_whole)[0] if path.exists() else []


def last_line(path: Path, is_whole: IsWhole) -> str | None:
    """The last whole line of a file of any length; None when there is none."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - LONGEST, 0))
        lines, _ = _whole(file.read(), is_whole)
    return lines[-1] if lines else None


def append_line(path: Path, line: str, is_whole: IsWhole) -> None:
    """Add a line; it is on the disk when this returns, and the file is as it was when it fails.

    Raises:
        OSError: the disk is full, or may not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with path.open("a+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - LONGEST, 0))
        end = file.read()
        _, torn = _whole(end, is_whole)
        file.truncate(size - torn)
        cut = b"" if torn or not end or end.endswith(b"\n") else b"\n"
        _write_all(file.fileno(), cut + line.encode() + b"\n", size - torn)
    if new:
        sync_folder(path.parent)


def _write_all(number: int, content: bytes, size: int) -> None:
    try:
        while content:
            content = content[os.write(number, content) :]
        os.fsync(number)
    except OSError:
        os.ftruncate(number, size)
        raise


def _whole(content: bytes, is_whole: IsWhole) -> tuple[list[str], int]:
    """The whole lines, and how many bytes at the end are of a torn one."""
    body, newline, rest = content.rpartition(b"\n")
    lines = (body + newline).decode(errors="replace").splitlines()
    if not rest:
        return lines, 0
    try:
        last = rest.decode()
        is_whole(last)
    except (ValueError, LookupError, TypeError):
        return lines, len(rest)
    return [*lines, last], 0  # somebody who put the file back left out the end of its last line
