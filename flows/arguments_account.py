"""The commands about those who sign in to the portal."""

from typing import Any

from flows.arguments_operator import Command

PIPED = "read the password from the standard input, one line, instead of asking for it"


def add_account(commands: Any, command: Command) -> None:
    """Add these commands; a password is never an argument: others would see it."""
    account = commands.add_parser("account", help="those who sign in to the portal")
    inside = account.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(inside, "list", "command_account:list_", "who has an account, and in which roles")
    add = command(
        inside, "add", "command_account:add", "let a coordinator, admin or auditor sign in"
    )
    password = command(
        inside, "password", "command_account:password", "give a new password; signs them out"
    )
    for one in (add, password):
        one.add_argument("email", help="the address under which a cohort's calendar names them")
        one.add_argument("--password-stdin", action="store_true", help=PIPED)
    disable = command(
        inside, "disable", "command_account:disable", "let them sign in no more, at once"
    )
    disable.add_argument("email", help="their address")
