"""What the engine noticed about itself: recorded once a day, told by letter, closed by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lifecycle.clock import Clock
from lifecycle.incident_letters import incident_letters
from lifecycle.incident_words import INCIDENT_NAMES
from models.bulk import insert_rows
from models.incident import Incident
from models.outbox import OutboxLetter
from models.words import IncidentKind

OF_RUNS = (IncidentKind.RUN_FAILED, IncidentKind.RUN_STUCK)
LONGEST = 500  # of the column


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as lists show it. `closed_at` is None while it is open."""

    kind: IncidentKind
    subject: str
    told: str
    opened_at: datetime
    closed_at: datetime | None


def record_incident(
    session: Session, kind: IncidentKind, subject: str, what: str, clock: Clock
) -> bool:
    """Record an incident and owe its letters; gives back whether it is new today.

    The same kind of incident of the same flow on the same civil date is one incident: it is only
    opened again when it was over, tells what was noticed last, and writes no second letter.

    Args:
        session: in a transaction that writes.
        kind: what was noticed.
        subject: the name of the flow.
        what: one plain English line, without personal data; that of the kind when it is empty.
        clock: tells the instant that is recorded.
    """
    key = f"{kind}:{subject}:{clock.today().isoformat()}"
    known = session.scalars(select(Incident).where(Incident.key == key)).first()
    if known is not None:
        known.closed_at, known.told = None, _told(kind, what)
        session.flush()
        return False
    row = {
        "key": key, "kind": kind, "subject": subject, "opened_at": clock.now(),
        "told": _told(kind, what), "closed_at": None,
    }  # fmt: skip
    connection = session.connection()
    insert_rows(connection, Incident, [row], unless_known="key")
    letters = incident_letters(session, key, kind, subject, clock)
    insert_rows(connection, OutboxLetter, letters, unless_known="key")
    return True


def _told(kind: IncidentKind, what: str) -> str:
    return (what or f"{INCIDENT_NAMES[kind].en}.")[:LONGEST]


def close_incidents(
    session: Session, subject: str, kinds: Sequence[IncidentKind], clock: Clock
) -> int:
    """Close the open incidents of a flow that are over; gives back how many."""
    still_open = (
        Incident.subject == subject, Incident.kind.in_(kinds), Incident.closed_at.is_(None),
    )  # fmt: skip
    found = session.scalars(select(Incident.id).where(*still_open)).all()
    if found:
        over = update(Incident).where(Incident.id.in_(found)).values(closed_at=clock.now())
        session.execute(over)
    return len(found)


def are_open(session: Session, subject: str, kinds: Sequence[IncidentKind]) -> bool:
    """Whether a flow has an open incident of some kinds: one read, for runs that have none."""
    query = select(Incident.id).where(
        Incident.subject == subject, Incident.kind.in_(kinds), Incident.closed_at.is_(None)
    )
    return session.execute(query.limit(1)).first() is not None


def incident_rows(session: Session, *, closed: int = 20) -> list[IncidentRow]:
    """Every open incident, the oldest first, then the last ones that are over."""
    columns = (
        Incident.kind, Incident.subject, Incident.told, Incident.opened_at, Incident.closed_at,
    )  # fmt: skip
    still = session.execute(
        select(*columns).where(Incident.closed_at.is_(None)).order_by(Incident.opened_at)
    )
    over = session.execute(
        select(*columns)
        .where(Incident.closed_at.is_not(None))
        .order_by(Incident.closed_at.desc(), Incident.id)
        .limit(closed)
    )
    return [IncidentRow(*row) for row in (*still, *over)]


def open_incidents(rows: Iterable[IncidentRow]) -> list[IncidentRow]:
    """Those of some incidents that are not over."""
    return [row for row in rows if row.closed_at is None]
