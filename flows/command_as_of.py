"""`infitah as-of`: plans as they were on a date, as that was known on another."""

import argparse
from typing import Any

from audit.as_of import as_of, of_regions
from audit.moments import Moment, moment
from audit.plan_as_of import plan_as_of
from audit.plan_then import PlanThen
from audit.scope import scope_of
from flows.as_of_shown import print_plan, print_plans
from flows.connect import connect
from flows.shown import print_json
from lifecycle.clock import SystemClock
from models.database import reading


def as_of_(arguments: argparse.Namespace) -> None:
    """Print one plan or many, as they were."""
    when = moment_of(arguments)
    with reading(connect(arguments)) as session:
        if arguments.plan:
            told = [plan_as_of(session, arguments.plan, when)]
        else:
            scope = scope_of(session, cohort=arguments.cohort)
            regions = [arguments.region] if arguments.region else []
            told = as_of(session, of_regions(session, scope, regions), when)
    told = [one for one in told if one.late or not arguments.late]
    if arguments.json:
        return print_json(_plain(told, when))
    if arguments.plan and told:
        return print_plan(told[0], when, arguments.lang)
    return print_plans(told, when, arguments.lang)


def moment_of(arguments: argparse.Namespace) -> Moment:
    """The moment that `--on` and `--known` ask for.

    Raises:
        NotYet: one of them is after today.
    """
    return moment(SystemClock().today(), on=arguments.on, known=arguments.known)


def _plain(told: list[PlanThen], when: Moment) -> dict[str, Any]:
    return {"true_on": when.true_on, "known_on": when.known_on, "plans": told}
