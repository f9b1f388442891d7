"""The commands of consultations: announced, counted, their ideas moderated and answered."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Command = Callable[..., argparse.ArgumentParser]
PLAN = "reference, register code or name"
# Written out, not imported: the lifecycle is loaded only once a command is known.
KINDS = ("ideas", "projects")
PUBLISHED = ("session_near", "elections", "lack_of_means", "force_majeure", "at_its_request")
HIDDEN = ("names_somebody", "insult", "advertising", "off_topic", "twice")
BECAUSE = ("names_somebody", "asked", "wrong", "not_needed", "ordered")


def add_consultation(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands: `command` makes one with the usual options, `day` reads a date."""
    words = "public consultations: windows, ideas, and what became of them"
    inside = commands.add_parser("consultation", help=words).add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    _add_open(inside, command, day)
    closed = command(inside, "close", "command_consultation:close", "tell the counts once it ended")
    _of(closed)
    closed.add_argument("--participants", type=int, help="how many people took part, when known")
    closed.add_argument("--ideas", type=int, help="how many ideas; our own page counts its own")
    listed = command(inside, "list", "command_consultation:list_", "windows, counts and answers")
    listed.add_argument("plan", nargs="?", help=PLAN + " (default: all)")
    decided = command(
        inside, "decide", "command_ideas:decide", "what became of ideas; with --apply, publish it"
    )
    decided.add_argument("file", type=Path, help="number, outcome, reason, project: XLSX or CSV")
    _of(decided)
    decided.add_argument("--apply", action="store_true", help="publish it (default: check only)")
    _add_ideas(inside, command)


def _add_open(inside: Any, command: Command, day: Callable[[str], date]) -> None:
    opened = command(
        inside, "open", "command_consultation:open_", "announce a window, or date it again"
    )
    _of(opened)
    opened.add_argument("--opens", type=day, required=True, metavar="DATE", help="its first day")
    opened.add_argument("--closes", type=day, required=True, metavar="DATE", help="its last day")
    opened.add_argument(
        "--notice", type=day, required=True, metavar="DATE", help="of the public notice"
    )
    where = opened.add_mutually_exclusive_group(required=True)
    where.add_argument("--link", metavar="URL", help="its page on the network's platform")
    where.add_argument("--own-page", action="store_true", help="our own page takes the ideas")
    opened.add_argument("--reason", default="", help="why it is shorter than the policy asks")
    opened.add_argument("--publish", choices=PUBLISHED, help="the reason that everybody may read")


def _add_ideas(inside: Any, command: Command) -> None:
    shown = command(inside, "ideas", "command_ideas:ideas", "the ideas of a consultation")
    _of(shown)
    shown.add_argument("--state", choices=("pending", "shown", "hidden"), help="only these")
    shown.add_argument("--sheet", type=Path, metavar="XLSX", help="write them, to decide in")
    looked = command(inside, "moderate", "command_ideas:moderate", "show or hide one idea")
    _of(looked)
    looked.add_argument("idea", type=int, help="its number")
    looked.add_argument("what", choices=("show", "hide"))
    looked.add_argument("--because", choices=HIDDEN, help="why it is hidden")
    erased = command(
        inside, "erase", "command_ideas:erase", "erase words that name somebody (law 09-08)"
    )
    _of(erased)
    erased.add_argument("idea", type=int, help="its number")
    erased.add_argument("--because", choices=BECAUSE, default=BECAUSE[0])
    erased.add_argument("--yes", action="store_true", help="do it: it cannot be undone")


def _of(one: argparse.ArgumentParser) -> None:
    one.add_argument("plan", help=PLAN)
    one.add_argument("kind", choices=KINDS, help="what the public is asked about")
