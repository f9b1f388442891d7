"""The letters that an incident owes: to whom, and what they say."""

from typing import Any

from sqlalchemy.orm import Session

from lifecycle.auditors import auditors
from lifecycle.clock import Clock
from lifecycle.incident_words import INCIDENT_ADVICE, INCIDENT_NAMES
from lifecycle.writes import letter_id
from models.words import IncidentKind, Language, LetterState, Role

INCIDENT = "incident"
TOLD_TO = (Role.NATIONAL_COORDINATOR, Role.ADMIN)
TOLD_TO_AUDITORS = frozenset({IncidentKind.HISTORY_BROKEN})
_BLOCKS = (Language.ARABIC.value, Language.FRENCH.value)


def incident_letters(
    session: Session, incident: str, kind: IncidentKind, subject: str, clock: Clock
) -> list[dict[str, Any]]:
    """The outbox rows of an incident's letters.

    That the history does not hold is told to every auditor by number, so that no operator can be
    the only one who knows; where nobody is one, the letter to the role says that it reaches nobody.

    Args:
        session: to read who is an auditor today.
        incident: the key of the incident.
        kind: what was noticed.
        subject: the name of the flow.
        clock: tells the instant from which they ask for the wire.
    """
    readers: list[tuple[Role, int | None]] = [(role, None) for role in TOLD_TO]
    if kind in TOLD_TO_AUDITORS:
        numbers: list[int | None] = [*auditors(session, clock.today())]
        readers += [(Role.AUDITOR, number) for number in numbers or [None]]
    return [_letter(*reader, incident, kind, subject, clock) for reader in readers]


def _letter(
    role: Role, person: int | None, incident: str, kind: IncidentKind, subject: str, clock: Clock
) -> dict[str, Any]:
    key = f"incident:{incident}:{role}" + (f":person.{person}" if person else "")
    said: dict[str, Any] = {block: _facts(block, kind, subject, clock) for block in _BLOCKS}
    return {
        "id": letter_id(key),
        "key": key,
        "kind": INCIDENT,
        "role": role,
        "urgent": True,
        "state": LetterState.QUEUED,
        "written_on": clock.today(),
        "next_at": clock.now(),
        "context": said | ({"to_person": person} if person else {}),
        "replayed": False,
        "thread_root": f"incident.{kind}.{subject}",
        "attempts": 0,
        "ambiguous": 0,
        "fence": 0,
    }


def _facts(block: str, kind: IncidentKind, subject: str, clock: Clock) -> dict[str, str]:
    return {
        "incident": INCIDENT_NAMES[kind].said_in(block),
        "advice": INCIDENT_ADVICE[kind].said_in(block),
        "subject": subject,
        "on": clock.today().isoformat(),
    }
