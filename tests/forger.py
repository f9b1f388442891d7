"""Somebody with all power over the database, and without the signing key."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from audit.tiles import add_tiles
from lifecycle.history import GENESIS, canonical, leaf_hash
from models.append_only import TABLES
from models.base import table_of
from models.database import writing
from models.history import HistoryEntry
from models.log import LOG_CHAIN, LogCheckpoint, LogEntry, LogLeaf, LogPending, LogTile
from models.plan import Plan

PLAN = table_of(Plan)
CHAINED = (LogTile, LogLeaf, LogPending, HistoryEntry, LogEntry)


@dataclass
class Forged:
    """One entry in the forger's hands: its row and what it says."""

    chain: int
    row: dict[str, Any]
    said: dict[str, Any]


def no_triggers(connection: Connection) -> None:
    """Take the triggers away, as the owner of a database may."""
    for table in TABLES:
        if connection.dialect.name == "sqlite":
            for kind in ("update", "delete", "replace"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{kind}"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))


def by_hand(engine: Engine, *statements: Any) -> int:
    """Run statements with the triggers off and on again; gives back how many rows they touched."""
    from models.append_only import add_triggers

    touched = 0
    with engine.begin() as connection:
        no_triggers(connection)
        for statement in statements:
            touched += connection.execute(statement).rowcount
        add_triggers(connection)
    return touched


class Forger:
    """Takes the log apart, and puts it together again so that every hash fits."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self._engine = engine
        self.random = Random(seed)
        with engine.connect() as connection:
            self.log = [*self._read(connection)]

    def of_plans(self) -> list[Forged]:
        """The entries of plans."""
        return [one for one in self.log if one.chain != LOG_CHAIN]

    def any(self, fits: Callable[[Forged], bool] = lambda one: True) -> Forged:
        """One entry of a plan."""
        return self.random.choice([one for one in self.of_plans() if fits(one)])

    def last_of_plan(self) -> Forged:
        """The newest entry of some plan."""
        chain = self.any().chain
        return [one for one in self.log if one.chain == chain][-1]

    def write_back(self, *, purge: bool) -> None:
        """Number, chain, hash and store everything anew; `purge` drops the table's checkpoints."""
        heads: dict[int, tuple[int, str]] = {}
        with writing(self._engine) as session:
            connection = session.connection()
            no_triggers(connection)
            for record in (*CHAINED, LogCheckpoint) if purge else CHAINED:
                connection.execute(delete(table_of(record)))
            leaves = []
            for n, one in enumerate(self.log):
                seq, before = heads.get(one.chain, (0, GENESIS))
                content = canonical(one.said | {"_seq": seq + 1, "_prev": before})
                leaf = leaf_hash(content)
                heads[one.chain] = (seq + 1, leaf)
                row = one.row | {"seq": seq + 1, "canonical": content, "leaf_hash": leaf}
                row.pop("id", None)
                record = LogEntry if one.chain == LOG_CHAIN else HistoryEntry
                connection.execute(insert(table_of(record)), [row])
                leaves.append(
                    {"n": n, "chain": one.chain, "seq": seq + 1, "leaf": bytes.fromhex(leaf)}
                )
            connection.execute(insert(table_of(LogLeaf)), leaves)
            add_tiles(session, 0, len(leaves))
            for plan in connection.scalars(select(PLAN.c.id)).all():
                seq, leaf = heads.get(plan, (0, GENESIS))
                head = update(PLAN).where(PLAN.c.id == plan).values(head_seq=seq, head_hash=leaf)
                connection.execute(head)
            from models.append_only import add_triggers

            add_triggers(connection)

    def copy_of(self, one: Forged, **changed: Any) -> Forged:
        """Another entry like one that is there."""
        return Forged(one.chain, dict(one.row), orjson.loads(orjson.dumps(one.said)) | changed)

    @staticmethod
    def _read(connection: Connection) -> list[Forged]:
        plans = table_of(HistoryEntry)
        own = table_of(LogEntry)
        rows = {
            (row["plan_id"], row["seq"]): dict(row)
            for row in connection.execute(select(plans)).mappings()
        } | {(LOG_CHAIN, r["seq"]): dict(r) for r in connection.execute(select(own)).mappings()}
        leaf = table_of(LogLeaf)
        places = connection.execute(select(leaf.c.chain, leaf.c.seq).order_by(leaf.c.n))
        return [
            Forged(chain, rows[chain, seq], orjson.loads(rows[chain, seq]["canonical"]))
            for chain, seq in places
        ]


def fresh_hash() -> str:
    """Some hash."""
    return secrets.token_hex(32)
