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
    return frozenset(place for content in session.scalars(query) for place in _places(content))


def _places(content: bytes) -> list[Place]:
    try:
        told = orjson.loads(content)["body"].get("words", ())
        return [(str(plan), int(seq), str(label)) for plan, seq, label in told]
    except (AttributeError, KeyError, TypeError, ValueError):
        return []  # no entry of ours: the verification names it
