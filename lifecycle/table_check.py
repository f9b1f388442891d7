"""Whether a version of the table holds together, checked before anything runs."""

from collections.abc import Collection, Iterable

from lifecycle.errors import LifecycleError
from lifecycle.language import Pathway
from lifecycle.pathway import VERSIONS
from lifecycle.table_check_steps import problems_of_steps
from lifecycle.table_check_transitions import problems_of_transitions
from lifecycle.table_check_words import problems_of_words
from lifecycle.table_digest import sealed


class TableRefused(LifecycleError):
    """The table names something that does not exist; every place is listed."""


def check_table(versions: Iterable[Pathway] = tuple(VERSIONS.values())) -> None:
    """Refuse a table with a mistake in it.

    Raises:
        TableRefused: with every problem and its place.
    """
    from lifecycle.cohort_calendar import (
        ANCHORS_OF,
    )  # reads YAML: too slow for every command's start

    problems = [
        problem for table in versions for problem in problems_of(table, ANCHORS_OF[table.track])
    ]
    if problems:
        raise TableRefused("the table of the pathway is wrong:\n  " + "\n  ".join(problems))


def problems_of(table: Pathway, calendar_names: Collection[str]) -> list[str]:
    """Everything that is wrong with a version of the table, each with its place.

    `calendar_names` are the dates that a cohort's calendar can have.
    """
    problems = [
        *problems_of_steps(table, calendar_names),
        *problems_of_transitions(table, calendar_names),
        *_ladder(table),
        *problems_of_words(table),
        *_adoption(table),
    ]
    if not problems and table.digest != sealed(table).digest:
        problems.append("digest: it is not that of the rows; pass the table through `sealed` last")
    return [f"version {table.version}, {problem}" for problem in problems]


def _adoption(table: Pathway) -> list[str]:
    """A plan becomes binding by a step that is asked."""
    step = next((one for one in table.steps if one.key == table.adopted_by), None)
    asked = step is not None and step.enabled
    return [] if asked else [f"adopted_by: no step that is asked is called {table.adopted_by}"]


def _ladder(table: Pathway) -> list[str]:
    """The rungs climb: the first when the step opens, then later and later."""
    rungs = list(table.ladder)
    keys = [rung.key for rung in rungs]
    found = [f"rung {key}: it stands twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if table.least_days < 1:
        found.append(f"least_days: {table.least_days} would let a deadline be born passed; from 1")
    if not rungs or rungs[0].number is not None:
        found.append("ladder: its first rung is owed when the step opens, so it has no number")
    counts = [(rung.key, rung.number) for rung in rungs[1:]]
    for (_, before), (key, number) in zip([("", None), *counts], counts, strict=False):
        if number is None:
            found.append(f"rung {key}: only the first rung has no number")
        elif before is not None and number <= before:
            found.append(f"rung {key}: at {number} it is not later than the rung before, {before}")
    return found
