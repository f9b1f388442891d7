"""Letters that came back (RFC 3464)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import BounceKind


class Bounce(Base):
    """One report that a letter could not be, or was late to be, delivered.

    `sha256` is of the report's bytes: the same file read twice counts once. `letter_id` is None
    when none of the keys in the report names a letter of ours.
    """

    __tablename__ = "bounce"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    read_at: Mapped[datetime]
    letter_id: Mapped[str | None] = mapped_column(ForeignKey("outbox_letter.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(254))
    kind: Mapped[BounceKind]
    action: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    diagnostic: Mapped[str] = mapped_column(String(500))
