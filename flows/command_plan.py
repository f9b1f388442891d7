"""`infitah plan`: list, show, history, why, fire."""

import argparse
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.errors import LifecycleError
from lifecycle.history import broken_link
from lifecycle.pathway_words import (
    ROLE_NAMES,
    STAGE_NAMES,
    STEP_NAMES,
    STEP_STATE_NAMES,
    TRIGGER_DONE,
    TRIGGER_NAMES,
    full_name,
)
from lifecycle.plans import PlanRow, chain_of, cycles_of, find_plan, history_of, plan_rows
from models.database import reading, writing
from models.plan import PlanStep
from models.words import FactBasis, Stage

ILLUSTRATION = "illustration"
HOLDS = "holds"


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
                name_of(r, lang) + _mark(r.basis),
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
    print(f"{plan.reference}  {name_of(plan, lang)}{_mark(plan.basis)}")
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


def history(arguments: argparse.Namespace) -> None:
    """Every entry of a plan and whether its chain holds; by name, of all the member's cycles."""
    with reading(connect(arguments)) as session:
        on = clock_of(arguments).today()
        found = find_plan(session, arguments.plan, on=on)
        named = arguments.plan.strip() == found.reference
        plans = [found] if named else cycles_of(session, found, on=on)
        said: list[dict[str, Any]] = [
            {
                "plan": plan,
                "chain": broken_link(chain_of(session, plan.id)) or HOLDS,
                "entries": history_of(session, plan.id),
            }
            for plan in plans
        ]
    if arguments.json:
        print_json(said)
    else:
        for one in said:
            _print_history(one, arguments.lang)
    broken = [f"{one['plan'].reference}: {one['chain']}" for one in said if one["chain"] != HOLDS]
    if broken:
        raise LifecycleError("the history was changed: " + "; ".join(broken))


def _print_history(said: dict[str, Any], lang: str) -> None:
    plan, rows = said["plan"], said["entries"]
    print(f"{plan.reference}  {name_of(plan, lang)}{_mark(plan.basis)}")
    print_table(
        "history",
        ("n", "happened", "recorded", "what", "from → to", "who", "basis", "why"),
        (
            (
                r.seq,
                r.effective_on,
                r.recorded_at,
                _what(r, lang),
                _moved(r.from_stage, r.to_stage, lang),
                r.actor_id,
                r.basis,
                r.reason or r.body.get("source") or "",
            )
            for r in rows
        ),
    )
    print(f"chain: {said['chain']}; {len(rows)} entries, head {rows[-1].leaf_hash[:16]}\n")


def why(arguments: argparse.Namespace) -> None:
    """What stands against each way out of a plan's stage."""
    from lifecycle.why import why as ways_out_of

    on, lang = clock_of(arguments).today(), arguments.lang
    with reading(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=on)
        ways = [way for way in ways_out_of(session, plan.id, on) if way.by_itself]
    if arguments.json:
        return print_json({"plan": plan, "ways": ways})
    print(f"{plan.reference}  {name_of(plan, lang)}: {STAGE_NAMES[plan.stage].said_in(lang)}")
    print_table(
        f"why it has not advanced, on {on}",
        ("way out", "what stands against it", "looked at", "who can unblock", "since"),
        [row for way in ways for row in _way_rows(way, lang)],
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


def _mark(basis: FactBasis | None) -> str:
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


def _what(row: Any, lang: str) -> str:
    said: str = TRIGGER_DONE[row.trigger].said_in(lang)
    return f"{said}: {STEP_NAMES[row.step_key].said_in(lang)}" if row.step_key else said


def _moved(before: Stage | None, after: Stage, lang: str) -> str:
    if before == after:
        return ""
    first = STAGE_NAMES[before].said_in(lang) if before else ""
    return f"{first} → {STAGE_NAMES[after].said_in(lang)}"


def _way_rows(way: Any, lang: str) -> list[tuple[Any, ...]]:
    name = TRIGGER_NAMES[way.trigger].said_in(lang)
    if way.may:
        return [(name, "nothing: the next look takes it", "", "", "")]
    rows = []
    for number, reason in enumerate(way.reasons):
        looked = ", ".join(
            STEP_NAMES[key].said_in(lang) if key in STEP_NAMES else key for key in reason.looked_at
        )
        who = ROLE_NAMES[reason.unblocked_by].said_in(lang)
        said = reason.phrase.said_in(lang)
        rows.append((name if number == 0 else "", said, looked, who, reason.since))
    return rows
