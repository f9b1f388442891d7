"""What the doctor looks at of letters: undeliverable, held, left behind by a delivery, late."""

from sqlalchemy import Engine, func, select

from flows.doctor_checks import Check
from flows.watch_settings import WatchSettings
from lifecycle.board import letters
from lifecycle.clock import Clock
from models.database import reading
from models.outbox import OutboxLetter
from models.words import LetterState
from notifications.due import DUE_STATES
from notifications.workers import Worker


def undeliverable(engine: Engine, clock: Clock) -> Check:
    """Whether somebody cannot be written to."""
    with reading(engine) as session:
        counted = letters(session)
    number = counted.by_state.get(LetterState.UNDELIVERABLE, 0)
    causes = "; ".join(sorted({cause for _, cause in counted.undeliverable})[:3])
    seen = f"{number} undeliverable: {causes}" if number else "none undeliverable"
    return Check("letters", not number, seen, "name a successor or correct the address")


def held(engine: Engine, clock: Clock) -> Check:
    """How many letters a person must release: a note."""
    with reading(engine) as session:
        number = letters(session).by_state.get(LetterState.HELD, 0)
    return Check("held letters", True, f"{number} wait for a person to release them")


def left_behind(engine: Engine, clock: Clock) -> Check:
    """Whether a delivery died with letters in its hands; the next delivery takes them back."""
    query = select(OutboxLetter.claimed_by, func.count()).where(
        OutboxLetter.state == LetterState.CLAIMED
    )
    with reading(engine) as session:
        claimed = session.execute(query.group_by(OutboxLetter.claimed_by)).all()
    worker = Worker(engine)
    dead = [(name, number) for name, number in claimed if not name or worker.is_dead(name)]
    told = ", ".join(f"{number} of {name or 'nobody'}" for name, number in dead)
    seen = f"left behind by deliveries that died: {told}" if dead else "none is left behind"
    return Check("claimed letters", not dead, seen, "infitah deliver takes them back and sends on")


def oldest_late(engine: Engine, clock: Clock) -> Check:
    """Whether letters leave when their time has come."""
    waiting = (OutboxLetter.next_at.is_not(None), OutboxLetter.state.in_(DUE_STATES))
    with reading(engine) as session:
        oldest = session.scalar(select(func.min(OutboxLetter.next_at)).where(*waiting))
    patience = WatchSettings().letters_patience
    if oldest is None or clock.now() - oldest <= patience:
        return Check("late letters", True, "none is past due for long")
    seen = f"the oldest should have left on {oldest:%Y-%m-%d %H:%M} UTC"
    return Check(
        "late letters", False, seen, "is deliver-letters running? `infitah deliver` does it now"
    )
