"""The weekly letter with the signed checkpoint: owed to every auditor, so that many hold it."""

from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from audit.newest_checkpoint import newest_checkpoint
from lifecycle.auditors import auditors
from lifecycle.briefing import week_of
from lifecycle.clock import Clock
from lifecycle.entries import REPLAY
from lifecycle.writes import letter_id
from models.bulk import insert_rows
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.words import LetterState, Role

LOG_CHECKPOINT = "log_checkpoint"


def owe_weekly_checkpoint(engine: Engine, *, clock: Clock, cause: str) -> int:
    """Owe each auditor the checkpoint of the week; gives back how many letters are new.

    Once a week however often it runs; nothing before the first checkpoint. Which checkpoint it is
    and its note are gathered when the letter is delivered. Nobody stands in for an auditor, and one
    who is away finds the letter: it is there to be kept.

    Args:
        engine: the database; it is only written to when something is new.
        clock: tells today; the week is named by its Monday.
        cause: what made it run; one that starts with `replay:` marks the letters.
    """
    monday = week_of(clock.today())
    with reading(engine) as session:
        if newest_checkpoint(session) is None:
            return 0
        rows = [_row(one, monday, clock, cause) for one in auditors(session, clock.today())]
        keys = [row["key"] for row in rows]
        known = set(session.scalars(select(OutboxLetter.key).where(OutboxLetter.key.in_(keys))))
    new = [row for row in rows if row["key"] not in known]
    if new:
        with writing(engine) as session:
            insert_rows(session.connection(), OutboxLetter, new, unless_known="key")
    return len(new)


def _row(person: int, monday: date, clock: Clock, cause: str) -> dict[str, Any]:
    key = f"checkpoint:{monday.isoformat()}:{Role.AUDITOR}:person.{person}"
    return {
        "id": letter_id(key),
        "key": key,
        "kind": LOG_CHECKPOINT,
        "role": Role.AUDITOR,
        "urgent": False,
        "state": LetterState.QUEUED,
        "written_on": clock.today(),
        "next_at": clock.now(),
        "context": {"to_person": person},
        "replayed": cause.startswith(REPLAY),
        "thread_root": "log.checkpoint",
        "attempts": 0,
        "ambiguous": 0,
        "fence": 0,
    }
