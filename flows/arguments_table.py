"""The commands about the versions of the table: which there are, and moving running plans."""

from typing import Any

from flows.arguments_operator import Command

MOVED = "move running plans to another version of the table; shows what changes, --apply does it"


def add_table(commands: Any, command: Command) -> None:
    """Add these commands."""
    table = commands.add_parser("table", help="versions of the table; move running plans to one")
    inside = table.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(
        inside, "list", "command_table:list_", "the versions, who follows them, how they differ"
    )
    move = command(inside, "move", "command_table:move", MOVED)
    move.add_argument("version", help="the version to move to, as `infitah table list` shows it")
    move.add_argument("--cohort", help="only plans of this cohort")
    move.add_argument("--region", help="only plans of this region (code 01 to 12)")
    move.add_argument("--plan", action="append", default=[], help="a reference; repeat it")
    move.add_argument("--reason", required=True, help="why: in the history")
    move.add_argument("--apply", action="store_true", help="write it (default: show only)")
