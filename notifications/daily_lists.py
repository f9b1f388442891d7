"""The one letter that carries what is asked of a person on a day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lifecycle.writes import letter_id
from models.words import FactBasis, LetterState
from notifications.due import LETTER, Due
from notifications.merging import DAILY_LIST, Addressed


def carrier_of(carried: Sequence[Addressed], now: datetime, today: date) -> Due:
    """The letter that carries several to one person on a civil date; nothing is written yet.

    Its key is the person and the day. It names a collectivity only when all are about one.
    """
    letters = [letter for letter, _ in carried]
    first, person = carried[0]
    kind_of_run = "replay" if first.replayed else "live"
    key = f"{DAILY_LIST}:{person.person_id}:{today}:{kind_of_run}"
    collectivities = {one.collectivity_code for one in letters}
    illustrative = any(one.basis == FactBasis.ILLUSTRATIVE for one in letters)
    blank: dict[str, Any] = dict.fromkeys(Due.__slots__)
    return Due(
        **blank
        | {
            "id": letter_id(key),
            "key": key,
            "kind": DAILY_LIST,
            "role": person.role,
            "collectivity_code": collectivities.pop() if len(collectivities) == 1 else None,
            "region_code": first.region_code,
            "urgent": False,
            "state": LetterState.QUEUED,
            "written_on": today,
            "next_at": now,
            "context": {"carries": [one.id for one in letters]},
            "replayed": first.replayed,
            "basis": FactBasis.ILLUSTRATIVE if illustrative else first.basis,
            "attempts": 0,
            "ambiguous": 0,
            "fence": 0,
        }
    )


def add_carrier(session: Session, carrier: Due) -> None:
    """Put the carrier into the outbox, in the caller's transaction."""
    row = {name: getattr(carrier, name) for name in Due.__slots__}
    session.connection().execute(insert(LETTER), [row])
