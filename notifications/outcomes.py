"""What becomes of a letter after a try. Pure: the letter, the failure and the instants in."""

from datetime import date, datetime, timedelta

from models.words import LetterState
from notifications.due import Due
from notifications.failures import (
    AmbiguousFailure,
    PermanentFailure,
    SmtpFailure,
    TechnicalFailure,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BACK_OFF = (
    MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR,
)  # fmt: skip
MOST_COPIES = 2  # after two lost replies a person decides: nobody gets a third by itself
AFTER_A_LOST_REPLY = 15 * MINUTE
ASIDE = 15 * MINUTE  # so that one letter against which the policy is does not stop all others


def accepted(letter: Due, now: datetime, today: date) -> None:
    """The mail server has taken it."""
    letter.attempts += 1
    letter.state, letter.next_at, letter.cause = LetterState.ACCEPTED, None, None
    letter.accepted_at, letter.accepted_on = now, today
    letter.claimed_by = None


def failed(
    letter: Due, failure: SmtpFailure, now: datetime, first_tried: datetime, limit: timedelta
) -> None:
    """The mail server has not taken it, or its answer was lost.

    Args:
        letter: the claimed letter; it is changed.
        failure: what happened.
        now: the instant of it.
        first_tried: the instant of the first try.
        limit: how long after the first try it is given up.
    """
    letter.claimed_by, letter.cause = None, said(failure)
    if isinstance(failure, TechnicalFailure):
        back_in_line(letter)
        letter.next_at = now + ASIDE
    elif isinstance(failure, AmbiguousFailure):
        _maybe_taken(letter, now)
    elif isinstance(failure, PermanentFailure):
        letter.attempts += 1
        letter.state, letter.next_at = LetterState.UNDELIVERABLE, None
    else:
        _try_later(letter, now, first_tried, limit)


def back_in_line(letter: Due) -> None:
    """A letter that was claimed and not tried stands as it stood before."""
    letter.claimed_by = None
    if letter.ambiguous:
        letter.state = LetterState.UNKNOWN
    else:
        letter.state = LetterState.DEFERRED if letter.attempts else LetterState.QUEUED


def said(failure: SmtpFailure) -> str:
    """A failure in one line, with its code when there was an answer."""
    return (f"{failure.code} {failure.answer}" if failure.code else failure.answer)[:1000]


def _maybe_taken(letter: Due, now: datetime) -> None:
    letter.ambiguous += 1
    letter.state = LetterState.UNKNOWN
    if letter.ambiguous < MOST_COPIES:
        letter.next_at = now + AFTER_A_LOST_REPLY
    else:
        letter.next_at = None
        letter.cause = f"{MOST_COPIES} copies may have left: ask its reader. {letter.cause}"[:1000]


def _try_later(letter: Due, now: datetime, first_tried: datetime, limit: timedelta) -> None:
    letter.attempts += 1
    if now - first_tried >= limit:
        hours = round(limit / HOUR)
        letter.state, letter.next_at = LetterState.UNDELIVERABLE, None
        letter.cause = f"given up after {hours} hours: {letter.cause}"[:1000]
        return
    letter.state = LetterState.DEFERRED
    letter.next_at = now + BACK_OFF[min(letter.attempts, len(BACK_OFF)) - 1]
