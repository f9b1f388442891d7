"""The commands about council sessions: moved, or cancelled."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flows.arguments_operator import Command

# Written out, not imported: the lifecycle is loaded only once a command is known.
KINDS = ("commune", "region", "prefecture", "province")
PUBLISHED = ("force_majeure", "elections", "session_not_held", "council_decision")
MOVED = "move an ordinary session to another day; shows what changes, with --apply does it"
CANCELLED = "cancel an ordinary session; shows what changes, with --apply does it"


def add_session(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands; `day` reads a date."""
    session = commands.add_parser("session", help="move or cancel a council session")
    inside = session.add_subparsers(title="commands", metavar="COMMAND", required=True)
    move = command(inside, "move", "command_session:move", MOVED)
    cancel = command(inside, "cancel", "command_session:cancel", CANCELLED)
    for one in (move, cancel):
        one.add_argument("kind", choices=KINDS)
        one.add_argument("code", help="YYYY-MM of the legal month, e.g. 2026-10")
        one.add_argument("--of", metavar="CODE", help="one collectivity only, by register code")
        one.add_argument("--reason", required=True, help="why: in the letters and the history")
        one.add_argument("--source", required=True, help="the circular or notice that says so")
        one.add_argument("--publish", choices=PUBLISHED, help="the reason that everybody may read")
        one.add_argument("--apply", action="store_true", help="write it (default: show only)")
    move.add_argument("--to", type=day, required=True, help="the new opening, YYYY-MM-DD")
