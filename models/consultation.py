"""The two public consultations of a plan: their windows, and what citizens put into them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import (
    ConsultationKind,
    HiddenBecause,
    IdeaOutcome,
    Moderation,
    RejectedBecause,
)


class Consultation(Base):
    """One window in which the public is asked. Dates are civil dates; both ends are inside it.

    `link` leads to the network's platform; it is None for a collectivity that has none there, whose
    `own_page` takes the ideas. `least_days` is the minimum that was asked for when it was announced
    (policy), `published` the word that tells why it is shorter. `opened_seq` is the entry that
    announced it, `closed_seq` the one that told its counts; `ideas_told` are those received.
    `next_at` is the day on which it next owes somebody a letter, `last_rung` the last one written.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        UniqueConstraint("plan_id", "kind", "number"),
        Index(
            "ix_consultation_due",
            "next_at",
            "id",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    kind: Mapped[ConsultationKind]
    number: Mapped[int]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    notice_on: Mapped[date]
    link: Mapped[str | None] = mapped_column(String(500))
    own_page: Mapped[bool]
    least_days: Mapped[int]
    published: Mapped[str | None] = mapped_column(String(24))
    opened_seq: Mapped[int]
    closed_on: Mapped[date | None]
    closed_seq: Mapped[int | None]
    participants: Mapped[int | None]
    ideas_told: Mapped[int | None]
    next_at: Mapped[date | None]
    last_rung: Mapped[str | None] = mapped_column(String(16))


class Idea(Base):
    """What one citizen proposed, in their words, and what became of it.

    Who it was is neither asked nor kept (law 09-08). `words` are empty for an idea whose words stay
    on the network's platform, or were erased; `commitment` is keyed by `salt`, so that it can be
    shown that kept words were not changed. `part` is the axis or project it is about. `reason` are
    the committee's words on why it was rejected; they are published.
    """

    __tablename__ = "idea"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    received_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(2000))
    salt: Mapped[str] = mapped_column(String(64))
    commitment: Mapped[str] = mapped_column(String(64))
    part: Mapped[str | None] = mapped_column(String(8))
    moderation: Mapped[Moderation]
    hidden_because: Mapped[HiddenBecause | None]
    moderated_at: Mapped[datetime | None]
    moderated_by: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[IdeaOutcome | None]
    rejected_because: Mapped[RejectedBecause | None]
    reason: Mapped[str | None] = mapped_column(String(500))
    project: Mapped[str | None] = mapped_column(String(8))
    decided_at: Mapped[datetime | None]
