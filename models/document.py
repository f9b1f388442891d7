"""Documents that were filed with evidence; their bytes lie outside the web root, by SHA-256."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import DocumentScan


class Document(Base):
    """The bytes of one file, once, whoever filed it. `media_type` was told by its signature."""

    __tablename__ = "document"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    stored_at: Mapped[datetime]
    scan: Mapped[DocumentScan]


class FiledDocument(Base):
    """A document as it was filed for a step. `label` is the name its sender gave it: never a path.

    Attendance lists name people (law 09-08): documents are private, never open data.
    """

    __tablename__ = "filed_document"
    __table_args__ = (Index("ix_filed_document_step", "plan_id", "step_key", "occurrence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    step_key: Mapped[str] = mapped_column(String(40))
    occurrence: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("document.sha256"), index=True)
    label: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    filed_at: Mapped[datetime]
