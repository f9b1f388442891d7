"""A cohort: the collectivities that joined together and share one calendar."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Cohort(Base):
    """A cohort of the programme, with its calendar, cycle by cycle.

    `replayed_until` is the last virtual day of its replay, None when it is not replayed.

    `calendar` is {"cycles": [{"number", "dates": {anchor: {"on", "source", "verified"}},
    "sessions": {kind: session code}}]}: dates are ISO civil dates.
    """

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name_ar: Mapped[str]
    name_fr: Mapped[str]
    founded_on: Mapped[date]
    pathway_version: Mapped[str] = mapped_column(String(16))
    calendar: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    replayed_until: Mapped[date | None]
    replay_finished: Mapped[bool] = mapped_column(default=False)


class CohortFile(Base):
    """A spreadsheet that was applied to a cohort, known by its hash so that it is applied once."""

    __tablename__ = "cohort_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    cohort_id: Mapped[int]
    filename: Mapped[str]
    applied_at: Mapped[datetime]
    report: Mapped[dict[str, Any]]
