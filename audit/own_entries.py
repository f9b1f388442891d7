"""The log's own entries: what concerns no single plan, in a chain of its own."""

from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from lifecycle.entries import Occasion
from lifecycle.history import GENESIS, LOG, canonical, instant, leaf_hash
from models.base import table_of
from models.log import LOG_CHAIN, LogEntry, LogPending
from models.words import LogEntryKind

CHAIN_NAME = "log"  # stands where the entry of a plan names the plan
LOCK = 0x696E6669  # of PostgreSQL: one at a time writes to this chain
ENTRY = table_of(LogEntry)


def add_own_entry(
    session: Session, kind: LogEntryKind, body: dict[str, Any], occasion: Occasion
) -> int:
    """Add an entry to the log's own chain, in the caller's transaction; gives back its number.

    Args:
        session: in a transaction that writes.
        kind: what it says.
        body: canonical values only (see lifecycle.history); no personal data.
        occasion: who, when and through what.

    Raises:
        NotCanonical: the body holds what has no canonical form.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = connection.execute(
        select(ENTRY.c.seq, ENTRY.c.leaf_hash).order_by(ENTRY.c.seq.desc()).limit(1)
    ).first()
    seq, before = (last.seq + 1, last.leaf_hash) if last else (1, GENESIS)
    content = canonical(_written(seq, before, kind, body, occasion))
    row = {
        "seq": seq,
        "kind": kind,
        "recorded_at": occasion.at,
        "actor_kind": occasion.actor.kind,
        "actor_id": occasion.actor.id,
        "canonical": content,
        "leaf_hash": leaf_hash(content),
    }
    connection.execute(insert(ENTRY), [row])
    connection.execute(insert(table_of(LogPending)), [{"chain": LOG_CHAIN, "seq": seq}])
    return seq


def _written(
    seq: int, before: str, kind: LogEntryKind, body: dict[str, Any], occasion: Occasion
) -> dict[str, Any]:
    return {
        "_log": LOG,
        "_plan": CHAIN_NAME,
        "_prev": before,
        "_seq": seq,
        "actor": {"id": occasion.actor.id, "kind": occasion.actor.kind.value},
        "at": occasion.today.isoformat(),
        "body": body,
        "cause": occasion.cause,
        "rec": instant(occasion.at),
        "type": kind.value,
        "v": 1,
    }
