"""What the sweeps and deliveries did last, so that a person can see that they run."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class SweepRecord(Base):
    """One finished run of a sweep (`deadlines`, `advance`, `deliver`) and its counts."""

    __tablename__ = "sweep_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(24), index=True)
    on: Mapped[date]
    finished_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]
