"""Letters that ask for the wire, as delivery reads and writes their rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from models.base import table_of
from models.outbox import OutboxLetter
from models.words import FactBasis, Language, LetterState, Role

LETTER = table_of(OutboxLetter)
DUE_STATES = (LetterState.QUEUED, LetterState.DEFERRED, LetterState.UNKNOWN)


@dataclass(slots=True)
class Due:
    """One letter of the outbox, by the names of its columns."""

    id: str
    key: str
    kind: str
    rung: str | None
    plan_id: int | None
    step_key: str | None
    occurrence: int | None
    role: Role
    collectivity_code: str | None
    region_code: str | None
    urgent: bool
    state: LetterState
    written_on: date
    next_at: datetime | None
    context: dict[str, Any]
    replayed: bool
    basis: FactBasis | None
    person_id: int | None
    language: Language | None
    subject: str | None
    to_address: str | None
    thread_root: str | None
    attempts: int
    ambiguous: int
    claimed_by: str | None
    fence: int
    cause: str | None
    carried_by: str | None
    accepted_at: datetime | None
    accepted_on: date | None

    @property
    def was_tried(self) -> bool:
        """Whether it may have been on the wire: its bytes and its reader then stay the same."""
        return bool(self.attempts or self.ambiguous)


COLUMNS = tuple(LETTER.c[name] for name in Due.__slots__)
# What delivery decides; everything else in the row stays as it was written.
DECIDED = (
    "state", "next_at", "person_id", "language", "subject", "to_address", "attempts", "ambiguous",
    "claimed_by", "fence", "cause", "carried_by", "accepted_at", "accepted_on",
)  # fmt: skip
UPDATE = (
    update(LETTER)
    .where(LETTER.c.id == bindparam("letter"))
    .values({name: bindparam(name) for name in DECIDED})
)


def write_decisions(connection: Connection, letters: list[Due]) -> None:
    """Write what was decided of letters that this transaction has claimed or locked."""
    if letters:
        connection.execute(UPDATE, [decided(one) | {"letter": one.id} for one in letters])


def decided(letter: Due) -> dict[str, Any]:
    """The columns of a letter that delivery decides."""
    return {name: getattr(letter, name) for name in DECIDED}
