"""Whether a version of the table holds together, checked before anything runs."""

from collections import Counter
from collections.abc import Iterable

from lifecycle.errors import LifecycleError
from lifecycle.guards import sentence
from lifecycle.language import Anchor, CalendarDate, Deadline, Guard, Pathway, StepDone
from lifecycle.pathway import VERSIONS
from models.words import Stage

FINAL = {Stage.WITHDRAWN, Stage.COMPLETED}


class TableRefused(LifecycleError):
    """The table names something that does not exist; every place is listed."""


def check_table(versions: Iterable[Pathway] = tuple(VERSIONS.values())) -> None:
    """Refuse a table with a mistake in it.

    Raises:
        TableRefused: with every problem and its place.
    """
    problems = [problem for table in versions for problem in problems_of(table)]
    if problems:
        raise TableRefused("the table of the pathway is wrong:\n  " + "\n  ".join(problems))


def problems_of(table: Pathway) -> list[str]:
    """Everything that is wrong with a version of the table, each with its place."""
    from lifecycle.cohort_calendar import ANCHORS

    keys = [step.key for step in table.steps]
    twice = [f"steps: {key} stands twice" for key, n in Counter(keys).items() if n > 1]
    return [
        f"version {table.version}, {problem}"
        for problem in [
            *twice,
            *_steps(table, set(keys), set(ANCHORS)),
            *_transitions(table, set(keys), set(ANCHORS)),
            *_ways_out(table),
        ]
    ]


def _steps(table: Pathway, keys: set[str], anchors: set[str]) -> list[str]:
    found = []
    for step in table.steps:
        place = f"step {step.key}"
        if step.stage not in table.stages:
            found.append(f"{place}: there is no stage {step.stage}")
        found += [
            f"{place}: it waits for {k}, which is no step" for k in step.after if k not in keys
        ]
        found += _deadline(place, step.deadline, keys, anchors)
    return found


def _transitions(table: Pathway, keys: set[str], anchors: set[str]) -> list[str]:
    found = []
    for row in table.transitions:
        place = f"transition {row.trigger}"
        for stage in (*row.sources, row.dest):
            if stage not in table.stages:
                found.append(f"{place}: there is no stage {stage}")
        found += [
            f"{place}: it reopens {k}, which is no step" for k in row.reopens if k not in keys
        ]
        found += [
            f"{place}: guard {g.__name__} lacks its sentences" for g in row.guards if _mute(g)
        ]
        if row.when:
            found += _deadline(place, row.when, keys, anchors)
    return found


def _deadline(place: str, rule: Deadline, keys: set[str], anchors: set[str]) -> list[str]:
    anchor = rule.anchor
    if isinstance(anchor, CalendarDate) and anchor.name not in anchors:
        known = ", ".join(sorted(anchors))
        return [f"{place}: no calendar has a date {anchor.name}; there are: {known}"]
    if isinstance(anchor, StepDone) and anchor.key not in keys:
        return [f"{place}: its deadline counts from {anchor.key}, which is no step"]
    if not isinstance(anchor, CalendarDate | StepDone | Anchor):
        return [f"{place}: its deadline counts from {anchor!r}, which is no anchor"]
    return [] if rule.source.strip() else [f"{place}: its deadline names no source"]


def _ways_out(table: Pathway) -> list[str]:
    left = {stage for row in table.transitions for stage in row.sources}
    return [f"stage {s}: nothing leads out of it" for s in table.stages if s not in left | FINAL]


def _mute(guard: Guard) -> bool:
    try:
        phrase = sentence(guard)
    except KeyError:
        return True
    return not (phrase.ar and phrase.fr and phrase.en)
