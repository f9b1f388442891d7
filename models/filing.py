"""What is filed of a plan: its content, the progress of each round, its evaluations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import FilingKind, FilingSource


class Filing(Base):
    """One version of one document of a plan, as it was filed. Rows are only added.

    `document` is shaped as its kind says (`lifecycle.content.Content` for the content); the history
    holds its SHA-256. `occasion` is the number of the round for progress, 0 for what a plan has
    once; `number` counts the versions of one occasion. `entry_seq` is the entry that filed it.
    """

    __tablename__ = "filing"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    kind: Mapped[FilingKind] = mapped_column(primary_key=True)
    occasion: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[FilingSource]
    filed_at: Mapped[datetime]
    filed_by: Mapped[str] = mapped_column(String(64))
    entry_seq: Mapped[int]
