"""`infitah plan`: list, show, history, why, fire."""

import argparse
from dataclasses import asdict

from sqlalchemy import select

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.errors import LifecycleError
from lifecycle.pathway_words import (
    STAGE_NAMES,
    STEP_NAMES,
    STEP_STATE_NAMES,
    TRIGGER_DONE,
    full_name,
)
from lifecycle.plans import PlanRow, find_plan, plan_rows
from models.database import reading, writing
from models.plan import PlanStep
from models.words import FactBasis, Stage

ILLUSTRATION = "illustration"


def list_(arguments: argparse.Namespace) -> None:
    """Plans with stage and lateness."""
    on = clock_of(arguments).today()
    with reading(connect(arguments)) as session:
        rows = plan_rows(
            session,
            on=on,
            cohort=arguments.cohort,
            stage=_stage(arguments.stage),
            region=arguments.region,
            late=arguments.late,
        )
    if arguments.json:
        return print_json(rows)
    lang = arguments.lang
    print_table(
        f"{len(rows)} plans on {on}",
        ("reference", "collectivity", "stage", "since", "session", "late", "next due"),
        (
            (
                r.reference,
                name_of(r, lang) + mark(r.basis),
                STAGE_NAMES[r.stage].said_in(lang),
                r.entered_on,
                r.session_on,
                r.late_steps or "",
                r.next_due_on,
            )
            for r in rows
        ),
    )
    return None


def show(arguments: argparse.Namespace) -> None:
    """One plan: its stage, its steps and their deadlines."""
    on, lang = clock_of(arguments).today(), arguments.lang
    with reading(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=on)
        steps = session.scalars(
            select(PlanStep).where(PlanStep.plan_id == plan.id).order_by(PlanStep.id)
        ).all()
    if arguments.json:
        columns = ("key", "occurrence", "state", "opened_on", "due_on", "original_due_on",
                   "due_rule", "moved_because", "done_on", "settled_on", "outcome")  # fmt: skip
        steps_said = [{name: getattr(step, name) for name in columns} for step in steps]
        return print_json(asdict(plan) | {"steps": steps_said})
    print(f"{plan.reference}  {name_of(plan, lang)}{mark(plan.basis)}")
    print(f"{STAGE_NAMES[plan.stage].said_in(lang)}, since {plan.entered_on}; {_aim(plan)}")
    print_table(
        "steps",
        ("step", "state", "opened", "due", "original", "done", "rule"),
        (
            (
                STEP_NAMES[s.key].said_in(lang)
                + (f" ({s.occurrence})" if s.occurrence > 1 else ""),
                STEP_STATE_NAMES[s.state].said_in(lang) + (f": {s.outcome}" if s.outcome else ""),
                s.opened_on,
                s.due_on,
                s.original_due_on if s.original_due_on != s.due_on else "",
                s.done_on,
                s.due_rule,
            )
            for s in steps
        ),
    )
    return None


def fire(arguments: argparse.Namespace) -> None:
    """Move a plan or act on one of its steps, through the door."""
    from lifecycle import acts
    from lifecycle.door import fire as fire_through_the_door

    clock = clock_of(arguments)
    fields = dict(_field(text) for text in arguments.field)
    with writing(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock.today())
        change = fire_through_the_door(
            session,
            plan.id,
            arguments.trigger,
            actor=acts.coordinator("cli"),
            at=clock.now(),
            reason=arguments.reason,
            evidence=fields or None,
            cause="cli",
            step=arguments.step,
            effective_on=arguments.effective,
            due_on=arguments.due,
        )
        said = TRIGGER_DONE[arguments.trigger].said_in(arguments.lang)
        done = {
            "plan": plan.reference,
            "trigger": arguments.trigger,
            "from": change.from_stage,
            "to": change.to_stage,
            "entry": change.facts.head_seq,
            "letters": len(change.letters),
        }
    if arguments.json:
        return print_json(done)
    print(f"{plan.reference}: {said} (entry {done['entry']}, {done['letters']} letters owed)")
    return None


def name_of(row: PlanRow, lang: str) -> str:
    """The collectivity of a plan with its kind, in a language."""
    return full_name(row.kind, row.name_ar, row.name_fr).said_in(lang)


def mark(basis: FactBasis | None) -> str:
    """What stands after a plan whose course is an illustration."""
    return f" [{ILLUSTRATION}]" if basis == FactBasis.ILLUSTRATIVE else ""


def _aim(plan: PlanRow) -> str:
    return f"council session {plan.session_code} opens {plan.session_on}" if plan.session_on else ""


def _stage(text: str | None) -> Stage | None:
    if text is None:
        return None
    try:
        return Stage(text)
    except ValueError:
        raise LifecycleError(f"no stage {text!r}; stages: {', '.join(Stage)}") from None


def _field(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise LifecycleError(
            f"--field {text!r} must be NAME=VALUE, e.g. --field held_on=2026-10-05"
        )
    return name, value
