"""Taking letters that are due, so that no other delivery takes them too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.base import table_of
from models.outbox import LetterMessage
from notifications.due import COLUMNS, DUE_STATES, LETTER, Due
from notifications.preparation import Prepared
from notifications.stopping import ANSWERING

L = LETTER.c
MESSAGE = table_of(LetterMessage)


@dataclass(frozen=True, slots=True)
class Which:
    """Which letters a delivery takes: those of replays or those that are not, so many at once."""

    replayed: bool = False
    limit: int = 500


def due_letters(
    session: Session, now: datetime, which: Which, some: Sequence[str] | None = None
) -> list[Due]:
    """The letters whose time has come, oldest first, those of one plan together.

    Only those that `some` names, when it names any.

    On PostgreSQL their rows are locked and those that another delivery has locked are passed over;
    on SQLite the caller's transaction is the only writer.
    """
    query = (
        select(*COLUMNS)
        .where(*_waiting(now, which))
        .order_by(L.next_at, L.plan_id, L.id)
        .limit(which.limit)
        .with_for_update(skip_locked=True)
    )
    if some is not None:
        query = query.where(L.id.in_(some))
    return [Due(*row) for row in session.execute(query)]


def due_numbers(now: datetime, which: Which) -> Select[tuple[str]]:
    """The numbers of the same letters, whatever else stands in their rows."""
    return (
        select(L.id)
        .where(*_waiting(now, which))
        .order_by(L.next_at, L.plan_id, L.id)
        .limit(which.limit)
        .with_for_update(skip_locked=True)
    )


def put_off(session: Session, now: datetime, until: datetime, which: Which) -> int:
    """Put every due letter off until an opening, in one statement; gives back how many.

    What answers a person's own act is not put off.
    """
    connection = session.connection()
    waiting = (*_waiting(now, which), L.kind.not_in(ANSWERING))
    statement = update(LETTER).where(*waiting).values(next_at=until)
    return connection.execute(statement).rowcount


def next_due_at(session: Session, *, replayed: bool) -> datetime | None:
    """When a letter next asks for the wire; None when none does. A replay must stop on that day."""
    asked = (L.next_at.is_not(None), L.state.in_(DUE_STATES), L.replayed.is_(replayed))
    earliest: datetime | None = session.scalar(select(func.min(L.next_at)).where(*asked))
    return earliest


def store_messages(connection: Connection, prepared: Prepared) -> None:
    """Keep the exact bytes of letters that were written now, in place of earlier ones unsent."""
    written = [(letter, words) for letter, words in prepared.ready if words is not None]
    rows = [
        {"letter_id": letter.id, "message": words.message, "sha256": words.sha256}
        for letter, words in written
    ]
    if not rows:
        return
    rewritten = [row["letter_id"] for row, (one, _) in zip(rows, written, strict=True) if one.fence]
    if rewritten:
        connection.execute(delete(MESSAGE).where(MESSAGE.c.letter_id.in_(rewritten)))
    connection.execute(insert(MESSAGE), rows)


def _waiting(now: datetime, which: Which) -> list[ColumnElement[bool]]:
    return [
        L.next_at.is_not(None),
        L.next_at <= now,
        L.state.in_(DUE_STATES),
        L.replayed.is_(which.replayed),
    ]
