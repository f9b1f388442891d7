"""How long the log is, how much of it is signed, and what waits."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.log_folder import LogFolder
from audit.published import Published, newest
from audit.sequencer import Waiting, waiting
from audit.tiles import log_size
from lifecycle.clock import Clock
from models.history import HistoryEntry
from models.log import LogEntry


@dataclass(frozen=True, slots=True)
class LogCounts:
    """`entries` is every entry there is, `sealed` those that the newest checkpoint covers."""

    entries: int
    sealed: int
    waiting: Waiting
    newest: Published | None


def log_counts(session: Session, folder: LogFolder, clock: Clock) -> LogCounts:
    """Count as of now."""
    last = newest(session, folder)
    counted = [
        session.scalar(select(func.count()).select_from(record)) or 0
        for record in (HistoryEntry, LogEntry)
    ]
    sealed = min(last.size, log_size(session)) if last else 0
    return LogCounts(sum(counted), sealed, waiting(session, clock), last)
