"""Writing many changes at once: plans, steps, history and letters, in the caller's transaction.

The only code that writes a state. Each kind of row is one statement for the whole batch, because a
round trip a plan costs eight times as much.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, insert, update
from sqlalchemy.orm import Session

from lifecycle.change import Change, Owed
from lifecycle.entries import Occasion, chained_entry
from lifecycle.errors import ConcurrentChange
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.pathway import HELD_FOR_A_PERSON
from models.base import Base, table_of
from models.evidence import Evidence
from models.history import HistoryDisclosure, HistoryEntry
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import FactBasis, LetterState

PLAN, STEP = table_of(Plan), table_of(PlanStep)
PLAN_STATE = (
    "stage", "resume_stage", "entered_on", "suspended_on", "session_code", "session_on", "check_on",
    "head_seq", "head_hash",
)  # fmt: skip
STEP_STATE = (
    "state", "opened_on", "due_on", "original_due_on", "due_rule", "moved_because", "done_on",
    "settled_on", "outcome", "next_at", "last_rung",
)  # fmt: skip
UPDATE_PLAN = (
    update(PLAN)
    .where(PLAN.c.id == bindparam("plan"), PLAN.c.version == bindparam("was"))
    .values({name: bindparam(name) for name in (*PLAN_STATE, "version")})
)
UPDATE_STEP = (
    update(STEP)
    .where(STEP.c.id == bindparam("step"))
    .values({name: bindparam(name) for name in STEP_STATE})
)


def write(session: Session, changes: list[Change], occasion: Occasion) -> None:
    """Write what acts changed, or nothing.

    Raises:
        ConcurrentChange: a plan was changed by somebody else since its facts were read.
    """
    if not changes:
        return
    session.flush()
    connection = session.connection()
    entries: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    for change in changes:
        entry, said = chained_entry(change, occasion)
        entries.append(entry)
        words.extend(said)
        letters.extend(letter_row(change.facts, owed, occasion) for owed in change.letters)
    update_plans(connection, {c.facts.id: c.facts for c in changes}.values())
    _write_steps(connection, changes)
    add(connection, HistoryEntry, entries)
    add(connection, HistoryDisclosure, words)
    add(connection, Evidence, [_evidence(c, occasion) for c in changes if c.fields is not None])
    add(connection, OutboxLetter, letters)
    session.expire_all()


def update_plans(connection: Connection, plans: Iterable[PlanFacts]) -> None:
    """Write the state of plans, each only if its version is still the one that was read."""
    rows = []
    for plan in plans:
        row = {name: getattr(plan, name) for name in PLAN_STATE}
        rows.append(row | {"plan": plan.id, "was": plan.version, "version": plan.version + 1})
        plan.version += 1
    if rows and connection.execute(UPDATE_PLAN, rows).rowcount != len(rows):
        raise ConcurrentChange(
            "a plan was changed by somebody else in the meantime: nothing was written; try again"
        )


def add(connection: Connection, record: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert rows of one record in one statement."""
    if rows:
        connection.execute(_insert(record), rows)


@cache
def _insert(record: type[Base]) -> Insert:
    """The statement, made once: making it anew costs as much as running it."""
    return insert(table_of(record))


def letter_id(key: str) -> str:
    """The number of a letter, made from what it is owed for: a retry gives the same Message-ID."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class PlanOfLetter:
    """What a letter needs of the plan it is about, when all its facts were not read."""

    id: int
    reference: str
    collectivity_code: str
    region_code: str
    basis: FactBasis | None
    head_seq: int = 0


def letter_row(
    facts: PlanFacts | PlanOfLetter, owed: Owed, occasion: Occasion, rung: str | None = None
) -> dict[str, Any]:
    """The outbox row of a letter. Its key is what is owed, so that it is never owed twice."""
    asked = f"{owed.step}.{owed.occurrence}:{rung}" if rung else f"entry.{facts.head_seq}"
    key = f"{facts.reference}:{asked}:{owed.kind}:{owed.role}"
    held = owed.kind in HELD_FOR_A_PERSON
    return {
        "id": letter_id(key),
        "key": key,
        "kind": owed.kind,
        "rung": rung,
        "plan_id": facts.id,
        "step_key": owed.step,
        "occurrence": owed.occurrence,
        "role": owed.role,
        "collectivity_code": facts.collectivity_code,
        "region_code": facts.region_code,
        "urgent": owed.urgent,
        "state": LetterState.HELD if held else LetterState.QUEUED,
        "written_on": occasion.today,
        "next_at": None if held else occasion.at,
        "context": owed.context,
        "replayed": occasion.replayed,
        "basis": facts.basis,
        "thread_root": f"{facts.reference}.{owed.step or 'plan'}.{owed.occurrence or 0}",
        "attempts": 0,
        "ambiguous": 0,
        "fence": 0,
        "cause": "a person must release it" if held else None,
    }


def _write_steps(connection: Connection, changes: list[Change]) -> None:
    """Insert the new steps and update the known ones, each once a batch."""
    touched: dict[int, tuple[int, StepFacts]] = {}
    for change in changes:
        for step in change.touched.values():
            touched[id(step)] = (change.facts.id, step)
    new = [_new_step(plan, step) for plan, step in touched.values() if step.id is None]
    known = [step for _, step in touched.values() if step.id is not None]
    add(connection, PlanStep, new)
    if known:
        connection.execute(
            UPDATE_STEP,
            [{name: getattr(s, name) for name in STEP_STATE} | {"step": s.id} for s in known],
        )


def _new_step(plan_id: int, step: StepFacts) -> dict[str, Any]:
    row = {name: getattr(step, name) for name in STEP_STATE}
    identity = {"plan_id": plan_id, "key": step.key, "occurrence": step.occurrence}
    return row | identity | {"stage": step.stage}


def _evidence(change: Change, occasion: Occasion) -> dict[str, Any]:
    return {
        "plan_id": change.facts.id,
        "step_key": change.body["step"],
        "occurrence": change.body["n"],
        "filed_at": occasion.at,
        "effective_on": change.effective_on,
        "fields": change.fields,
        "sha256": change.body["evidence"],
        "basis": change.act.basis,
        "source": change.act.source,
    }
