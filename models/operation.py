"""The operations log: who ran what, apart from what happened to plans."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import OperationKind, OperationResult


class OperationRecord(Base):
    """One command, flow run or page action that ended: who, when, what was asked, how it went.

    `name` is the command («person erase»), the flow or the page's path with its placeholders, never
    a link's token. `asked` holds the options without personal data. `told` is one line.
    """

    __tablename__ = "operation_record"
    __table_args__ = (Index("ix_operation_record_ended_at", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OperationKind]
    name: Mapped[str] = mapped_column(String(120))
    who: Mapped[str] = mapped_column(String(64))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    asked: Mapped[dict[str, Any]]
    result: Mapped[OperationResult]
    told: Mapped[str] = mapped_column(String(500))
