"""People, the roles they hold from a date to a date, and their absences."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import Language, Role


class Person(Base):
    """Somebody who is written to. Personal data (law 09-08): never in history, logs, run names.

    `erased_on` is the day their name and address were destroyed; the number stays in the history.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[Language]
    undeliverable_since: Mapped[date | None]
    undeliverable_cause: Mapped[str | None] = mapped_column(String(500))
    erased_on: Mapped[date | None]


class RoleHolding(Base):
    """A person holds a role for a collectivity, a region or the whole network.

    `until_on` is the last day; None while it lasts. Both codes are None for a national role.
    """

    __tablename__ = "role_holding"
    __table_args__ = (
        Index("ix_role_holding_collectivity", "collectivity_code", "role"),
        Index("ix_role_holding_region", "region_code", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role]
    collectivity_code: Mapped[str | None] = mapped_column(ForeignKey("collectivity.code"))
    region_code: Mapped[str | None] = mapped_column(String(16))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class Absence(Base):
    """A person is away from a day to a day, both included: the deputy stands in."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
