"""How far the log had come, and the signed checkpoint that says so."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.log import LogCheckpoint


@dataclass(frozen=True, slots=True)
class LogState:
    """A checkpoint: leaves of the log, its root in hex, and the signed note as it was signed."""

    size: int
    root: str
    note: str


def newest_state(session: Session) -> LogState | None:
    """The longest checkpoint that is kept in the database; None before the first was signed."""
    query = select(LogCheckpoint).order_by(LogCheckpoint.size.desc()).limit(1)
    found = session.scalars(query).first()
    return LogState(found.size, found.root, found.note) if found else None
