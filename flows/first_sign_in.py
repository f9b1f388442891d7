"""The accounts of a first start: one password for all, in a file that only its owner may read."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from flows.command_account import roles_that_sign_in
from lifecycle.accounts import set_password
from lifecycle.legal_time import local_date
from models.account import Account
from models.database import reading, writing
from models.words import Role

FILE = "first-sign-in.txt"


def make_first_accounts(engine: Engine, data: Path, at: datetime) -> str | None:
    """Let the coordinators, the admin and the auditors sign in, when nobody can yet.

    Gives back one address to sign in with; None when there is no account to speak of, or when the
    first password was put aside already.
    """
    path = data / FILE
    with reading(engine) as session:
        rows = roles_that_sign_in(session, local_date(at))
        known = session.scalars(select(Account.person_id)).first() is not None
    if not rows:
        return None
    first = next((one["email"] for one in rows if one["role"] == Role.NATIONAL_COORDINATOR),
                 rows[0]["email"])  # fmt: skip
    if known:
        return first if path.exists() else None
    password = secrets.token_urlsafe(15)
    emails = sorted({row["email"] for row in rows})
    with writing(engine) as session:
        for email in emails:
            set_password(session, email, password, at)
    _keep(path, password, rows)
    return str(first)


def _keep(path: Path, password: str, rows: list[dict[str, object]]) -> None:
    """Write the password and the addresses where only their owner may read them."""
    lines = [f"{row['email']}   {row['role']} {row['region'] or ''}".rstrip() for row in rows]
    how = "Change it with: infitah account password ADDRESS, then delete this file."
    text = "\n".join([f"password: {password}", "", *lines, "", how])
    path.unlink(missing_ok=True)
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text + "\n")
