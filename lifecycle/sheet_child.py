"""A sheet read in a process of its own, with little memory and little time.

A workbook is anybody's file: a few kilobytes can unpack to gigabytes, or hold an XML that grows
without end. Whatever it does, it does it to a process that is then gone. `python -m
lifecycle.sheet_child read NAME` takes the bytes from its input and writes the rows, or the
problems, as JSON; `mark NAME` takes marks and bytes, and writes the sheet with its result column.
"""

import os
import resource
import subprocess
import sys
from dataclasses import asdict

import orjson

from lifecycle.cohort_file import LARGEST, read_rows
from lifecycle.cohort_problems import FILE, CohortFileRefused, Problem, problem
from lifecycle.cohort_result import Marks, marked

MEMORY = 768 * 1024 * 1024  # bytes of addresses; 5,000 rows need about 250 MB
CPU_SECONDS = 20
PATIENCE = 60.0  # seconds on the wall
OUTPUT = 64 * 1024 * 1024  # bytes


def read_in_child(content: bytes, filename: str) -> list[dict[str, str]]:
    """The rows of a sheet, as `read_rows` gives them, read by a child that is held short.

    Raises:
        CohortFileRefused: as `read_rows` does; or the file takes more memory or time than a
            cohort's sheet may.
    """
    if len(content) > LARGEST:  # not even handed over
        return read_rows(content, filename)
    answer = asked("read", filename, content)
    if answer is None:
        raise CohortFileRefused([problem("file_too_hard", FILE, value=filename)], filename)
    told = orjson.loads(answer)
    if "problems" in told:
        raise CohortFileRefused([Problem(**one) for one in told["problems"]], filename)
    rows: list[dict[str, str]] = told["rows"]
    return rows


def mark_in_child(content: bytes, filename: str, found: Marks) -> bytes | None:
    """The sheet with its result column, made by such a child; None when it cannot be made."""
    if len(content) > LARGEST:
        return None
    told = orjson.dumps([found.by_row, found.whole], option=orjson.OPT_NON_STR_KEYS)
    return asked("mark", filename, told + b"\n" + content)


def main() -> None:
    """The child: read or mark, answer, end."""
    _hold_short()
    what, filename = sys.argv[1:3]
    given = sys.stdin.buffer.read()
    answers = {"mark": _mark, "read": _read, "grid": _grid, "ideas": _ideas}
    sys.stdout.buffer.write(answers[what](given, filename))


def _read(content: bytes, filename: str) -> bytes:
    try:
        return orjson.dumps({"rows": read_rows(content, filename)})
    except CohortFileRefused as refused:
        return orjson.dumps({"problems": [asdict(one) for one in refused.problems]})


def _grid(content: bytes, filename: str) -> bytes:
    from lifecycle.grid_child import answer_of

    return answer_of(content, filename)


def _ideas(content: bytes, filename: str) -> bytes:
    from lifecycle.idea_sheet import answer_of

    return answer_of(content, filename)


def _mark(given: bytes, filename: str) -> bytes:
    told, _, content = given.partition(b"\n")
    by_row, whole = orjson.loads(told)
    return marked(content, filename, Marks({int(k): v for k, v in by_row.items()}, tuple(whole)))


def asked(what: str, filename: str, given: bytes) -> bytes | None:
    """The answer of a child that is held short, to one of its words; None when it gave none."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "lifecycle.sheet_child", what, filename],
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return ended.stdout if ended.returncode == 0 and len(ended.stdout) <= OUTPUT else None


def _hold_short() -> None:
    """Bound what this process may take; beyond it, it ends."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, OUTPUT),  # a workbook is written by way of a temporary file
    ):
        _, hard = resource.getrlimit(kind)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (bound, bound))


def _environment() -> dict[str, str]:
    """Little more than where Python is: no address of a database, no secret."""
    kept = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONTZPATH", "VIRTUAL_ENV", "SYSTEMROOT")
    told = {name: os.environ[name] for name in kept if name in os.environ}
    return told | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}


if __name__ == "__main__":
    main()
