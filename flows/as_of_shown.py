"""A look back as the command line prints it."""

from collections.abc import Sequence

from audit.entry_told import EntryTold
from audit.moments import Moment
from audit.plan_then import PlanThen, StepThen
from flows.command_plan import mark
from flows.shown import print_table
from lifecycle.legal_time import local_date
from lifecycle.pathway_words import (
    STAGE_NAMES,
    STEP_NAMES,
    STEP_STATE_NAMES,
    TRIGGER_DONE,
    full_name,
)

HASH = 16  # signs of a hash that a table shows; --json shows all


def said(when: Moment) -> str:
    """`on 2023-10-10, as known on 2023-10-12`."""
    return f"on {when.true_on}, as known on {when.known_on}"


def print_plans(told: Sequence[PlanThen], when: Moment, lang: str) -> None:
    """Each plan on a line."""
    print_table(
        f"{len(told)} plans {said(when)}",
        ("reference", "collectivity", "stage", "since", "session", "late", "told by"),
        [
            (
                one.reference, _name(one, lang),
                STAGE_NAMES[one.stage].said_in(lang), one.entered_on, one.session_on,
                len(one.late) or "", f"{len(one.entries)} entries",
            )
            for one in told
        ],
    )  # fmt: skip


def print_plan(told: PlanThen, when: Moment, lang: str) -> None:
    """One plan: its stage, its steps and deadlines, and the entries that it rests on."""
    print(f"{told.reference}  {_name(told, lang)}")
    aim = f", aims at {told.session_code} of {told.session_on}" if told.session_code else ""
    stage = STAGE_NAMES[told.stage].said_in(lang)
    print(f"{said(when)}: {stage}, since {told.entered_on}{aim}")
    print_table(
        "steps",
        ("step", "state", "opened", "due", "original", "done", ""),
        [_step_row(step, lang) for step in told.steps],
    )
    print_entries("the entries that tell so", told.entries, lang)


def print_entries(title: str, entries: Sequence[EntryTold], lang: str) -> None:
    """Entries of one plan, with the day on which each was recorded when it was another one."""
    print_table(
        title,
        ("n", "happened", "recorded", "what", "hash"),
        [(one.seq, one.on, later(one), what(one, lang), one.leaf_hash[:HASH]) for one in entries],
    )


def what(entry: EntryTold, lang: str) -> str:
    """What happened, in words."""
    done: str = TRIGGER_DONE[entry.trigger].said_in(lang)
    return f"{done}: {STEP_NAMES[entry.step_key].said_in(lang)}" if entry.step_key else done


def later(entry: EntryTold) -> str:
    """The civil date on which an entry was recorded; marked when it was not that of the act."""
    on = local_date(entry.recorded_at)
    return f"{on} (later)" if on != entry.on else str(on)


def _name(told: PlanThen, lang: str) -> str:
    return full_name(told.kind, told.name_ar, told.name_fr).said_in(lang) + mark(told.basis)


def _step_row(step: StepThen, lang: str) -> tuple[object, ...]:
    name = STEP_NAMES[step.key].said_in(lang)
    return (
        f"{name} ({step.occurrence})" if step.occurrence > 1 else name,
        STEP_STATE_NAMES[step.state].said_in(lang), step.opened_on, step.due_on,
        step.original_due_on if step.original_due_on != step.due_on else "", step.done_on,
        "late" if step.late else "",
    )  # fmt: skip
