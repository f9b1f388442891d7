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


class SweepShare(Base):
    """One share of a day's sweep that is done, by one of several workers, and its counts.

    When all `shares` of a day are here the last one writes the day's `SweepRecord`.
    """

    __tablename__ = "sweep_share"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    shares: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    share: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    finished_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]
