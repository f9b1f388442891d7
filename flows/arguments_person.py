"""The commands about what is held on a person (law 09-08)."""

import argparse
from typing import Any

from flows.arguments_operator import Command

# The words of `audit.person_reasons`, here without loading anything; a test holds them together.
REASONS = (
    "asked", "changed", "wrong", "not_needed", "names_somebody", "ordered", "kept_long_enough",
)  # fmt: skip
WHO = "person:NUMBER, an e-mail address, or an exact name"
LANGUAGES = ("ar", "fr", "ar+fr")


def add_person(commands: Any, command: Command) -> None:
    """Add these commands; what destroys shows first, and does nothing without --yes."""
    person = commands.add_parser("person", help="show, correct and erase what is held on a person")
    inside = person.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = command(
        inside, "show", "command_person:show", "everything held on a person, where and why"
    )
    show.add_argument("who", help=WHO)
    correct = command(
        inside, "correct", "command_person:correct", "correct a name, an address or a language"
    )
    correct.add_argument("who", help=WHO)
    correct.add_argument("--name", help="the name that is right")
    correct.add_argument("--email", help="the address that is right; it is written to again")
    correct.add_argument("--language", choices=LANGUAGES, help="of their letters")
    _reason(correct)
    erase = command(
        inside, "erase", "command_erase:erase", "destroy a person's name, addresses and words"
    )
    erase.add_argument("who", help=WHO)
    _reason(erase)
    _yes(erase)
    words = command(
        inside, "erase-words", "command_erase:erase_words", "destroy words of one history entry"
    )
    words.add_argument("plan", help="the plan's reference, register code or name")
    words.add_argument("seq", type=int, help="the number of the entry, as its history shows it")
    words.add_argument("label", nargs="?", default="reason", help="which words (reason)")
    _reason(words)
    _yes(words)
    retention = command(
        inside, "retention", "command_retention:retention", "what was kept long enough"
    )
    retention.add_argument("--apply", action="store_true", help="destroy it (default: only count)")


def _reason(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--reason", required=True, choices=REASONS, help="why: the log keeps this word for ever"
    )


def _yes(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--yes", action="store_true", help="do it: it cannot be undone (default: only show)"
    )
