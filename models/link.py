"""The signed links that letters carry."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import LinkAct


class SignedLink(Base):
    """One link of one person: what it lets them do, until when, and whether it was taken back.

    The token itself is not stored, only its SHA-256: it is made anew from `scope`, `generation` and
    the key of that name, so a letter that is written again carries the same link. `scope` says in
    one word what the link is bound to; revoking it and giving a new one raises the generation.
    """

    __tablename__ = "signed_link"
    __table_args__ = (
        UniqueConstraint("scope", "generation"),
        Index("ix_signed_link_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[str] = mapped_column(String(120))
    generation: Mapped[int]
    key_name: Mapped[str] = mapped_column(String(32))
    act: Mapped[LinkAct]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    step_key: Mapped[str | None] = mapped_column(String(40))
    occurrence: Mapped[int | None]
    succession_id: Mapped[int | None] = mapped_column(ForeignKey("succession.id"))
    made_at: Mapped[datetime]
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str | None] = mapped_column(String(200))
