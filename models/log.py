"""The Merkle log over every history (RFC 6962): its leaves, tiles, checkpoints and own entries."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import ActorKind, LogEntryKind

SHORT_ROOT = 16  # signs of a root in hex: what the foot of a letter has room for
LOG_CHAIN = 0  # the chain of the log's own entries; every other chain is a plan's number


class LogEntry(Base):
    """One entry of the log itself, not of a plan: heads of all plans, a new key, an erasure.

    They form a chain of their own, written and hashed as the history of a plan is.
    """

    __tablename__ = "log_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[LogEntryKind]
    recorded_at: Mapped[datetime]
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[str] = mapped_column(String(64))
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_hash: Mapped[str] = mapped_column(String(64))


class LogPending(Base):
    """An entry that was written and has no place in the log yet: owed until it is sequenced.

    Written in the transaction of the entry, so nothing is ever looked for by «id greater than»: a
    transaction that commits late is found like any other. `since` is by the database's clock: it is
    how long an entry really waits, also while a replay writes the times of another year.
    """

    __tablename__ = "log_pending"
    __table_args__ = (UniqueConstraint("chain", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[int]
    seq: Mapped[int]
    since: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))


class LogLeaf(Base):
    """The place of an entry in the log: leaf `n`, counted from 0, of 32 bytes."""

    __tablename__ = "log_leaf"
    __table_args__ = (UniqueConstraint("chain", "seq"),)

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chain: Mapped[int]
    seq: Mapped[int]
    leaf: Mapped[bytes] = mapped_column(LargeBinary)


class LogTile(Base):
    """256 hashes of one level of the tree, side by side, as C2SP tlog-tiles cuts it.

    Only full tiles are kept, so none ever changes; `root` is the hash that stands for all of them.
    """

    __tablename__ = "log_tile"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)
    root: Mapped[bytes] = mapped_column(LargeBinary)


class LogCheckpoint(Base):
    """A signed statement of how long the log was and what its root was (C2SP tlog-checkpoint)."""

    __tablename__ = "log_checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]

    @property
    def short_root(self) -> str:
        """The first signs of the root, as the foot of a letter shows them."""
        return self.root[:SHORT_ROOT]
