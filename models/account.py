"""The accounts of those who sign in: coordinators, admins and auditors."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Account(Base):
    """Lets a person sign in with the address they are written to.

    What they may do and see comes from the roles they hold that day, not from the account: a role
    that ends takes its powers with it. `failures` counts wrong passwords since the last right one.
    """

    __tablename__ = "account"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str]
    password_set_at: Mapped[datetime]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class AccountSession(Base):
    """One browser that is signed in. `id` is the SHA-256 of its cookie, which is not stored."""

    __tablename__ = "account_session"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("account.person_id"), index=True)
    form_token: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
