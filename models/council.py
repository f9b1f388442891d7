"""What differs from the legal calendar of council sessions, and the sittings that are known."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import CollectivityKind, SessionStatus


class CouncilSession(Base):
    """A session that was moved, cancelled or added (extraordinary), for a kind or one collectivity.

    `code` is YYYY-MM of the legal date for an ordinary session, with `x` and a number for an
    extraordinary one. The newest record of a code counts; the most particular one wins.
    """

    __tablename__ = "council_session"
    __table_args__ = (Index("ix_council_session_code", "kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CollectivityKind]
    collectivity_code: Mapped[str | None] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(24))
    opens_on: Mapped[date]
    ordinary: Mapped[bool]
    status: Mapped[SessionStatus]
    reason: Mapped[str] = mapped_column(String(500))
    source: Mapped[str] = mapped_column(String(500))
    recorded_at: Mapped[datetime]


class Sitting(Base):
    """A day on which a session sat: a vote may fall two weeks after the opening."""

    __tablename__ = "sitting"

    id: Mapped[int] = mapped_column(primary_key=True)
    collectivity_code: Mapped[str] = mapped_column(String(16), index=True)
    session_code: Mapped[str] = mapped_column(String(24))
    held_on: Mapped[date]


class HolidayOverride(Base):
    """A public holiday that the library lacks, has on another day, or that a decree confirmed."""

    __tablename__ = "holiday_override"

    on: Mapped[date] = mapped_column(primary_key=True)
    name_ar: Mapped[str]
    name_fr: Mapped[str]
    is_holiday: Mapped[bool]
    source: Mapped[str] = mapped_column(String(500))
    confirmed: Mapped[bool]
