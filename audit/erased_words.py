"""Which words the log says were destroyed, on which law."""

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import table_of
from models.log import LogEntry
from models.words import LogEntryKind

OWN = table_of(LogEntry).c
Place = tuple[str, int, str]


def erased_words(session: Session) -> frozenset[Place]:
    """Every (plan's reference, number of the entry, label) that an erasure names (law 09-08)."""
    query = select(OWN.canonical).where(OWN.kind == LogEntryKind.ERASED)
    return frozenset(
        (str(plan), int(seq), str(label))
        for content in session.scalars(query)
        for plan, seq, label in orjson.loads(content)["body"].get("words", ())
    )
