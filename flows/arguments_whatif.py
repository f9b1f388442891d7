"""The commands that ask what if, apply it as one batch, and undo a batch by another."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from flows.arguments_operator import Command
from flows.arguments_session import KINDS

WHAT_IF = "what would change if: every plan, deadline and letter; with --apply, done as one batch"


def add_whatif(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands; `day` reads a date."""
    asked = commands.add_parser("whatif", help=WHAT_IF, description=WHAT_IF.capitalize() + ".")
    inside = asked.add_subparsers(title="commands", metavar="COMMAND", required=True)
    moved = command(inside, "session", "command_whatif:session", "a council session moves")
    moved.add_argument("kind", choices=KINDS)
    moved.add_argument("code", help="YYYY-MM of the legal month, e.g. 2026-10")
    moved.add_argument("--days", type=int, default=0, help="later by so many days (21), or sooner")
    moved.add_argument("--to", type=day, help="or: opens on this day, YYYY-MM-DD")
    moved.add_argument("--of", metavar="CODE", help="one collectivity only, by register code")
    moved.add_argument("--source", default="", help="the circular or notice that says so")
    time = command(inside, "time", "command_whatif:time", "some plans get more time")
    time.add_argument("days", type=int, help="how many calendar days more (14)")
    time.add_argument("--step", help="only this step (all that are open)")
    optional = command(
        inside, "optional", "command_whatif:optional", "a step is not asked of some plans"
    )
    optional.add_argument("step", help="e.g. consult_on_projects")
    for one in (time, optional):
        one.add_argument("--cohort", help="plans of this cohort")
        one.add_argument("--region", help="plans of this region (code 01 to 12)")
        one.add_argument(
            "--plan", action="append", default=[], help="a reference, code or name; repeat"
        )
    for one in (moved, time, optional):
        _applied(one)
    _add_batches(commands, command)


def _add_batches(commands: Any, command: Command) -> None:
    batch = commands.add_parser("batch", help="decisions for many plans: list, show, undo")
    inside = batch.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(inside, "list", "command_batch:list_", "the batches, the newest first")
    shown = command(inside, "show", "command_batch:show", "what a batch did to each plan")
    undone = command(inside, "undo", "command_batch:undo", "what undoing a batch would change")
    for one in (shown, undone):
        one.add_argument("batch", type=int, help="its number")
    _applied(undone)


def _applied(one: argparse.ArgumentParser) -> None:
    one.add_argument("--reason", default="", help="why: in the history; needed to apply")
    one.add_argument("--apply", action="store_true", help="write it (default: show only)")
