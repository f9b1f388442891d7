"""The commands of what follows the vote: rounds of co-monitoring and evaluations."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.words import FilingKind

VIEWS = (
    FilingKind.SELF_EVALUATION,
    FilingKind.COMMITTEE_EVALUATION,
    FilingKind.COMPLETION_RATING,
)
Command = Callable[..., argparse.ArgumentParser]
PLAN = "reference, register code or name"
PAPERS = ("ar", "fr")


def add_followed(commands: Any, command: Command) -> None:
    """Add these commands: `command` makes one with the usual options."""
    rounds = commands.add_parser("round", help="rounds of co-monitoring: progress and opinions")
    inside = rounds.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = command(inside, "list", "command_round:list_", "every round of a plan")
    listed.add_argument("plan", help=PLAN)
    sheet = command(inside, "sheet", "command_round:sheet", "the open round as a workbook")
    _file_and_plan(sheet, "where to write it, XLSX")
    filed = command(inside, "file", "command_round:file", "check a sheet; with --apply, report it")
    _file_and_plan(filed, "the sheet, XLSX or CSV")
    filed.add_argument("--apply", action="store_true", help="write it (default: check only)")
    report = command(inside, "report", "command_round:report", "the one-page report, PDF")
    _file_and_plan(report, "where to write it, PDF")
    report.add_argument("--round", type=int, help="its number (default: the last one)")
    _add_evaluation(commands, command)


def _add_evaluation(commands: Any, command: Command) -> None:
    evaluation = commands.add_parser("evaluation", help="what a programme achieved, by whom rated")
    inside = evaluation.add_subparsers(title="commands", metavar="COMMAND", required=True)
    shown = command(inside, "show", "command_evaluation:show", "promised and achieved")
    shown.add_argument("plan", help=PLAN)
    sheet = command(inside, "sheet", "command_evaluation:sheet", "every project, to be rated")
    _file_and_plan(sheet, "where to write it, XLSX")
    _view(sheet)
    filed = command(
        inside, "file", "command_evaluation:file", "check a sheet; with --apply, file it"
    )
    _file_and_plan(filed, "the sheet, XLSX or CSV")
    _view(filed)
    filed.add_argument("--author", required=True, help="the body that rates; never a person")
    filed.add_argument("--lessons", default="", help="what was learnt")
    filed.add_argument("--reason", default="", help="why, for an independent rating")
    filed.add_argument("--apply", action="store_true", help="write it (default: check only)")
    report = command(inside, "report", "command_evaluation:report", "the report, PDF")
    _file_and_plan(report, "where to write it, PDF")


def _file_and_plan(command: argparse.ArgumentParser, file: str) -> None:
    command.add_argument("file", type=Path, help=file)
    command.add_argument("plan", help=PLAN)


def _view(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--view", required=True, choices=[view.value for view in VIEWS], help="whose view it is"
    )
