"""What was kept long enough: what is due on a date, and destroying it.

What is on its way, or belongs to somebody who holds a role, is never due.
"""

import contextlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Engine, delete, func, select
from sqlalchemy.orm import Session

from audit.erase_person import Erased, destroy_person
from audit.letters_erased import LETTER, MESSAGE, destroy_messages
from audit.own_entries import add_own_entry
from audit.person_reasons import Because
from audit.retention_settings import RetentionSettings, days_before, months_before
from lifecycle.acts import Actor
from lifecycle.clock import Clock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.legal_time import local_date
from lifecycle.long_lists import chunks
from models.account import AccountSession
from models.base import table_of
from models.database import reading, writing
from models.person import Person, RoleHolding
from models.succession import Succession
from models.words import LogEntryKind

MOST_PEOPLE = 100  # of one run: its transaction keeps other writers of SQLite waiting
BROWSER = table_of(AccountSession)


@dataclass(frozen=True, slots=True)
class Due:
    """What was kept long enough: numbers of letters and of people, and how many sign-ins."""

    letters: list[str]
    people: list[int]
    sessions: int

    @property
    def nothing(self) -> bool:
        """Whether nothing is due."""
        return not (self.letters or self.people or self.sessions)


def what_is_due(session: Session, on: date, settings: RetentionSettings) -> Due:
    """What was kept long enough on a civil date.

    Args:
        session: any.
        on: the date.
        settings: how long each kind is kept.
    """
    letters = months_before(on, settings.letter_bytes_months)
    people = months_before(on, settings.people_months)
    ended = _ended(on, settings)
    count = select(func.count()).select_from(BROWSER).where(ended) if ended is not None else None
    return Due(
        _letters(session, letters) if letters else [],
        _people(session, people) if people else [],
        session.scalar(count) or 0 if count is not None else 0,
    )


def apply_retention(
    engine: Engine, settings: RetentionSettings, *, clock: Clock, actor: Actor, cause: str
) -> tuple[Due, list[Erased]]:
    """Destroy what is due: bytes of letters batch by batch, then people, at most 100 a run.

    One entry of the log tells the run; nothing is written when nothing is due. The bytes leave the
    database's files by `audit.bytes_gone` afterwards.

    Returns:
        What was due, and what was destroyed of each person. Somebody whose data a letter holds that
        is on its way is left for the next run.
    """
    with reading(engine) as session:
        due = what_is_due(session, clock.today(), settings)
    if due.nothing:
        return due, []
    for some in chunks(due.letters):
        with writing(engine) as session:
            destroy_messages(session, some)
    occasion = Occasion(actor, clock.now(), cause)
    with writing(engine) as session:
        ended = _ended(clock.today(), settings)
        if ended is not None:
            session.connection().execute(delete(BROWSER).where(ended))
        erased = _erase_people(session, due.people[:MOST_PEOPLE], occasion)
        body = {
            "person": None,
            "people": [one.person for one in erased],
            "words": [place for one in erased for place in one.words],
            "letters": len(due.letters),
            "sessions": due.sessions,
            "because": Because.KEPT_LONG_ENOUGH.value,
        }
        add_own_entry(session, LogEntryKind.ERASED, body, occasion)
    return due, erased


def _erase_people(session: Session, people: list[int], occasion: Occasion) -> list[Erased]:
    erased = []
    for number in people:
        with contextlib.suppress(Refused), session.begin_nested():
            erased.append(destroy_person(session, number, occasion))
    return erased


def _letters(session: Session, until: date) -> list[str]:
    """Letters written up to a date that are final and whose bytes are still kept."""
    query = select(MESSAGE.c.letter_id).join(LETTER, LETTER.c.id == MESSAGE.c.letter_id)
    final = (LETTER.c.written_on <= until, LETTER.c.next_at.is_(None),
             LETTER.c.claimed_by.is_(None))  # fmt: skip
    return list(session.scalars(query.where(*final).order_by(MESSAGE.c.letter_id)))


def _people(session: Session, until: date) -> list[int]:
    """Those whose last role, or whose last naming for one, ended before a date.

    Who was named and never said yes counts from the day they were named.
    """
    last = _last_days(session)
    known = select(Person.id).where(Person.erased_on.is_(None)).order_by(Person.id)
    return [number for number in session.scalars(known) if (last.get(number) or until) < until]


def _last_days(session: Session) -> dict[int, date]:
    """By person: the last day on which they were somebody to the network."""
    last: dict[int, date] = {}
    named = select(Succession.successor_id, func.max(Succession.named_at))
    for number, at in session.execute(named.group_by(Succession.successor_id)):
        last[number] = local_date(at)
    held = select(RoleHolding.person_id, RoleHolding.until_on)
    for number, until in session.execute(held):
        last[number] = max(last.get(number, date.min), until or date.max)
    return last


def _ended(on: date, settings: RetentionSettings) -> ColumnElement[bool] | None:
    """What picks the sign-ins that ended long enough ago; None when they are kept for ever."""
    until = days_before(on, settings.sessions_days)
    if until is None:
        return None
    return BROWSER.c.expires_at <= datetime.combine(until, time.min, UTC)
