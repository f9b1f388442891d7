"""Taking back what a delivery that died had claimed."""

from datetime import datetime

from sqlalchemy import ColumnElement, Engine, select, update
from sqlalchemy.orm import Session

from lifecycle.apart import done_apart
from lifecycle.clock import Clock
from models.database import reading, writing
from models.failpoints import Point, reach
from models.words import LetterState
from notifications import outcomes
from notifications.due import COLUMNS, LETTER, Due, write_decisions
from notifications.failures import AmbiguousFailure
from notifications.next_letters import hold_letters
from notifications.report import DeliveryReport
from notifications.settings import MailSettings
from notifications.tries import ATTEMPT, BEING_SENT
from notifications.workers import Worker

L = LETTER.c
DIED = AmbiguousFailure("the delivery that had it died before it noted an answer")


def reclaim(
    engine: Engine, worker: Worker, clock: Clock, settings: MailSettings, report: DeliveryReport
) -> int:
    """Free the letters of dead deliveries; gives back how many.

    One that was handed to the wire may have been taken: it counts as a lost reply. The others stand
    as they stood before. The fence goes up, so one that was only thought dead writes nothing.
    """
    with reading(engine) as session:
        claimed = L.state == LetterState.CLAIMED
        names = list(session.scalars(select(L.claimed_by).where(claimed).distinct()))
    dead = [name for name in names if name and name != worker.name and worker.is_dead(name)]
    return sum(_take_back(engine, name, clock, settings, report) for name in dead)


def _take_back(
    engine: Engine, name: str, clock: Clock, settings: MailSettings, report: DeliveryReport
) -> int:
    now = clock.now()
    mine = (L.state == LetterState.CLAIMED, L.claimed_by == name)
    with writing(engine) as session:
        letters, broken = done_apart(
            session,
            lambda: list(session.scalars(select(L.id).where(*mine))),
            lambda some: _read(session, *mine, *([] if some is None else [L.id.in_(some)])),
        )
        hold_letters(session, broken, report)
        numbers = [letter.id for letter in letters]
        unanswered = ATTEMPT.c.letter_id.in_(numbers), ATTEMPT.c.answer == BEING_SENT
        rows = session.execute(select(ATTEMPT.c.letter_id, ATTEMPT.c.at).where(*unanswered))
        handed: dict[str, datetime] = {row.letter_id: row.at for row in rows}
        for letter in letters:
            letter.fence += 1
            if letter.id in handed:
                first = handed[letter.id]
                outcomes.failed(letter, DIED, now, first, settings.give_up_after)
            else:
                outcomes.back_in_line(letter)
        note = update(ATTEMPT).where(*unanswered).values(answer=DIED.answer)
        session.connection().execute(note)
        write_decisions(session.connection(), letters)
        reach(Point.RECLAIMING)
    return len(letters) + len(broken)


def _read(session: Session, *which: ColumnElement[bool]) -> list[Due]:
    query = select(*COLUMNS).where(*which).with_for_update(skip_locked=True)
    return [Due(*row) for row in session.execute(query)]
