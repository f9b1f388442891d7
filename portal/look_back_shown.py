"""A look back in the words of a page: plans, steps, entries, records and differences."""

from typing import Any

from audit.count_differences import Difference
from audit.counts import By, Count, Record
from audit.entry_told import EntryTold
from audit.plan_then import PlanThen, StepThen
from lifecycle.collectivity_words import KIND_NAMES
from lifecycle.legal_time import local_date
from lifecycle.pathway_words import (
    OUTCOME_NAMES,
    STAGE_NAMES,
    STEP_NAMES,
    STEP_STATE_NAMES,
    TRIGGER_DONE,
    full_name,
)
from lifecycle.plan_search import regions
from models.words import (
    CollectivityKind,
    FactBasis,
    Language,
    Stage,
    VoteOutcome,
)
from notifications.session_names import session_name


def plan_told(plan: PlanThen, language: Language) -> dict[str, Any]:
    """One plan in a line, and the head of its own page."""
    return {
        "plan": plan,
        "name": full_name(plan.kind, plan.name_ar, plan.name_fr).said_in(language),
        "stage": STAGE_NAMES[plan.stage].said_in(language),
        "session": session_name(plan.session_code, language),
        "late": len(plan.late),
        "illustrative": plan.basis == FactBasis.ILLUSTRATIVE,
    }


def step_told(step: StepThen, language: Language) -> dict[str, Any]:
    """One step as it was."""
    outcome = next((one for one in VoteOutcome if one == step.outcome), None)
    return {
        "step": step,
        "name": STEP_NAMES[step.key].said_in(language),
        "state": STEP_STATE_NAMES[step.state].said_in(language),
        "outcome": OUTCOME_NAMES[outcome].said_in(language) if outcome else "",
        "moved": step.original_due_on if step.original_due_on != step.due_on else None,
    }


def entry_told(entry: EntryTold, language: Language) -> dict[str, Any]:
    """One entry: what happened and when, and whether it was recorded on another day."""
    step = STEP_NAMES[entry.step_key].said_in(language) if entry.step_key else ""
    return {
        "entry": entry,
        "what": TRIGGER_DONE[entry.trigger].said_in(language),
        "step": step,
        "later": local_date(entry.recorded_at) != entry.on,
    }


def count_told(one: Count, by: By, language: Language) -> dict[str, Any]:
    """One number, with its records."""
    return {
        "key": one.key,
        "name": counted_as(one.key, by, language),
        "members": len(one.members),
        "left": len(one.left),
        "plans": len(one.records),
        "records": [_record(record, by, language) for record in one.records],
    }


def difference_told(one: Difference, by: By, language: Language) -> dict[str, Any]:
    """One member that is counted otherwise, and the entry that did it."""
    record = one.after or one.before
    return {
        "what": one.what.value,
        "name": _name(record, language) if record else "",
        "reference": record.reference if record else "",
        "before": _counted(one.before, by, language),
        "after": _counted(one.after, by, language),
        "because": entry_told(one.entry, language),
    }


def counted_as(key: str, by: By, language: Language) -> str:
    """The name of what is counted by."""
    if by == By.STAGE:
        return STAGE_NAMES[Stage(key)].said_in(language)
    if by == By.KIND:
        return KIND_NAMES[CollectivityKind(key)].said_in(language)
    if by == By.REGION:
        region = regions()[key]
        return full_name(region.kind, region.name_ar, region.name_fr).said_in(language)
    return key


def _record(one: Record, by: By, language: Language) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "name": _name(one, language),
        "member": one.member,
        "newest": one.newest,
        "because": entry_told(one.because(by), language),
    }


def _name(one: Record, language: Language) -> str:
    return full_name(one.kind, one.name_ar, one.name_fr).said_in(language)


def _counted(one: Record | None, by: By, language: Language) -> str:
    return counted_as(str(getattr(one, by.value)), by, language) if one else ""
