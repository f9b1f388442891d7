"""The whole log, leaf by leaf, with the entry that each stands for."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Engine, Row, Select, and_, select
from sqlalchemy.orm import Session

from models.base import table_of
from models.guarded import GuardedSession
from models.history import HistoryEntry
from models.log import LOG_CHAIN, LogEntry, LogLeaf

ENTRY = table_of(HistoryEntry).c
OWN = table_of(LogEntry).c
LEAF = table_of(LogLeaf).c
AT_ONCE = 4000


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry, and its place in the log; `n` and `leaf` are None while it has none.

    `said` is its content, None when the bytes are no entry; `row` holds the columns beside it.
    """

    n: int | None
    chain: int
    seq: int
    leaf: bytes | None
    content: bytes | None
    said: dict[str, Any] | None
    row: Row[Any]

    @property
    def place(self) -> str:
        """How a person finds it."""
        if self.said is not None:
            return f"{self.said['_plan']}, entry {self.said['_seq']}"
        return f"leaf {self.n}" if self.n is not None else f"chain {self.chain}, entry {self.seq}"


@contextmanager
def still(engine: Engine) -> Iterator[Session]:
    """A session that sees one moment of the database, however long it reads."""
    options: dict[str, Any] = {"reading": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with GuardedSession(engine.execution_options(**options)) as session:
        yield session


def in_the_log(
    session: Session, chains: Collection[int] | None = None, size: int | None = None
) -> Iterator[LogRow]:
    """Every leaf in order, with its entry; only of some chains, only the first `size`."""
    query = (
        select(LEAF.n, LEAF.chain, LEAF.seq.label("place"), LEAF.leaf, *ENTRY, *_own())
        .outerjoin(HistoryEntry, and_(ENTRY.plan_id == LEAF.chain, ENTRY.seq == LEAF.seq))
        .outerjoin(LogEntry, and_(LEAF.chain == LOG_CHAIN, OWN.seq == LEAF.seq))
        .order_by(LEAF.n)
    )
    if chains is not None:
        query = query.where(LEAF.chain.in_(chains))
    if size is not None:
        query = query.where(LEAF.n < size)
    for row in _stream(session, query):
        yield _row(row, row.n, row.chain, row.place, row.leaf)


def without_a_place(session: Session) -> Iterator[LogRow]:
    """Every entry that has no leaf, in the order of each chain."""
    of_plans = (
        select(*ENTRY)
        .outerjoin(LogLeaf, and_(LEAF.chain == ENTRY.plan_id, LEAF.seq == ENTRY.seq))
        .where(LEAF.n.is_(None))
        .order_by(ENTRY.plan_id, ENTRY.seq)
    )
    for row in _stream(session, of_plans):
        yield _row(row, None, row.plan_id, row.seq, None)
    own = (
        select(*_own())
        .outerjoin(LogLeaf, and_(LEAF.chain == LOG_CHAIN, LEAF.seq == OWN.seq))
        .where(LEAF.n.is_(None))
        .order_by(OWN.seq)
    )
    for row in _stream(session, own):
        yield _row(row, None, LOG_CHAIN, row.own_seq, None)


def _own() -> list[Any]:
    return [column.label(f"own_{column.name}") for column in OWN]


def _stream(session: Session, query: Select[Any]) -> Iterator[Row[Any]]:
    yield from session.execute(query, execution_options={"yield_per": AT_ONCE})


def _row(row: Row[Any], n: int | None, chain: int, seq: int, leaf: bytes | None) -> LogRow:
    of_plan = chain != LOG_CHAIN
    content = row.canonical if of_plan else row.own_canonical
    return LogRow(n, chain, seq, leaf, content, _said(content), row)


def _said(content: bytes | None) -> dict[str, Any] | None:
    """What the bytes of an entry say; None when they are none."""
    try:
        said = orjson.loads(content or b"")
    except orjson.JSONDecodeError:
        return None
    wanted = {"_plan": str, "_prev": str, "_seq": int, "type": str, "body": dict}
    well = isinstance(said, dict) and all(isinstance(said.get(k), v) for k, v in wanted.items())
    return said if well else None
