"""What a person did, as the engine keeps it: entries, evidence, documents, decisions, commands."""

from typing import Any

import orjson
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from audit.found_person import opaque_id
from audit.held_contact import Row, rows
from audit.words_of_person import entries_of, names, words_of
from models.batch import Batch
from models.document import FiledDocument
from models.evidence import Evidence
from models.log import LogEntry
from models.operation import OperationRecord
from models.plan import Plan


def entries(session: Session, person_id: int) -> list[Row]:
    """The entries they made or are named by, with the words that were not erased."""
    words: dict[tuple[str, int], dict[str, str]] = {}
    for one in words_of(session, person_id):
        words.setdefault((one.reference, one.seq), {})[one.label] = one.value
    return [
        {
            "plan": reference, "seq": entry.seq, "trigger": entry.trigger,
            "step_key": entry.step_key, "effective_on": entry.effective_on,
            "recorded_at": entry.recorded_at, "how": how,
            "words": words.get((reference, entry.seq), {}),
        }
        for reference, entry, how in entries_of(session, person_id)
    ]  # fmt: skip


def evidence(session: Session, person_id: int) -> list[Row]:
    """The fields they filed: an entry of theirs names the evidence by its digest."""
    found: list[Row] = []
    for reference, entry, how in entries_of(session, person_id):
        digest = orjson.loads(entry.canonical)["body"].get("evidence")
        if how == "made" and digest:
            query = select(Evidence.step_key, Evidence.filed_at, Evidence.fields).where(
                Evidence.plan_id == entry.plan_id, Evidence.step_key == entry.step_key,
                Evidence.sha256 == digest, Evidence.filed_at == entry.recorded_at,
            )  # fmt: skip
            found.extend({"plan": reference} | row for row in rows(session, query))
    return found


def documents(session: Session, person_id: int) -> list[Row]:
    """The files they filed, by the name they gave them."""
    columns: tuple[Any, ...] = (
        Plan.reference.label("plan"), FiledDocument.step_key, FiledDocument.label,
        FiledDocument.sha256, FiledDocument.filed_at,
    )  # fmt: skip
    query = select(*columns).join(Plan, Plan.id == FiledDocument.plan_id)
    query = query.where(FiledDocument.person_id == person_id)
    return rows(session, query.order_by(FiledDocument.filed_at, FiledDocument.id))


def batches(session: Session, person_id: int) -> list[Row]:
    """The decisions for many plans that they took."""
    columns: tuple[Any, ...] = (Batch.id, Batch.kind, Batch.made_at, Batch.reason)
    query = select(*columns).where(Batch.made_by == opaque_id(person_id))
    return rows(session, query.order_by(Batch.id))


def operations(session: Session, person_id: int) -> list[Row]:
    """What they ran: commands, flows and actions of the pages."""
    columns: tuple[Any, ...] = (
        OperationRecord.kind, OperationRecord.name, OperationRecord.began_at,
        OperationRecord.asked, OperationRecord.result,
    )  # fmt: skip
    query = select(*columns).where(OperationRecord.who == opaque_id(person_id))
    return rows(session, query.order_by(OperationRecord.id))


def log_entries(session: Session, person_id: int) -> list[Row]:
    """The log's own entries that they made or that name them: corrections, erasures."""
    number = opaque_id(person_id)
    naming = LogEntry.kind.in_(("erased", "corrected"))
    query = select(LogEntry.seq, LogEntry.kind, LogEntry.recorded_at, LogEntry.actor_id,
                   LogEntry.canonical)  # fmt: skip
    query = query.where(or_(LogEntry.actor_id == number, naming)).order_by(LogEntry.seq)
    return [
        {"seq": row.seq, "kind": row.kind, "recorded_at": row.recorded_at}
        for row in session.execute(query)
        if row.actor_id == number or names(orjson.loads(row.canonical)["body"], number)
    ]
