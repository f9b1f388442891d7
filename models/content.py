"""What a plan promises: its axes, projects and activities, version by version."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import ContentSource


class ContentVersion(Base):
    """One version of a plan's content, as it was filed. Rows are only added.

    `content` is shaped as `lifecycle.content.Content` writes it; the history holds its SHA-256.
    Which version is in force stands on the plan (`content_adopted`). `entry_seq` is the entry of
    the plan's history that filed it.
    """

    __tablename__ = "content_version"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[ContentSource]
    filed_at: Mapped[datetime]
    filed_by: Mapped[str] = mapped_column(String(64))
    entry_seq: Mapped[int]
