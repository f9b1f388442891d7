"""A decision taken for many plans at once, logged so that it can be read, proved and undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import BatchKind


class Batch(Base):
    """One decision for many plans: what was asked, by whom, why, and what was shown before it.

    `asked` is what was asked, as plain data without personal data. `digest` is that of the preview
    it was decided on. `undoes_id` is the batch that this one takes back: each at most once.
    """

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BatchKind]
    asked: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(500))
    digest: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    cause: Mapped[str] = mapped_column(String(64))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), unique=True)


class BatchPlan(Base):
    """What a batch did to one plan: the entry it wrote and how the plan stood, or the refusal.

    `seq` is the number of the history entry, None when the plan was refused. `before` holds what
    undoing needs: {"deadlines": {step: ISO date or null}, "session": [code, ISO date],
    "version": the version of the table}. `refusal` is {"ar", "fr", "en"}.
    """

    __tablename__ = "batch_plan"
    __table_args__ = (Index("ix_batch_plan_plan_id", "plan_id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    seq: Mapped[int | None]
    before: Mapped[dict[str, Any]]
    refusal: Mapped[dict[str, Any] | None]
