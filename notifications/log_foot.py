"""What the foot of every letter says of the log: how long it is, and how its root begins.

Whoever keeps letters keeps the proof that no entry before them was changed: no operator of the
database can take them all back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from audit.newest_checkpoint import newest_checkpoint
from models.words import Language

LOG = "log"  # by this name the templates ask for it


@dataclass(frozen=True, slots=True)
class LogFoot:
    """The size of the newest checkpoint, and the first signs of its root in hex."""

    size: int
    root: str


def read_foot(session: Session) -> LogFoot | None:
    """What the letters of one batch say of the log; None before the first checkpoint."""
    newest = newest_checkpoint(session)
    return LogFoot(newest.size, newest.short_root) if newest else None


def with_foot(
    context: Mapping[Language, Mapping[str, Any]], foot: LogFoot | None
) -> dict[Language, dict[str, Any]]:
    """The context of a letter of any kind, and what its foot says."""
    return {block: {**facts, LOG: foot} for block, facts in context.items()}
