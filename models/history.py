"""The history of every plan: entries that are only ever added."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import ActorKind, FactBasis, Stage


class HistoryEntry(Base):
    """One thing that happened to a plan: when in the world, when it was recorded, by whom, why.

    `canonical` holds the entry's bytes as hashed; the other columns repeat them for searching.
    `leaf_hash` is SHA-256(0x00 || canonical), the leaf of RFC 6962; an entry names the one before.
    """

    __tablename__ = "history_entry"
    __table_args__ = (UniqueConstraint("plan_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    seq: Mapped[int]
    trigger: Mapped[str] = mapped_column(String(40))
    step_key: Mapped[str | None] = mapped_column(String(40))
    from_stage: Mapped[Stage | None]
    to_stage: Mapped[Stage]
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime]
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[str] = mapped_column(String(64))
    basis: Mapped[FactBasis | None]
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_hash: Mapped[str] = mapped_column(String(64))


class HistoryDisclosure(Base):
    """Words that belong to an entry but may have to be erased (law 09-08).

    The entry holds only HMAC-SHA256(salt, label and value): erasing this row keeps the chain whole.
    """

    __tablename__ = "history_disclosure"
    __table_args__ = (UniqueConstraint("plan_id", "seq", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    seq: Mapped[int]
    label: Mapped[str] = mapped_column(String(24))
    value: Mapped[str] = mapped_column(String(2000))
    salt: Mapped[str] = mapped_column(String(64))
