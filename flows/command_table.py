"""`infitah table`: the versions of the table, and moving running plans to another one."""

import argparse

from sqlalchemy import func, select

from flows.batch_shown import ask, print_preview
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.entries import Occasion
from lifecycle.language import Pathway
from lifecycle.pathway import VERSIONS
from lifecycle.rows import PLAN
from lifecycle.table_differences import differences
from lifecycle.table_moves import choose_plans
from lifecycle.whatif import other_table
from models.database import reading, writing


def list_(arguments: argparse.Namespace) -> None:
    """The versions with their digests and plans, and where each differs from the first."""
    with reading(connect(arguments)) as session:
        rows = session.execute(
            select(PLAN.pathway_version, func.count()).group_by(PLAN.pathway_version)
        )
        counts = {row[0]: row[1] for row in rows}
    if arguments.json:
        return print_json(
            [
                {
                    "version": table.version,
                    "digest": table.digest,
                    "plans": counts.get(table.version, 0),
                    "track": table.track,
                    "differs": differences(_first(table), table),
                }
                for table in VERSIONS.values()
            ]
        )
    print_table(
        "versions of the table",
        ("version", "track", "digest", "plans", "differs from the first of its track in"),
        [
            (
                table.version, table.track, table.digest[:16], counts.get(table.version, 0),
                "\n".join(
                    f"{d.row.said_in(arguments.lang)} ({d.part}): {d.one.said_in(arguments.lang)} "
                    f"→ {d.other.said_in(arguments.lang)}"
                    for d in differences(_first(table), table)
                ),
            )
            for table in VERSIONS.values()
        ],
    )  # fmt: skip
    return None


def _first(table: Pathway) -> Pathway:
    """The first version of the same track: what the others are compared with."""
    return next(one for one in VERSIONS.values() if one.track == table.track)


def move(arguments: argparse.Namespace) -> None:
    """Show what moving plans to a version changes; with `--apply`, do it as one batch."""
    occasion = Occasion(acts.coordinator("cli"), clock_of(arguments).now(), "cli")
    with writing(connect(arguments)) as session:
        plans = choose_plans(
            session, cohort=arguments.cohort, region=arguments.region, references=arguments.plan
        )
        question = other_table(plans, arguments.version, occasion=occasion, reason=arguments.reason)
        told, batch = ask(session, question, arguments, occasion)
    print_preview(told, batch, arguments)
