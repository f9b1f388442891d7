"""The commands of a programme's content: template, check, file, amend, show."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Command = Callable[..., argparse.ArgumentParser]
PLAN = "reference, register code or name"


def add_content(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands: `command` makes one with the usual options, `day` reads a date."""
    content = commands.add_parser("content", help="what a programme promises: axes, projects")
    inside = content.add_subparsers(title="commands", metavar="COMMAND", required=True)
    sheet = command(
        inside, "sheet", "command_content:sheet", "a programme as a workbook to fill in"
    )
    sheet.add_argument("file", type=Path, help="where to write it, XLSX")
    sheet.add_argument("--plan", help="with what this plan's programme holds now: " + PLAN)
    shown = command(inside, "show", "command_content:show", "what a programme promises")
    shown.add_argument("plan", help=PLAN)
    shown.add_argument("--version", type=int, help="this version (default: the one in force)")
    shown.add_argument("--against", type=int, help="what changed since this version")
    listed = command(inside, "versions", "command_content:versions_", "every version, and by whom")
    listed.add_argument("plan", help=PLAN)
    filed = command(inside, "file", "command_content:file", "check a sheet; with --apply, file it")
    filed.add_argument("file", type=Path, help="the sheet, XLSX or CSV")
    filed.add_argument("plan", help=PLAN)
    filed.add_argument("--apply", action="store_true", help="write it (default: check only)")
    _add_amend(inside, command, day)
    over = command(
        inside, "carry-over", "command_content:carry_over", "take projects over from the last cycle"
    )
    over.add_argument("plan", help=PLAN)
    over.add_argument("--only", default="", help="codes of projects: 1.2,3.1 (default: all)")
    over.add_argument("--apply", action="store_true", help="write it (default: show only)")


def _add_amend(inside: Any, command: Command, day: Callable[[str], date]) -> None:
    amend = command(
        inside, "amend", "command_content:amend", "amend what the council adopted, by deliberation"
    )
    amend.add_argument("file", type=Path, help="the whole programme as amended, XLSX or CSV")
    amend.add_argument("plan", help=PLAN)
    amend.add_argument("--deliberation", required=True, help="its number")
    amend.add_argument("--deliberated-on", type=day, required=True, metavar="DATE")
    amend.add_argument("--reason", required=True, help="why, for the history")
    amend.add_argument("--apply", action="store_true", help="write it (default: check only)")
