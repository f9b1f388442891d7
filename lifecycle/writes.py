"""Writing many changes at once: plans, steps, history and letters, in the caller's transaction.

The only code that writes a state. Each kind of row is one statement for the whole batch, because a
round trip a plan costs eight times as much.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from lifecycle.change import Change, Owed
from lifecycle.entries import Occasion, chained_entry
from lifecycle.errors import ConcurrentChange
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.pathway import HELD_FOR_A_PERSON
from models.bulk import insert_rows, insert_values, update_values
from models.evidence import Evidence
from models.failpoints import Point, reach
from models.filing import Filing
from models.history import HistoryDisclosure, HistoryEntry
from models.log import LogPending
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import FactBasis, LetterState

PLAN_STATE = (
    "stage", "resume_stage", "entered_on", "suspended_on", "session_code", "session_on", "check_on",
    "head_seq", "head_hash", "filed", "content_adopted",
)  # fmt: skip
STEP_STATE = (
    "state", "opened_on", "due_on", "original_due_on", "due_rule", "moved_because", "done_on",
    "settled_on", "outcome", "next_at", "last_rung", "asked_on", "asked_until",
)  # fmt: skip
STEP_IDENTITY = ("plan_id", "key", "occurrence", "stage")
PLACE_OF = itemgetter("plan_id", "seq")
plan_state = attrgetter("pathway.version", *PLAN_STATE)
step_state = attrgetter(*STEP_STATE)


def write(session: Session, changes: list[Change], occasion: Occasion) -> None:
    """Write what acts changed, or nothing.

    Raises:
        ConcurrentChange: a plan was changed by somebody else since its facts were read.
    """
    if not changes:
        return
    session.flush()
    connection = session.connection()
    with _whole_or_nothing(connection):
        _write_all(connection, changes, occasion)
    session.expire_all()


@contextmanager
def _whole_or_nothing(connection: Connection) -> Iterator[None]:
    """A caller that catches the refusal and goes on must not commit half of a change.

    The savepoint is told to the driver: SQLAlchemy's own compiles its statements anew each time.
    """
    connection.exec_driver_sql("SAVEPOINT act")
    try:
        yield
    except BaseException:
        if not connection.invalidated:  # a connection that was lost has taken all of it back
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT act")
        raise
    connection.exec_driver_sql("RELEASE SAVEPOINT act")


def _write_all(connection: Connection, changes: list[Change], occasion: Occasion) -> None:
    entries: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    for change in changes:
        entry, said = chained_entry(change, occasion)
        entries.append(entry)
        words.extend(said)
        letters.extend(letter_row(change.facts, owed, occasion) for owed in change.letters)
    update_plans(connection, {c.facts.id: c.facts for c in changes}.values())
    reach(Point.PLANS_WRITTEN)
    _write_steps(connection, changes)
    insert_rows(connection, HistoryEntry, entries)
    insert_values(connection, LogPending, ("chain", "seq"), [*map(PLACE_OF, entries)])
    insert_rows(connection, HistoryDisclosure, words)
    reach(Point.ENTRIES_WRITTEN)
    insert_rows(
        connection, Evidence, [_evidence(c, occasion) for c in changes if c.fields is not None]
    )
    insert_rows(
        connection, Filing,
        [_filing(c, occasion, e) for c, e in zip(changes, entries, strict=True) if c.document],
    )  # fmt: skip
    insert_rows(connection, OutboxLetter, letters)
    reach(Point.LETTERS_WRITTEN)


def update_plans(connection: Connection, plans: Iterable[PlanFacts]) -> None:
    """Write the state of plans, each only if its version is still the one that was read."""
    rows = []
    for plan in plans:
        rows.append((*plan_state(plan), plan.version + 1, plan.id, plan.version))
        plan.version += 1
    columns = ("pathway_version", *PLAN_STATE, "version")
    if update_values(connection, Plan, columns, ("id", "version"), rows) != len(rows):
        raise ConcurrentChange(
            "a plan was changed by somebody else in the meantime: nothing was written; try again"
        )


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
    """The outbox row of a letter. Its key is what is owed, so that it is never owed twice.

    The key of a reminder names the deadline: one that was moved is reminded of again.
    """
    asked = f"entry.{facts.head_seq}"
    if rung:
        asked = f"{owed.step}.{owed.occurrence}:{rung}:{owed.context['due_on']}"
    key = f"{facts.reference}:{asked}:{owed.kind}:{owed.role}"
    if bound := owed.context.get("to_person"):
        key += f":person.{bound}"  # one entry may owe the same letter to several by number
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
    new = [(plan, step) for plan, step in touched.values() if not step.stored]
    known = [
        (*step_state(s), plan, s.key, s.occurrence) for plan, s in touched.values() if s.stored
    ]
    insert_values(
        connection,
        PlanStep,
        (*STEP_IDENTITY, *STEP_STATE),
        [(plan, s.key, s.occurrence, s.stage, *step_state(s)) for plan, s in new],
    )
    update_values(connection, PlanStep, STEP_STATE, ("plan_id", "key", "occurrence"), known)
    for _, step in new:
        step.stored = True  # the same facts may be given to the next batch


def _filing(change: Change, occasion: Occasion, entry: dict[str, Any]) -> dict[str, Any]:
    said = change.body["filed"]
    return {
        "plan_id": change.facts.id,
        **{name: said[name] for name in ("kind", "occasion", "number", "sha256")},
        "document": change.document,
        "source": change.act.filing_source,
        "filed_at": occasion.at,
        "filed_by": occasion.actor.id,
        "entry_seq": entry["seq"],
    }


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
