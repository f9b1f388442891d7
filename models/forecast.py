"""What was foreseen of a plan on a date, kept so that it can be held against what came."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import Outlook


class Forecast(Base):
    """The council session that a plan was expected to make, as it was foreseen on a civil date.

    The sessions are codes (YYYY-MM of the legal month): the one aimed at, and those made at the
    quickest, the usual and the slow pace. One row a plan and date: foreseeing again on the same
    date changes nothing that was kept.
    """

    __tablename__ = "forecast"
    __table_args__ = (
        UniqueConstraint("plan_id", "made_on"),
        Index("ix_forecast_made_on", "made_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    made_on: Mapped[date]
    target: Mapped[str] = mapped_column(String(32))
    target_on: Mapped[date]
    outlook: Mapped[Outlook]
    quickest: Mapped[str] = mapped_column(String(32))
    usual: Mapped[str] = mapped_column(String(32))
    slow: Mapped[str] = mapped_column(String(32))
