"""`infitah why`: why plans have not advanced, grouped by cause."""

import argparse

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.causes import Cause, causes
from lifecycle.pathway_words import ROLE_NAMES, STAGE_NAMES, STEP_NAMES
from models.database import reading

SHOWN = 4  # references of a cause, before the rest is counted


def why(arguments: argparse.Namespace) -> None:
    """Print each cause with its plans; with `--plans`, every plan on a line of its own."""
    on = clock_of(arguments).today()
    with reading(connect(arguments)) as session:
        found = causes(session, on=on, cohort=arguments.cohort, region=arguments.region)
    if arguments.json:
        return print_json(found)
    if arguments.plans:
        return _print_plans(found, arguments.lang)
    print_table(
        f"why plans have not advanced, on {on}",
        ("plans", "what stands against it", "step", "who can unblock", "since", "which"),
        [
            (
                len(one.plans), one.said.said_in(arguments.lang), _step(one, arguments.lang),
                ROLE_NAMES[one.unblocked_by].said_in(arguments.lang), one.since, _which(one),
            )
            for one in found
        ],
    )  # fmt: skip
    return None


def _print_plans(found: list[Cause], lang: str) -> None:
    print_table(
        "plan by plan",
        ("plan", "stage", "step", "who can unblock", "since", "looked at again"),
        [
            (
                plan.reference, STAGE_NAMES[plan.stage].said_in(lang), _step(one, lang),
                ROLE_NAMES[one.unblocked_by].said_in(lang), plan.since,
                plan.again_on or "when something is reported",
            )
            for one in found
            for plan in one.plans
        ],
    )  # fmt: skip


def _step(one: Cause, lang: str) -> str:
    return STEP_NAMES[one.step].said_in(lang) if one.step else ""


def _which(one: Cause) -> str:
    named = ", ".join(plan.reference for plan in one.plans[:SHOWN])
    more = len(one.plans) - SHOWN
    return f"{named} and {more} more" if more > 0 else named
