"""`infitah batch`: decisions for many plans: listed, shown plan by plan, undone."""

import argparse

from sqlalchemy import select

from flows.batch_shown import ask, print_preview
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.batch_undo import undo as undoing
from lifecycle.batches import batches, find_batch
from lifecycle.entries import Occasion
from lifecycle.rows import PLAN
from models.database import reading, writing


def list_(arguments: argparse.Namespace) -> None:
    """The batches, the newest first."""
    with reading(connect(arguments)) as session:
        rows = [
            {
                "batch": line.batch.id,
                "kind": line.batch.kind,
                "made_at": line.batch.made_at,
                "made_by": line.batch.made_by,
                "plans": line.plans,
                "refused": line.refused,
                "undoes": line.batch.undoes_id,
                "undone_by": line.undone_by,
                "reason": line.batch.reason,
            }
            for line in batches(session)
        ]
    if arguments.json:
        return print_json(rows)
    names = ("batch", "kind", "made at", "by", "plans", "refused", "undoes", "undone by", "why")
    print_table("batches", names, [list(row.values()) for row in rows])
    return None


def show(arguments: argparse.Namespace) -> None:
    """What was asked, and what a batch did to each plan."""
    with reading(connect(arguments)) as session:
        batch, rows = find_batch(session, arguments.batch)
        numbers = [row.plan_id for row in rows]
        found = session.execute(select(PLAN.id, PLAN.reference).where(PLAN.id.in_(numbers)))
        names = {row.id: row.reference for row in found}
        told = [
            {
                "plan": names[row.plan_id],
                "entry": row.seq,
                "before": row.before,
                "refusal": row.refusal[arguments.lang] if row.refusal else None,
            }
            for row in rows
        ]
        said = {"batch": batch.id, "kind": batch.kind, "asked": batch.asked, "plans": told}
    if arguments.json:
        return print_json(said)
    print(f"batch {said['batch']}: {said['kind']}, {said['asked']}")
    print_table(
        "plan by plan",
        ("plan", "entry", "deadlines, before and after", "refused because"),
        [(one["plan"], one["entry"], _moved(one["before"]), one["refusal"]) for one in told],
    )
    return None


def undo(arguments: argparse.Namespace) -> None:
    """What undoing a batch changes; with `--apply`, do it as another batch."""
    occasion = Occasion(acts.coordinator("cli"), clock_of(arguments).now(), "cli")
    with writing(connect(arguments)) as session:
        reason = arguments.reason or "what if"
        question = undoing(session, arguments.batch, occasion=occasion, reason=reason)
        told, batch = ask(session, question, arguments, occasion, undoes=arguments.batch)
    print_preview(told, batch, arguments)


def _moved(before: object) -> str:
    deadlines = before.get("deadlines", {}) if isinstance(before, dict) else {}
    dates = [(step, was or "-", came or "-") for step, (was, came) in deadlines.items()]
    return "\n".join(f"{step}: {was} → {came}" for step, was, came in dates)
