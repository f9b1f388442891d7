"""The command about elections: councils are renewed, and who is missing since."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flows.arguments_operator import Command
from flows.arguments_session import KINDS

RENEWED = (
    "what local elections of a day change for every plan: mandates, deadlines, letters; with "
    "--apply, from that day on, done as one batch"
)
ELECTED = "the day of the elections, YYYY-MM-DD: mandates end on it"


def add_renewal(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add this command; `day` reads a date."""
    one = command(
        commands, "council-renewal", "command_renewal:council_renewal", RENEWED, on_help=ELECTED
    )
    one.add_argument(
        "--kind", action="append", default=[], choices=KINDS, help="only these; repeat"
    )
    one.add_argument("--cohort", help="only plans of this cohort")
    one.add_argument("--region", help="only plans of this region (code 01 to 12)")
    one.add_argument(
        "--plan", action="append", default=[], help="a reference, code or name; repeat"
    )
    one.add_argument("--reason", default="", help="why: in the history; needed to apply")
    one.add_argument("--apply", action="store_true", help="write it (default: show only)")
    one.add_argument(
        "--missing",
        action="store_true",
        help="instead: the plans without a president, committee or focal point since",
    )
    one.add_argument(
        "--today", type=day, metavar="DATE", help="the civil date that counts as today"
    )
