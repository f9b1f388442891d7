"""The commands that look back: how plans stood on a date, and which records make up a number."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

Command = Callable[..., argparse.ArgumentParser]
BY = ("stage", "kind", "region", "cohort")
ON = "what was true on this civil date, YYYY-MM-DD (that of --known)"
KNOWN = "as it was known at the end of this civil date (today)"


def add_as_of(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands; `day` reads a date."""
    then = command(
        commands, "as-of", "command_as_of:as_of_", "plans as they were on a date", on_help=ON
    )
    then.add_argument(
        "plan", nargs="?", help="one plan, with its steps and the entries that tell so"
    )
    then.add_argument("--late", action="store_true", help="only plans with a step that was late")
    count = command(
        commands,
        "count",
        "command_count:count",
        "members and plans on a date, with the records behind each number",
        on_help=ON,
    )
    count.add_argument("--by", choices=BY, default="stage", help="what to count by (stage)")
    count.add_argument("--records", action="store_true", help="the records behind each number")
    count.add_argument(
        "--against", type=day, metavar="DATE", help="and which of them were otherwise on this date"
    )
    count.add_argument(
        "--against-known",
        type=day,
        metavar="DATE",
        help="or: as it was known at the end of this date, of the same day",
    )
    for one in (then, count):
        one.add_argument("--known", type=day, metavar="DATE", help=KNOWN)
        one.add_argument("--cohort", help="only plans of this cohort")
        one.add_argument("--region", help="only plans of this region (code 01 to 12)")
