"""The outbox: a letter is a row first, and is sent later."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import FactBasis, Failure, Language, LetterState, Role


class OutboxLetter(Base):
    """One letter owed to one role, from the moment it is owed until it is accepted or given up.

    `key` names what is owed (plan, step, kind, role, occurrence) and is unique: the same thing is
    never owed twice. `next_at` is the instant from which it asks for the wire, None when it is
    final or held. `claimed_by` and `fence` say which delivery has it.
    """

    __tablename__ = "outbox_letter"
    __table_args__ = (
        Index(
            "ix_outbox_letter_due",
            "next_at",
            "id",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_outbox_letter_person_day", "person_id", "accepted_on"),
        Index("ix_outbox_letter_plan", "plan_id"),
        Index("ix_outbox_letter_state", "state", "replayed"),
        Index(
            "ix_outbox_letter_claimed",
            "claimed_by",
            sqlite_where=text("state = 'claimed'"),
            postgresql_where=text("state = 'claimed'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    rung: Mapped[str | None] = mapped_column(String(16))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    step_key: Mapped[str | None] = mapped_column(String(40))
    occurrence: Mapped[int | None]
    role: Mapped[Role]
    collectivity_code: Mapped[str | None] = mapped_column(String(16))
    region_code: Mapped[str | None] = mapped_column(String(16))
    urgent: Mapped[bool]
    state: Mapped[LetterState]
    written_on: Mapped[date]
    next_at: Mapped[datetime | None]
    context: Mapped[dict[str, Any]]
    replayed: Mapped[bool]
    basis: Mapped[FactBasis | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    language: Mapped[Language | None]
    subject: Mapped[str | None] = mapped_column(String(500))
    to_address: Mapped[str | None] = mapped_column(String(254))
    thread_root: Mapped[str | None] = mapped_column(String(160))
    attempts: Mapped[int]
    ambiguous: Mapped[int]
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    fence: Mapped[int]
    cause: Mapped[str | None] = mapped_column(String(1000))
    carried_by: Mapped[str | None] = mapped_column(String(36))
    accepted_at: Mapped[datetime | None]
    accepted_on: Mapped[date | None]


class LetterMessage(Base):
    """The exact bytes that were, or are to be, sent: rendered once."""

    __tablename__ = "letter_message"

    letter_id: Mapped[str] = mapped_column(ForeignKey("outbox_letter.id"), primary_key=True)
    message: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class DeliveryAttempt(Base):
    """One try on the wire and what the server answered; `failure` is None when it was accepted."""

    __tablename__ = "delivery_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("outbox_letter.id"), index=True)
    at: Mapped[datetime]
    failure: Mapped[Failure | None]
    code: Mapped[int | None]
    answer: Mapped[str] = mapped_column(String(1000))
