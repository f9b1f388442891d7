"""A role that passes to a successor, from the day they are named to the day they confirm."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import Role, SuccessionState


class Succession(Base):
    """A successor who was named for a role of a collectivity, and confirms it by a link.

    Until then the role stays where it is: nobody becomes a focal point without having said yes.
    `named_by` is the person who named them: the focal point who leaves, or a coordinator.
    """

    __tablename__ = "succession"

    id: Mapped[int] = mapped_column(primary_key=True)
    collectivity_code: Mapped[str] = mapped_column(ForeignKey("collectivity.code"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    role: Mapped[Role]
    successor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    named_by: Mapped[str] = mapped_column(String(64))
    named_at: Mapped[datetime]
    state: Mapped[SuccessionState]
    settled_at: Mapped[datetime | None]
