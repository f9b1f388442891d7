"""What can be wrong with the steps of the table and with its rules of deadlines."""

from collections.abc import Collection

from lifecycle.evidence_check import DONE_DATES
from lifecycle.language import (
    Anchor,
    CalendarDate,
    Deadline,
    FieldType,
    Pathway,
    StepDone,
    StepRule,
)
from models.words import VoteOutcome


def problems_of_steps(table: Pathway, calendar_names: Collection[str]) -> list[str]:
    """The problems of every step, each with its place."""
    keys = [step.key for step in table.steps]
    found = [f"step {key}: it stands twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    for at, step in enumerate(table.steps):
        place, earlier = f"step {step.key}", keys[:at]
        if step.stage not in table.stages:
            found.append(f"{place}: there is no stage {step.stage}")
            continue
        found += _order(place, step, table, earlier)
        found += _outcome(place, step, table)
        found += _evidence(place, step)
        found += deadline_problems(place, step.deadline, earlier, calendar_names)
    return found


def deadline_problems(
    place: str, rule: Deadline, earlier: Collection[str], calendar_names: Collection[str]
) -> list[str]:
    """The problems of one rule; `earlier` are the steps it may count from."""
    anchor = rule.anchor
    found = [] if rule.source.strip() else [f"{place}: its deadline names no source"]
    if isinstance(anchor, CalendarDate) and anchor.name not in calendar_names:
        known = ", ".join(sorted(calendar_names))
        found.append(f"{place}: no calendar has a date {anchor.name}; there are: {known}")
    if isinstance(anchor, StepDone) and anchor.key not in earlier:
        found.append(f"{place}: its deadline counts from {anchor.key}, which is no earlier step")
    if not isinstance(anchor, CalendarDate | StepDone | Anchor):
        found.append(f"{place}: its deadline counts from {anchor!r}, which is no anchor")
    return found


def _order(place: str, step: StepRule, table: Pathway, earlier: Collection[str]) -> list[str]:
    """A step waits only for steps above it; those of a later stage would never be asked."""
    found = [
        f"{place}: it waits for {key}, which is no earlier step"
        for key in step.after
        if key not in earlier
    ]
    stages = [table.stages.index(other.stage) for other in table.steps if other.key in step.after]
    if stages and max(stages) > table.stages.index(step.stage):
        found.append(f"{place}: it waits for a step of a later stage")
    return found


def _outcome(place: str, step: StepRule, table: Pathway) -> list[str]:
    """A step that waits for an outcome waits for a step whose evidence gives one."""
    if step.after_outcome is None:
        return []
    if step.after_outcome not in tuple(VoteOutcome):
        known = ", ".join(VoteOutcome)
        return [f"{place}: {step.after_outcome} is no outcome; there are: {known}"]
    asked = [field for s in table.steps if s.key in step.after for field in s.evidence]
    if any(field.key == "outcome" and step.after_outcome in field.choices for field in asked):
        return []
    return [f"{place}: no step that it waits for can end as {step.after_outcome}"]


def _evidence(place: str, step: StepRule) -> list[str]:
    """Evidence is asked once, offers its choices, and says on which day the step was done."""
    keys = [field.key for field in step.evidence]
    found = [f"{place}: {key} is asked twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    found += [
        f"{place}: {field.key} is a choice without choices"
        for field in step.evidence
        if field.type == FieldType.CHOICE and not field.choices
    ]
    if not any(field.key in DONE_DATES and field.required for field in step.evidence):
        found.append(f"{place}: no required field says when it was done ({', '.join(DONE_DATES)})")
    return found
