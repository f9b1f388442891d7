"""What became of the words that an entry committed to."""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.erased_words import erased_words
from lifecycle.history import commitment
from models.base import table_of
from models.history import HistoryDisclosure

WORDS = table_of(HistoryDisclosure).c


class WordsState(StrEnum):
    """What is known of words that an entry committed to."""

    KEPT = "kept"  # they are there, and are those committed to
    ERASED = "erased"  # an entry of the log says that they were destroyed (law 09-08)
    GONE = "gone"  # they are not there, and nothing says why
    CHANGED = "changed"  # other words stand there


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an entry by their label; `value` is '' unless they are kept."""

    label: str
    state: WordsState
    value: str = ""


def words_of(
    session: Session, chain: int, seq: int, reference: str, said: dict[str, Any]
) -> list[Words]:
    """Each commitment of an entry, opened with the words that stand beside it."""
    committed = said.get("pii")
    if not isinstance(committed, dict) or not committed:
        return []
    query = select(WORDS.label, WORDS.salt, WORDS.value)
    beside = {
        label: (salt, value)
        for label, salt, value in session.execute(
            query.where(WORDS.plan_id == chain, WORDS.seq == seq)
        )
    }
    erased = erased_words(session)
    found = []
    for label, promised in sorted(committed.items()):
        if label not in beside:
            state = WordsState.ERASED if (reference, seq, label) in erased else WordsState.GONE
            found.append(Words(label, state))
            continue
        salt, value = beside[label]
        kept = _opens(salt, label, value, str(promised))
        state = WordsState.KEPT if kept else WordsState.CHANGED
        found.append(Words(label, state, value if kept else ""))
    return found


def _opens(salt: str, label: str, value: str, promised: str) -> bool:
    try:
        return hmac.compare_digest(commitment(salt, label, value), promised)
    except (ValueError, TypeError):  # the salt is no hex, or the promise is no plain text
        return False
