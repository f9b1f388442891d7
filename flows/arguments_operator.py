"""The commands of whoever runs the engine: the worklist, bounces, links."""

import argparse
from collections.abc import Callable
from typing import Any

Command = Callable[..., argparse.ArgumentParser]


def add_operator(commands: Any, command: Command) -> None:
    """Add these commands; `command` makes one with the options that all have."""
    waiting = command(
        commands, "worklist", "command_worklist:worklist", "what waits for a coordinator"
    )
    waiting.add_argument("--region", help="only this region (code 01 to 12)")
    command(
        commands,
        "bounces",
        "command_bounces:bounces",
        "read the letters that came back, from the data folder's bounces/ and the Maildir",
    )
    links = commands.add_parser("links", help="the keys of signed links; take links back")
    inside = links.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(inside, "rotate", "command_links:rotate", "sign new links with a fresh key")
    revoke = command(
        inside, "revoke", "command_links:revoke", "take back the links of a person or of a plan"
    )
    revoke.add_argument(
        "person_or_plan",
        metavar="PERSON-OR-PLAN",
        help="person:NUMBER or an e-mail address; or a plan's reference, code or name",
    )
    revoke.add_argument("--reason", default="taken back by the operator", help="why, for the page")
