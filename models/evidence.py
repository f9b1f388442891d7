"""What was filed to show that a step is done."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import FactBasis


class Evidence(Base):
    """The fields that were filed for one step; the history holds their SHA-256.

    `source` names the document that a replayed act rests on, or says that it is an illustration.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    step_key: Mapped[str] = mapped_column(String(40))
    occurrence: Mapped[int]
    filed_at: Mapped[datetime]
    effective_on: Mapped[date]
    fields: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    basis: Mapped[FactBasis | None]
    source: Mapped[str | None] = mapped_column(String(500))
