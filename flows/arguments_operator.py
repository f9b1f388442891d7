"""The commands of whoever runs the engine: the worklist, bounces, links, what was run."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

OPERATIONS = "who ran which command, flow or page action, when, with what result"
Command = Callable[..., argparse.ArgumentParser]


def add_operator(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands; `command` makes one with what all have, `day` reads a date."""
    waiting = command(
        commands, "worklist", "command_worklist:worklist", "what waits for a coordinator"
    )
    waiting.add_argument("--region", help="only this region (code 01 to 12)")
    command(
        commands,
        "bounces",
        "command_bounces:bounces",
        "read the letters that came back, from the data folder's bounces/ and the Maildir",
    )
    links = commands.add_parser("links", help="the keys of signed links; take links back")
    inside = links.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(inside, "rotate", "command_links:rotate", "sign new links with a fresh key")
    revoke = command(
        inside, "revoke", "command_links:revoke", "take back the links of a person or of a plan"
    )
    revoke.add_argument(
        "person_or_plan",
        metavar="PERSON-OR-PLAN",
        help="person:NUMBER or an e-mail address; or a plan's reference, code or name",
    )
    revoke.add_argument("--reason", default="taken back by the operator", help="why, for the page")
    _add_operations(commands, command, day)
    _add_backup(commands, command)


def _add_operations(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    told = command(commands, "operations", "command_operations:operations", OPERATIONS)
    told.add_argument("--kind", choices=("command", "flow", "page"), help="only what was run so")
    told.add_argument("--who", default="", help="only by, e.g. person:12, cli:LOGIN, flow, link")
    told.add_argument("--name", default="", help="only names with this in it, e.g. 'plan fire'")
    told.add_argument("--result", choices=("done", "refused", "failed"), help="only what ended so")
    told.add_argument("--from", dest="from_on", type=day, metavar="DATE", help="ended on or after")
    told.add_argument("--until", type=day, metavar="DATE", help="ended on or before")
    told.add_argument("--limit", type=_number, default=50, help="how many at most (50)")
    told.add_argument("--before", type=_number, metavar="NUMBER", help="only older than this one")


def _add_backup(commands: Any, command: Command) -> None:
    made = command(
        commands, "backup", "command_backup:backup",
        "everything that is kept in one file, verified; the engine may go on working",
    )  # fmt: skip
    made.add_argument("file", type=Path, help="where to write it, e.g. infitah-2026-11-23.tar")
    made.add_argument(
        "--with-keys", action="store_true",
        help="also the secret key that signs checkpoints (keep such a file in a safe)",
    )  # fmt: skip
    back = command(
        commands, "restore", "command_backup:restore_",
        "put a backup into an empty database and data folder, and verify it there",
    )  # fmt: skip
    back.add_argument("file", type=Path, help="the backup")


def _number(text: str) -> int:
    """A number from 1 that both databases know."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return number
