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


def words_of(session: Session, chain: int, seq: int, reference: str, committed: Any) -> list[Words]:
    """Each commitment of a plan's entry, opened with the words that stand beside it.

    Args:
        session: reads.
        chain: the plan's number.
        seq: the entry's number.
        reference: the plan's, as an erasure names it.
        committed: what the entry says under `pii`: label and commitment.
    """
    if not isinstance(committed, dict) or not committed:
        return []
    query = select(WORDS.label, WORDS.salt, WORDS.value)
    beside = {
        label: (salt, value)
        for label, salt, value in session.execute(
            query.where(WORDS.plan_id == chain, WORDS.seq == seq)
        )
    }
    gone = committed.keys() - beside.keys()
    erased = erased_words(session) if gone else frozenset()
    found = []
    for label, promised in sorted(committed.items()):
        if label in gone:
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
