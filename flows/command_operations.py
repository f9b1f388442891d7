"""`infitah operations`: who ran what, when, with what result."""

import argparse
from typing import Any

from audit.operation_rows import OperationRow, Wanted
from audit.operation_rows import operations as read
from flows.connect import connect
from flows.shown import print_json, print_table
from models.database import reading
from models.words import OperationKind, OperationResult

COLUMNS = ("number", "ended", "seconds", "who", "kind", "name", "asked", "result", "told")


def operations(arguments: argparse.Namespace) -> None:
    """Print the records that are asked for, the newest first, and how to read on."""
    with reading(connect(arguments)) as session:
        found = read(session, _wanted(arguments), most=arguments.limit, before=arguments.before)
    if arguments.json:
        return print_json(found)
    print_table(f"{len(found)} operations", COLUMNS, [_row(one) for one in found])
    if found and len(found) == arguments.limit:
        print(f"There may be older ones: --before {found[-1].id}")
    return None


def _wanted(arguments: argparse.Namespace) -> Wanted:
    return Wanted(
        kind=OperationKind(arguments.kind) if arguments.kind else None,
        who=arguments.who,
        name=arguments.name,
        result=OperationResult(arguments.result) if arguments.result else None,
        from_on=arguments.from_on,
        until_on=arguments.until,
    )


def _row(one: OperationRow) -> tuple[Any, ...]:
    asked = ", ".join(f"{name}={value}" for name, value in one.asked.items())
    seconds = f"{(one.ended_at - one.began_at).total_seconds():.1f}"
    return (
        one.id, one.ended_at, seconds, one.who, one.kind, one.name, asked, one.result, one.told
    )  # fmt: skip
