"""The commands and their options, with help that teaches."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from flows.arguments_account import add_account
from flows.arguments_as_of import add_as_of
from flows.arguments_audit import add_audit
from flows.arguments_consultation import add_consultation
from flows.arguments_content import add_content
from flows.arguments_followed import add_followed
from flows.arguments_forecast import add_forecast
from flows.arguments_open_data import add_open_data
from flows.arguments_operator import add_operator
from flows.arguments_person import add_person
from flows.arguments_production import add_production
from flows.arguments_renewal import add_renewal
from flows.arguments_session import add_session
from flows.arguments_table import add_table
from flows.arguments_whatif import add_whatif
from models.words import Track

EPILOG = """examples:
  infitah up                                   everything: database, server, mailbox, schedules
  infitah board                                stages by region, with lateness
  infitah board --track ogp_local              the action plans of OGP Local
  infitah plan list --late                     who is late
  infitah plan why "Béni Mellal"               why a plan has not advanced, and who can unblock it
  infitah plan history PAO-2022-050910101-1    every entry of a plan's history
  infitah plan fire PAO-2022-050910101-1 suspend --reason "..."
  infitah why --region 05                      why plans have not advanced, by cause
  infitah forecast --outlook will_miss         who will miss the council session, and why
  infitah worklist --region 05                 what waits for a coordinator
  infitah session move commune 2026-10 --to 2026-10-12 --reason "..." --source "..."
  infitah whatif session commune 2026-10 --days 21     every plan and date that would move
  infitah person show person:12                what is held on a person (law 09-08)
  infitah council-renewal --on 2027-09-08 --kind commune   what elections would change
  infitah batch undo 3                         what undoing batch 3 would change
  infitah audit verify                         whether the history holds
  infitah as-of "Béni Mellal" --on 2023-07-01  how a plan stood, and what tells so
  infitah count --on 2024-02-08 --records      which records make up each number
  infitah open-data folder                     what everybody may have: CSV, JSON, datapackage.json
  infitah gathering --missing                  whose programme is not shown, and why
  infitah audit export history.jsonl           the whole history with its proofs
  infitah cohort open members.xlsx --calendar cohort.yaml           check only
  infitah cohort open members.xlsx --calendar cohort.yaml --apply   and open it

