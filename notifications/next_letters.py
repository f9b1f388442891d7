"""The next batch of due letters, sorted out; one that cannot be read is held, the others leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import update
from sqlalchemy.orm import Session

from lifecycle.apart import done_apart
from lifecycle.clock import Clock
from lifecycle.rulebook import read_rulebook
from models.words import LetterState
from notifications.claims import Which, due_letters, due_numbers, put_off
from notifications.due import LETTER
from notifications.preparation import Moment, Prepared, prepare
from notifications.report import DeliveryReport
from notifications.settings import MailSettings
from notifications.window import is_open, next_opening

L = LETTER.c


@dataclass(frozen=True, slots=True)
class NextLetters:
    """A batch: how many letters were looked at, and what is to become of them."""

    looked_at: int
    prepared: Prepared


def next_letters(
    session: Session, clock: Clock, settings: MailSettings, which: Which, report: DeliveryReport
) -> NextLetters:
    """Take the letters that are due now; outside the window they are put off.

    A letter whose row cannot be read, or whose plan or person cannot, is held with the cause.
    """
    now, today = clock.now(), clock.today()
    if not _some_due(session, clock, which):
        return NextLetters(0, Prepared())
    days = read_rulebook(session).days
    if not is_open(now, days):
        report.put_off += put_off(session, now, next_opening(now, days), which)
    moment = Moment(now, today, days, settings)

    def sorted_out(some: Sequence[str] | None) -> NextLetters:
        due = due_letters(session, now, which, some)
        return NextLetters(len(due), prepare(session, due, moment))

    def numbers() -> list[str]:
        return _numbers(session, clock, which)

    # What is wrong with every letter is wrong with the machine: they wait, and the run fails.
    found, broken = done_apart(session, numbers, sorted_out, not_all=True)
    hold_letters(session, broken, report)
    return NextLetters(found.looked_at + len(broken), found.prepared)


def hold_letters(session: Session, broken: Mapping[str, str], report: DeliveryReport) -> None:
    """Hold letters for a person, with the cause, whatever else their rows say."""
    for number, why in broken.items():
        cause = f"it could not be read: {why}"[:1000]
        held = {"state": LetterState.HELD, "next_at": None, "claimed_by": None, "cause": cause}
        session.connection().execute(update(LETTER).where(L.id == number).values(**held))
        report.states[LetterState.HELD] += 1


def _some_due(session: Session, clock: Clock, which: Which) -> bool:
    return bool(_numbers(session, clock, replace(which, limit=1)))


def _numbers(session: Session, clock: Clock, which: Which) -> list[str]:
    return list(session.scalars(due_numbers(clock.now(), which)))
