"""The command that looks ahead: which council session each plan will make."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flows.arguments_operator import Command

OUTLOOKS = ("on_track", "at_risk", "will_miss")
FORECAST = "which council session each plan will make: at the quickest, usual and slow pace"


def add_forecast(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add this command; `day` reads a date."""
    told = command(commands, "forecast", "command_forecast:forecast", FORECAST)
    told.add_argument("plan", nargs="?", help="one plan, with the last dates of its steps")
    told.add_argument("--cohort", help="only this cohort")
    told.add_argument("--region", help="only this region (code 01 to 12)")
    told.add_argument("--outlook", choices=OUTLOOKS, help="only plans of this outlook")
    told.add_argument(
        "--calibration",
        action="store_true",
        help="the forecasts that were kept, held against what came",
    )
    told.add_argument(
        "--replay-to",
        type=day,
        metavar="DATE",
        help="replay the founding cohort to a date in a database of its own, and forecast there; "
        "with --calibration, replay on until today and say what came true",
    )