exit codes: 0 done, 1 refused or a check failed, 2 wrong usage, 3 a file is wrong,
4 the database is not ready"""

TODAY = "the civil date that counts as today, YYYY-MM-DD"


def parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    top = argparse.ArgumentParser(
        prog="infitah",
        description="The workflow engine of the openness programmes of Morocco's collectivities.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _add_up(commands)
    add_production(commands, _command)
    _add_cohort(commands)
    _add_plan(commands)
    _add_runs(commands)
    _add_reading(commands)
    add_operator(commands, _command, _day)
    add_account(commands, _command)
    add_audit(commands, _command, _day)
    add_as_of(commands, _command, _day)
    add_person(commands, _command)
    add_content(commands, _command, _day)
    add_followed(commands, _command)
    add_open_data(commands, _command)
    add_consultation(commands, _command, _day)
    add_session(commands, _command, _day)
    add_renewal(commands, _command, _day)
    add_forecast(commands, _command, _day)
    add_table(commands, _command)
    add_whatif(commands, _command, _day)
    return top


def _add_up(commands: Any) -> None:
    up = _command(commands, "up", "command_up:up", "start everything and keep it up", json=False)
    up.add_argument("--port", type=int, default=4200, help="of the Prefect dashboard (4200)")
    up.add_argument("--portal-port", type=int, default=4280, help="of the mailbox page (4280)")
    up.add_argument("--data", type=Path, help="folder of the data (default: var in the checkout)")
    up.add_argument("--empty", action="store_true", help="do not open the founding cohort")
    up.add_argument("--check", action="store_true", help="make ready, print the plans, then stop")


def _add_cohort(commands: Any) -> None:
    cohort = commands.add_parser("cohort", help="open a cohort from a spreadsheet; list cohorts")
    inside = cohort.add_subparsers(title="commands", metavar="COMMAND", required=True)
    opened = _command(
        inside, "open", "command_cohort:open_", "check a cohort's sheet; with --apply, open it"
    )
    opened.add_argument("file", type=Path, help="the members, CSV or XLSX")
    opened.add_argument("--calendar", type=Path, required=True, help="the cohort's calendar, YAML")
    opened.add_argument("--apply", action="store_true", help="write it (default: check only)")
    opened.add_argument(
        "--result", type=Path, metavar="XLSX", help="the sheet back, with what each row says"
    )
    blank = _command(
        inside, "template", "command_cohort:template", "the workbook to be filled in", json=False
    )
    blank.add_argument("file", type=Path, help="where to write it, XLSX")
    _command(inside, "list", "command_cohort:list_", "the cohorts and their counts")


def _add_plan(commands: Any) -> None:
    plan = commands.add_parser("plan", help="list, show, explain and move plans")
    inside = plan.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = _command(inside, "list", "command_plan:list_", "plans with their stage and lateness")
    listed.add_argument("--stage", help="only plans in this stage, e.g. co_creation")
    listed.add_argument("--region", help="only plans of this region (code 01 to 12)")
    listed.add_argument("--cohort", help="only plans of this cohort")
    listed.add_argument("--late", action="store_true", help="only plans with a late step")
    for name, command, help_text in (
        ("show", "command_plan:show", "a plan's stage, steps and deadlines"),
        (
            "history",
            "command_history:history",
            "every entry: when, who, from, to, why; and whether the chain holds",
        ),
        (
            "why",
            "command_history:why",
            "what stands against each way out of its stage, and who can unblock it",
        ),
    ):
        one = _command(inside, name, command, help_text)
        one.add_argument("plan", help="reference, register code or name (Arabic or French)")
    _add_fire(inside)


def _add_fire(inside: Any) -> None:
    fire = _command(inside, "fire", "command_plan:fire", "move a plan, or act on one of its steps")
    fire.add_argument("plan", help="reference, register code or name")
    fire.add_argument(
        "trigger",
        help="a transition (suspend, resume, withdraw, rejoin, ...) or report_step, accept_step, "
        "return_step, waive_step, move_deadline, move_session",
    )
    fire.add_argument("--step", help="the step, for an act on a step")
    fire.add_argument("--reason", default="", help="why")
    fire.add_argument("--effective", type=_day, help="the day it happened, YYYY-MM-DD (today)")
    fire.add_argument("--due", type=_day, help="the new deadline, for move_deadline")
    fire.add_argument(
        "--field", action="append", default=[], metavar="NAME=VALUE", help="evidence; repeat it"
    )


def _add_runs(commands: Any) -> None:
    for name, help_text in (
        ("sweep", "write the letters that open steps owe"),
        ("advance", "move the plans whose guards hold"),
    ):
        run = _command(commands, name, f"command_run:{name}", help_text)
        run.add_argument("--cohort", help="only this cohort")
        run.add_argument("--dry-run", action="store_true", help="count, and write nothing")
    _command(commands, "deliver", "command_run:deliver", "send what the outbox owes")
    replayed = _command(
        commands, "replay", "command_run:replay", "replay the founding cohort on a virtual clock"
    )
    replayed.add_argument("--until", type=_day, help="the last virtual day (today)")


def _add_reading(commands: Any) -> None:
    shown = _command(commands, "board", "command_board:board", "stages by region, with lateness")
    shown.add_argument("--cohort", help="only this cohort")
    shown.add_argument(
        "--track", choices=list(Track), help="of which programme (remacto: the network's own)"
    )
    table = _command(commands, "pathway", "command_pathway:pathway", "the table, with its diagram")
    table.add_argument("--write", type=Path, help="write the three languages to this file")
    table.add_argument("--table", default="1", help="which version (1; see `infitah table list`)")
    letter = commands.add_parser("letter", help="see a letter before it is sent")
    inside = letter.add_subparsers(title="commands", metavar="COMMAND", required=True)
    preview = _command(inside, "preview", "command_letter:preview", "a letter with sample data")
    preview.add_argument("kind", nargs="?", help="which letter; left out, they are listed")
    preview.add_argument("--language", default="ar+fr", choices=["ar", "fr", "ar+fr"])
    preview.add_argument("--html", type=Path, help="write the HTML to this file")
    _command(
        inside, "held", "command_letter:held", "letters that wait for a person to release them"
    )
    release = _command(inside, "release", "command_letter:release", "let a held letter leave")
    release.add_argument("letter", help="its number, as `infitah letter held` shows it")
    _command(commands, "doctor", "command_doctor:doctor", "check that everything is in order")


def _command(
    commands: Any,
    name: str,
    command: str,
    help_text: str,
    *,
    json: bool = True,
    on_help: str = TODAY,
) -> argparse.ArgumentParser:
    """One command with the options that all have."""
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=help_text, description=help_text[0].upper() + help_text[1:] + "."
    )
    # The name by which the operations log knows it: «plan fire».
    made.set_defaults(command=command, named=made.prog.partition(" ")[2])
    made.add_argument("--db", metavar="URL", help="the database (default: INFITAH_DATABASE_URL)")
    made.add_argument("--lang", choices=["ar", "fr", "en"], default="en", help="language of words")
    made.add_argument("--on", type=_day, metavar="DATE", help=on_help)
    if json:
        made.add_argument("--json", action="store_true", help="print data instead of a table")
    return made


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write YYYY-MM-DD") from None
