"""A command that opened a database enters the operations log, however it ended.

Commands that only read are recorded too: who looked at personal data must be known (law 09-08,
art. 23, security of what is held; text not read; that readers are logged is policy). What never
opens a database (`pathway`, `letter preview`, `cohort template`) concerns nobody and is not
recorded; neither is a database that is missing or of another version: there is no log to write to.
`up` runs for days and its end may be a power cut, so it is recorded once everything is ready
(flows/command_up.py).
"""

import argparse
import os
import pwd
import re
import sys
import time
from datetime import timedelta

from sqlalchemy import Engine

from audit.operations import Operation, record
from lifecycle.clock import SystemClock
from models.words import OperationKind, OperationResult

# Said of every command, or how it was found: not what was asked.
UNSAID = frozenset({"command", "named", "db", "lang", "opened", "wrote"})
OPAQUE = re.compile(r"[A-Za-z0-9_-]{1,32}")
BY_CODE = {0: OperationResult.DONE, 1: OperationResult.REFUSED, 3: OperationResult.REFUSED}
READS, WRITES = 0.25, 5.0  # seconds to wait for other writers: a reader is never held up for long


def record_command(
    arguments: argparse.Namespace,
    engine: Engine,
    *,
    began: float,
    code: int | None,
    cause: BaseException | None,
) -> None:
    """Record a command. It never raises: what the command said and its exit code stand.

    Args:
        arguments: what was asked; `wrote` says whether anything was committed.
        engine: the database that was opened.
        began: on the clock that only counts seconds, `time.monotonic`.
        code: the exit code; None when the command broke.
        cause: what it was refused or broken by.
    """
    wrote, clock = bool(getattr(arguments, "wrote", False)), SystemClock()
    one = Operation(
        OperationKind.COMMAND,
        arguments.named,
        f"cli:{login()}",
        clock.now() - timedelta(seconds=time.monotonic() - began),
        _result(code, cause),
        _told(code, cause),
        {name: value for name, value in vars(arguments).items() if name not in UNSAID},
    )
    try:
        record(engine, clock, one, patience=WRITES if wrote else READS)
    except Exception as problem:  # whatever it is, the command itself has ended already
        if wrote:
            said = "this command is not in the operations log"
            print(f"infitah: {said} ({type(problem).__name__})", file=sys.stderr)


def login() -> str:
    """Whose account of the machine runs this; its number when the name looks like a person's.

    Asked of the system, not of the environment: everybody can write there.
    """
    number = os.getuid()
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:  # a container runs under numbers that nobody has named
        name = ""
    return name if OPAQUE.fullmatch(name) else f"uid-{number}"


def _result(code: int | None, cause: BaseException | None) -> OperationResult:
    if isinstance(cause, BrokenPipeError):  # the reader has seen enough: `infitah board | head`
        return OperationResult.DONE
    return OperationResult.FAILED if code is None else BY_CODE.get(code, OperationResult.FAILED)


def _told(code: int | None, cause: BaseException | None) -> str:
    """The exit code and the kind of error; never its words, which may name somebody."""
    said = [f"exit code {code}"] if code is not None else []
    return ": ".join([*said, *([type(cause).__name__] if cause else [])])
