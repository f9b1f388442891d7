"""An export as JSON lines with its proofs, as `infitah_verify.py` reads it.

A whole export holds every entry in the order of the log, so the tree can be grown anew. A part
holds the entries of some plans, each with its inclusion proof, and of the log's own entries those
that prove the rest: new keys, erasures, and the heads that show that no tail was cut.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.checkpoints import read_checkpoint
from audit.log_folder import LogFolder
from audit.log_walk import LogRow, in_the_log
from audit.merkle import inclusion_proof
from audit.scope import Scope
from audit.tiles import Tree
from lifecycle.errors import LifecycleError
from lifecycle.history import instant
from lifecycle.rows import PLAN
from models.base import table_of
from models.history import HistoryDisclosure
from models.log import LOG_CHAIN, LogEntry, LogLeaf
from models.words import LogEntryKind

FORMAT = 1
OWN, LEAF = table_of(LogEntry).c, table_of(LogLeaf).c
WORDS = table_of(HistoryDisclosure).c


class NothingSealed(LifecycleError):
    """There is no checkpoint yet: `infitah audit seal` makes one."""


class ExportLines:
    """The lines of one export, all of one moment; `entries` is how many entries it holds."""

    def __init__(self, session: Session, folder: LogFolder, scope: Scope, at: datetime) -> None:
        self._session, self._scope, self._at = session, scope, at
        self._keys = [str(key) for key in folder.verifiers()]
        self._notes = _notes(session, folder.notes(), len(self._keys))
        self.checkpoint = read_checkpoint(self._notes[-1])
        self._references = {
            row.id: row.reference for row in session.execute(select(PLAN.id, PLAN.reference))
        }
        self._own = None if scope.plans is None else self._own_needed(scope.plans)
        self.entries = self._count()

    def lines(self) -> Iterator[bytes]:
        """Every line with its newline: what it is, checkpoints, entries and proofs, words."""
        head = {
            "format": FORMAT, "scope": self._scope.name, "entries": self.entries,
            "made_at": instant(self._at), "keys": self._keys,
        }  # fmt: skip
        yield _line({"export": head})
        for note in self._notes:
            yield _line({"checkpoint": note})
        tree = Tree(self._session)
        for row in in_the_log(self._session, self._chains(), self.checkpoint.size):
            if self._is_meant(row) and row.content is not None:
                yield row.content + b"\n"
                if self._own is not None:
                    yield _line({"proof": self._proof(tree, row)})
        yield from self._words()

    def _proof(self, tree: Tree, row: LogRow) -> dict[str, Any]:
        place = row.n or 0
        path = inclusion_proof(tree.node, place, self.checkpoint.size)
        return {"index": place, "path": [one.hex() for one in path]}

    def _chains(self) -> frozenset[int] | None:
        return None if self._scope.plans is None else self._scope.plans | {LOG_CHAIN}

    def _is_meant(self, row: LogRow) -> bool:
        return self._own is None or row.chain != LOG_CHAIN or row.seq in self._own

    def _count(self) -> int:
        query = select(func.count(LEAF.n)).where(LEAF.n < self.checkpoint.size)
        if self._own is None or self._scope.plans is None:
            return self._session.scalar(query) or 0
        of_plans = self._session.scalar(query.where(LEAF.chain.in_(self._scope.plans))) or 0
        mine = query.where(LEAF.chain == LOG_CHAIN, LEAF.seq.in_(self._own))
        return of_plans + (self._session.scalar(mine) or 0)

    def _own_needed(self, plans: frozenset[int]) -> frozenset[int]:
        """Of the log's own entries, those that a part needs to be checked by itself."""
        names = {self._references[number] for number in plans}
        needed: set[int] = set()
        heads: dict[str, int] = {}
        query = select(OWN.seq, OWN.kind, OWN.canonical).order_by(OWN.seq)
        for seq, kind, content in self._session.execute(query):
            if kind == LogEntryKind.KEY_CHANGED:
                needed.add(seq)
            elif kind in (LogEntryKind.ERASED, LogEntryKind.HEADS):
                body = json.loads(content)["body"]
                told = {one[0] for one in body.get("words", body.get("plans", []))} & names
                if kind == LogEntryKind.HEADS:
                    heads.update(dict.fromkeys(told, seq))
                elif told:
                    needed.add(seq)
        return frozenset(needed | set(heads.values()))

    def _words(self) -> Iterator[bytes]:
        """What the entries of this export committed to, where it was not erased."""
        query = (
            select(WORDS.plan_id, WORDS.seq, WORDS.label, WORDS.salt, WORDS.value)
            .join(LogLeaf, (LEAF.chain == WORDS.plan_id) & (LEAF.seq == WORDS.seq))
            .where(LEAF.n < self.checkpoint.size)
            .order_by(LEAF.n, WORDS.label)
        )
        if self._scope.plans is not None:
            query = query.where(WORDS.plan_id.in_(self._scope.plans))
        for plan, seq, label, salt, value in self._session.execute(query):
            told = {"plan": self._references[plan], "seq": seq, "label": label}
            yield _line({"words": told | {"salt": salt, "value": value}})


def _notes(session: Session, notes: list[str], keys: int) -> list[str]:
    """The newest checkpoint, and before it those that pass trust from one key to the next."""
    size = session.scalar(select(func.max(LEAF.n)))
    known = [note for note in notes if read_checkpoint(note).size <= (size or -1) + 1]
    if not known:
        raise NothingSealed("The log has no checkpoint yet: run `infitah audit seal` first.")
    passing = [note for note in known[:-1] if keys > 1 and note.count("\n\u2014 ") > 1]
    return [*passing, known[-1]]


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
