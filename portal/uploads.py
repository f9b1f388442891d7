"""Files that a form brings: received and looked at first, then filed with what they prove."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from lifecycle.documents import file, keep
from lifecycle.evidence_check import MOST_FILES
from lifecycle.language import Phrase
from models.words import DocumentScan
from portal import document_words as words
from portal.document_labels import clean_label
from portal.document_store import put, take_back, take_in
from portal.document_types import media_type_of
from portal.scanning import scan

LARGEST_FILE = 10 * 1024 * 1024  # bytes; a scan of minutes is one or two


@dataclass(frozen=True, slots=True)
class Received:
    """One file that may be filed: its bytes are safe in a temporary file, no row names it yet."""

    sha256: str
    size: int
    media_type: str
    label: str
    scan: DocumentScan
    temporary: Path


async def receive(form: FormData, field: str = "files") -> tuple[list[Received], list[Phrase]]:
    """The files of a form's field, each as it may be filed, and what is wrong with the others.

    Whoever calls this ends with `discard`, whatever became of the form.

    Args:
        form: read with `request.form`.
        field: the name of the field; one that was left empty brings none.
    """
    chosen = [one for one in form.getlist(field) if isinstance(one, UploadFile) and one.filename]
    if len(chosen) > MOST_FILES:
        return [], [words.TOO_MANY]
    received: dict[str, Received] = {}
    problems: list[Phrase] = []
    try:
        for one in chosen:
            label, source = clean_label(one.filename), one.file
            got = await run_in_threadpool(_receive_one, source, one.size or 0, label)
            if isinstance(got, Phrase):
                problems.append(got)
            elif got.sha256 in received:
                got.temporary.unlink(missing_ok=True)  # the same file, chosen twice
            else:
                received[got.sha256] = got
    except BaseException:
        discard(received.values())
        raise
    return list(received.values()), problems


def settle(
    session: Session,
    received: Iterable[Received],
    plan_id: int,
    step: str,
    occurrence: int,
    person_id: int | None,
    at: datetime,
) -> None:
    """File what was received for a step, in the transaction of the report that names it.

    The bytes are in place before the transaction is committed, and are taken away again when it is
    not. It can be called once more with the same files, as after a concurrent change.

    Args:
        session: the caller's; nothing is committed here.
        received: what `receive` gave.
        plan_id: the plan.
        step: the key of its step.
        occurrence: which time the step is asked.
        person_id: who files them.
        at: when, aware.
    """
    for one in received:
        is_new = keep(session, one.sha256, one.size, one.media_type, one.scan, at)
        inode = put(one.temporary, one.sha256, fresh=is_new)
        if is_new and inode is not None:
            _take_back_unless_kept(session, one.sha256, inode)
        file(session, plan_id, step, occurrence, one.sha256, one.label, person_id, at)


def discard(received: Iterable[Received]) -> None:
    """Remove the temporary files; what was filed stays."""
    for one in received:
        one.temporary.unlink(missing_ok=True)


def _receive_one(source: BinaryIO, size: int, label: str) -> Received | Phrase:
    """One file in a temporary place, or why it is not taken."""
    if not 0 < size <= LARGEST_FILE:
        return words.too_big(label) if size else words.empty(label)
    temporary, sha256, size = take_in(source)
    media_type = media_type_of(temporary)
    found = scan(temporary) if media_type else DocumentScan.PENDING
    if media_type is None or found is DocumentScan.INFECTED:
        temporary.unlink()
        return words.infected(label) if media_type else words.of_no_type(label)
    return Received(sha256, size, media_type, label, found, temporary)


def _take_back_unless_kept(session: Session, sha256: str, inode: int) -> None:
    """Have the bytes removed when the transaction they are filed in, or one around it, fails."""
    around: list[SessionTransaction] = []
    one = session.get_nested_transaction() or session.get_transaction()
    while one is not None:
        around.append(one)
        one = one.parent

    def look(_session: Session, ended: SessionTransaction) -> None:
        if ended in around:
            take_back(sha256, inode)

    event.listen(session, "after_soft_rollback", look)
