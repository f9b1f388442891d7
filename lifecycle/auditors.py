"""Who audits the network on a day: what they keep is what nobody here can change."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.person import RoleHolding
from models.words import Role


def auditors(session: Session, on: date) -> list[int]:
    """The numbers of those who hold the auditor's role on a civil date, each once.

    A letter to the role reaches one holder; what every auditor must have is owed to each by number.
    """
    until_on = RoleHolding.until_on
    query = select(RoleHolding.person_id).where(
        RoleHolding.role == Role.AUDITOR,
        RoleHolding.from_on <= on,
        or_(until_on.is_(None), until_on >= on),
    )
    return sorted(set(session.scalars(query)))
