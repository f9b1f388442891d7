"""`infitah table`: the versions of the table, and moving running plans to another one."""

import argparse
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.entries import Occasion
from lifecycle.pathway import PATHWAY, VERSIONS
from lifecycle.pathway_words import TRIGGER_NAMES
from lifecycle.previews import Preview, do_as_shown, preview
from lifecycle.rows import PLAN
from lifecycle.table_differences import differences
from lifecycle.table_moves import choose_plans, move_to_table
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
                    "differs": differences(PATHWAY, table),
                }
                for table in VERSIONS.values()
            ]
        )
    print_table(
        "versions of the table",
        ("version", "digest", "plans", "differs from version 1 in"),
        [
            (
                table.version, table.digest[:16], counts.get(table.version, 0),
                "\n".join(
                    f"{d.row.said_in(arguments.lang)} ({d.part}): {d.one.said_in(arguments.lang)} "
                    f"→ {d.other.said_in(arguments.lang)}"
                    for d in differences(PATHWAY, table)
                ),
            )
            for table in VERSIONS.values()
        ],
    )  # fmt: skip
    return None


def move(arguments: argparse.Namespace) -> None:
    """Show what moving plans to a version changes; with `--apply`, do it as one batch."""
    occasion = Occasion(acts.coordinator("cli"), clock_of(arguments).now(), "cli")
    with writing(connect(arguments)) as session:
        told = _move(session, arguments, occasion)
    if arguments.json:
        return print_json({"applied": arguments.apply, "plans": told.plans})
    _print(told, arguments)
    return None


def _move(session: Session, arguments: argparse.Namespace, occasion: Occasion) -> Preview:
    numbers = choose_plans(
        session, cohort=arguments.cohort, region=arguments.region, references=arguments.plan
    )
    asked = {"version": arguments.version, "plans": numbers, "reason": arguments.reason}
    work = partial(
        move_to_table, numbers=numbers, version=arguments.version, reason=arguments.reason,
        occasion=occasion,
    )  # fmt: skip
    told = preview(session, work, asked)
    if arguments.apply:
        do_as_shown(session, work, asked, told.digest)
    return told


def _print(told: Preview, arguments: argparse.Namespace) -> None:
    print(
        f"{len(told.done)} plans go over to version {arguments.version}, {len(told.refused)} stay."
    )
    print_table(
        "plan by plan",
        ("plan", "version", "deadlines", "what time opens", "letters", "stays because"),
        [
            (
                one.reference, f"{one.table} → {one.to_table}", len(one.deadlines),
                "\n".join(
                    f"{TRIGGER_NAMES[d.trigger].said_in(arguments.lang)}: {d.was or '-'} → "
                    f"{d.opens_on or '-'}"
                    for d in one.dates
                ),
                len(one.letters), one.refusal.said_in(arguments.lang) if one.refusal else "",
            )
            for one in told.plans
        ],
    )  # fmt: skip
    print("Done." if arguments.apply else "Nothing was written; add --apply.")
