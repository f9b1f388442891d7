"""The newest checkpoint that the database tells of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.log import LogCheckpoint

NEWEST = select(LogCheckpoint).order_by(LogCheckpoint.size.desc()).limit(1)


def newest_checkpoint(session: Session) -> LogCheckpoint | None:
    """The newest checkpoint, None before the first: one row by the primary key.

    It is what the database says, and is not checked here: a letter that tells of another root than
    was signed is found out by whoever kept the letter before.
    """
    return session.scalars(NEWEST).first()
