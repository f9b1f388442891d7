"""The operations log: one record of each command, flow run and page action that ended."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert

from audit.asked_options import kept
from lifecycle.clock import Clock
from models.base import table_of
from models.database import writing_within
from models.operation import OperationRecord
from models.words import OperationKind, OperationResult

PATIENCE = 2.0  # seconds: a record never keeps waiting whoever it is about
WHO = re.compile(r"person:[0-9]+|cli:[A-Za-z0-9_-]{1,60}|flow|link|anybody")
PLAIN = re.compile(r"[A-Za-z0-9 _:,.-]{0,500}")  # words of a program: a code, the class of an error


@dataclass(frozen=True, slots=True)
class Operation:
    """What ended: `who` is opaque, `asked` is as it was asked, `told` holds nobody's words."""

    kind: OperationKind
    name: str
    who: str
    began_at: datetime
    result: OperationResult
    told: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    known: Collection[str] = ()  # words that were chosen from a list, besides the engine's own


def record(engine: Engine, clock: Clock, one: Operation, *, patience: float = PATIENCE) -> None:
    """Add one record, in a short transaction of its own; `asked` is filtered here, for everybody.

    Args:
        engine: the database that the operation was about.
        clock: tells the instant at which it ended.
        one: what ended.
        patience: seconds to wait for other writers.

    Raises:
        ValueError: `who` or `told` could name somebody.
        sqlalchemy.exc.SQLAlchemyError: the database is locked, may only be read, or is not there.
    """
    if not WHO.fullmatch(one.who) or not PLAIN.fullmatch(one.told):
        raise ValueError("who and what is told of an operation are opaque: no name, no address")
    row = {
        "kind": one.kind, "name": one.name[:120], "who": one.who, "began_at": one.began_at,
        "ended_at": clock.now(), "asked": kept(one.asked, one.known), "result": one.result,
        "told": one.told,
    }  # fmt: skip
    with writing_within(engine, patience) as connection:
        connection.execute(insert(table_of(OperationRecord)).values(row))
