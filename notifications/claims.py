"""Taking letters that are due, so that no other delivery takes them too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from lifecycle.shares import ALL, Share
from models.base import table_of
from models.outbox import LetterMessage
from models.words import Role
from notifications.due import COLUMNS, DUE_STATES, LETTER, Due
from notifications.preparation import Prepared
from notifications.recipients import NETWORK_ROLES
from notifications.stopping import ANSWERING

L = LETTER.c
MESSAGE = table_of(LetterMessage)
# Where the reader of a letter stands: whoever stands in the same place falls in the same share, so
# that what is asked of one person on one day still goes into one list.
PLACE = case(
    (L.role.in_(NETWORK_ROLES), "network"),
    (L.role == Role.REGION_COORDINATOR, func.coalesce(L.region_code, "network")),
    else_=func.coalesce(L.collectivity_code, L.region_code, "network"),
)


@dataclass(frozen=True, slots=True)
class Which:
    """Which letters a delivery takes: those of replays or those that are not, so many at once.

    `share` is by the place of their readers, and not by plan.
    """

    replayed: bool = False
    limit: int = 500
    share: Share = ALL


def due_letters(
    session: Session, now: datetime, which: Which, some: Sequence[str] | None = None
) -> list[Due]:
    """The letters whose time has come, oldest first, those of one plan together.

    Only those that `some` names, when it names any.

    On PostgreSQL their rows are locked and those that another delivery has locked are passed over;
    on SQLite the caller's transaction is the only writer.
    """
    query = due_numbers(now, which).with_only_columns(*COLUMNS)
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

    What answers a person's own act is not put off, nor what another delivery has locked: it does
    the same.
    """
    waiting = select(L.id).where(*_waiting(now, which), L.kind.not_in(ANSWERING))
    free = waiting.with_for_update(skip_locked=True)
    statement = update(LETTER).where(L.id.in_(free)).values(next_at=until)
    return session.connection().execute(statement).rowcount


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
        *which.share.by_text(PLACE),
    ]
