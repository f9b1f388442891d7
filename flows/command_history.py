"""`infitah plan history` and `why`: what happened to a plan, and what stands against it."""

import argparse
from typing import Any

from flows.command_plan import mark, name_of
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.errors import LifecycleError
from lifecycle.pathway_words import (
    ROLE_NAMES,
    STAGE_NAMES,
    STEP_NAMES,
    TRIGGER_DONE,
    TRIGGER_NAMES,
)
from lifecycle.plans import broken_history, cycles_of, find_plan, history_of
from models.database import reading
from models.words import Stage

HOLDS = "holds"


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
                "chain": broken_history(session, plan.id) or HOLDS,
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
    print(f"{plan.reference}  {name_of(plan, lang)}{mark(plan.basis)}")
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
