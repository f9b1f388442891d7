"""What the engine noticed about itself: kept until a person has looked at it."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import IncidentKind


class Incident(Base):
    """One incident: what happened, to which flow, since when, and when it was over.

    `key` names it once: the same incident that is reported again is the same row. `told` is one
    plain English line without personal data, as the dashboard and the letter show it.
    """

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_open", "closed_at", "opened_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[IncidentKind]
    subject: Mapped[str] = mapped_column(String(64))
    told: Mapped[str] = mapped_column(String(500))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
