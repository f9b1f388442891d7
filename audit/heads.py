"""The heads of all plans as entries of the log: no tail of a history can be cut unseen."""

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from audit.own_entries import add_own_entry
from lifecycle.entries import Occasion
from lifecycle.legal_time import local_date
from lifecycle.rows import PLAN
from models.base import table_of
from models.database import writing
from models.failpoints import Point, reach
from models.log import LogEntry
from models.words import LogEntryKind

MOST = 400  # plans in one entry: C2SP bundles entries of up to 65,535 bytes
OWN = table_of(LogEntry).c


def add_heads_of_day(engine: Engine, occasion: Occasion) -> int:
    """Add the heads once a civil date; gives back how many entries were added."""
    with writing(engine) as session:
        newest = select(func.max(OWN.recorded_at)).where(OWN.kind == LogEntryKind.HEADS)
        last = session.scalar(newest)
        if last is not None and local_date(last) >= occasion.today:
            return 0
        return add_heads(session, occasion)


def add_heads(session: Session, occasion: Occasion) -> int:
    """Say of every plan how long its history is and what its last entry is.

    Several entries when there are many plans, each with its part and how many there are. Gives back
    how many entries were added; 0 when there is no plan.
    """
    query = select(PLAN.reference, PLAN.head_seq, PLAN.head_hash).order_by(PLAN.id)
    heads = [list(row) for row in session.execute(query)]
    parts = [heads[at : at + MOST] for at in range(0, len(heads), MOST)]
    for number, part in enumerate(parts, start=1):
        body = {"part": number, "parts": len(parts), "plans": part}
        add_own_entry(session, LogEntryKind.HEADS, body, occasion)
        reach(Point.HEADS_WRITTEN)
    return len(parts)
