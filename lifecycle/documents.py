"""The rows of documents: whose bytes are known, and what was filed with which step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import table_of
from models.document import Document, FiledDocument
from models.words import DocumentScan

# Only these say "unless it is there", and PostgreSQL then waits for whoever is just inserting it.
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as it was filed for a step of a plan."""

    plan_id: int
    step: str
    occurrence: int
    sha256: str
    label: str
    size: int
    media_type: str
    scan: DocumentScan
    person_id: int | None
    filed_at: datetime


def keep(
    session: Session, sha256: str, size: int, media_type: str, scan: DocumentScan, at: datetime
) -> bool:
    """Record that these bytes are stored.

    Bytes that are known stay as they are; only a scan that was pending is told when it is known.

    Args:
        session: the caller's; nothing is committed here.
        sha256: of the bytes, in hexadecimal.
        size: their number.
        media_type: as their signature tells it.
        scan: what the scanner said of them.
        at: when they arrived, aware.

    Returns:
        Whether they are new. While another transaction inserts them, this waits for its end.
    """
    insert = INSERTS[session.get_bind().dialect.name](Document)
    row = {
        "sha256": sha256, "size": size, "media_type": media_type, "scan": scan, "stored_at": at,
    }  # fmt: skip
    is_new = session.scalar(
        insert.values(row).on_conflict_do_nothing().returning(table_of(Document).c.sha256)
    )
    if is_new is None and scan is not DocumentScan.PENDING:
        session.execute(
            update(Document)
            .where(Document.sha256 == sha256, Document.scan == DocumentScan.PENDING)
            .values(scan=scan)
        )
    return is_new is not None


def file(
    session: Session,
    plan_id: int,
    step: str,
    occurrence: int,
    sha256: str,
    label: str,
    person_id: int | None,
    at: datetime,
) -> None:
    """Record that a document that is kept was filed for a step; the same one again is once.

    Args:
        session: the caller's.
        plan_id: the plan.
        step: the key of its step.
        occurrence: which time the step is asked.
        sha256: of a document that `keep` recorded.
        label: the name its sender gave it, cleaned.
        person_id: who filed it.
        at: when, aware.
    """
    known = (
        select(FiledDocument.id)
        .where(FiledDocument.plan_id == plan_id, FiledDocument.step_key == step)
        .where(FiledDocument.occurrence == occurrence, FiledDocument.sha256 == sha256)
    )
    if session.scalars(known).first() is None:
        session.add(
            FiledDocument(
                plan_id=plan_id, step_key=step, occurrence=occurrence, sha256=sha256,
                label=label, person_id=person_id, filed_at=at,
            )
        )  # fmt: skip
        session.flush()


def documents_of(
    session: Session, plan_id: int, step: str | None = None, occurrence: int | None = None
) -> list[Filed]:
    """What was filed for a plan, one of its steps or one time of it, in the order it was filed."""
    query = _filed().where(FiledDocument.plan_id == plan_id)
    if step is not None:
        query = query.where(FiledDocument.step_key == step)
    if occurrence is not None:
        query = query.where(FiledDocument.occurrence == occurrence)
    return _read(session, query)


def filed_as(session: Session, sha256: str) -> list[Filed]:
    """Every filing of the same bytes: by their plans a page decides who may have them."""
    return _read(session, _filed().where(FiledDocument.sha256 == sha256))


def _filed() -> Select[*tuple[Any, ...]]:
    columns: tuple[Any, ...] = (
        FiledDocument.plan_id, FiledDocument.step_key, FiledDocument.occurrence,
        FiledDocument.sha256, FiledDocument.label, Document.size, Document.media_type,
        Document.scan, FiledDocument.person_id, FiledDocument.filed_at,
    )  # fmt: skip
    query = select(*columns)
    query = query.join(Document, Document.sha256 == FiledDocument.sha256)
    return query.order_by(FiledDocument.id)


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[Filed]:
    rows: Sequence[Any] = session.execute(query).all()
    return [Filed(*row) for row in rows]
