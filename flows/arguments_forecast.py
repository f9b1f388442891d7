"""The commands that look ahead, and at what stands in the way."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flows.arguments_operator import Command

OUTLOOKS = ("on_track", "at_risk", "will_miss")
FORECAST = "which council session each plan will make: at the quickest, usual and slow pace"


def add_forecast(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands; `day` reads a date."""
    stuck = command(commands, "why", "command_why:why", "why plans have not advanced, by cause")
    stuck.add_argument("--cohort", help="only this cohort")
    stuck.add_argument("--region", help="only this region (code 01 to 12)")
    stuck.add_argument("--plans", action="store_true", help="every plan on a line of its own")
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
