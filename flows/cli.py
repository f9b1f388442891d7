"""`infitah`: the engine from the command line.

Nothing heavy is imported before a command is known: a command that only reads starts in well under
half a second, and Prefect is loaded only by `up`.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module

from flows.arguments import parser

OK, REFUSED, USAGE, BAD_INPUT, NOT_READY = 0, 1, 2, 3, 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give back its exit code.

    0: done. 1: refused by the table, or a check failed. 2: wrong usage. 3: a file is wrong.
    4: the database is missing or of another version. 130: interrupted.
    """
    arguments = parser().parse_args(argv)
    if not hasattr(arguments, "command"):
        parser().print_help()
        return USAGE
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `infitah board | head`
        # What is left is flushed when Python ends, and would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run(arguments: argparse.Namespace) -> int:
    """Run a command; what it opened a database for is in the operations log, however it ended."""
    began, code = time.monotonic(), None
    cause: BaseException | None = None
    try:
        code = _called(arguments)
    except Exception as error:
        from flows.refusals import exit_code_for

        cause = error
        code = exit_code_for(error, as_json=getattr(arguments, "json", False))
        if code is None:
            raise
    except BaseException as stop:  # Ctrl-C
        cause = stop
        raise
    finally:
        _record(arguments, began, code, cause)
        _log(arguments, began, code)
    return code


def _log(arguments: argparse.Namespace, began: float, code: int | None) -> None:
    """One line for programs that collect logs; people see what the command itself says."""
    if os.environ.get("INFITAH_LOG") == "json":
        from models.log_lines import log_event

        took = round((time.monotonic() - began) * 1000, 1)
        log_event("command", command=arguments.named, code=code, ms=took)


def _called(arguments: argparse.Namespace) -> int:
    if os.environ.get("INFITAH_LOG"):
        from models.log_setup import set_up_log

        set_up_log()
    module, function = arguments.command.split(":")
    gc.disable()  # importing allocates much and frees nothing: a tenth of the start-up
    command = getattr(import_module(f"flows.{module}"), function)
    gc.enable()
    return int(command(arguments) or OK)


def _record(
    arguments: argparse.Namespace, began: float, code: int | None, cause: BaseException | None
) -> None:
    """Enter a command into the log of the database that it opened, if it did; then close that."""
    if getattr(arguments, "opened", None) is not None:
        from flows.recorded_commands import record_command  # late: it loads the database's library

        record_command(arguments, arguments.opened, began=began, code=code, cause=cause)
        arguments.opened.dispose()


if __name__ == "__main__":
    sys.exit(main())
