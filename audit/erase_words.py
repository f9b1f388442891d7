"""Erasing words of the history: the entry stays, and its chain; only what was said is gone.

The entry holds a keyed commitment. Without the key, which goes with the words, it tells nothing.
Wherever the same words were copied to, they go too: the letters that told the entry, the record of
the batch, that of the council session that moved.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Delete, bindparam, delete, select, update
from sqlalchemy.orm import Session

from audit.letters_erased import LETTER, destroy_of_others
from audit.own_entries import add_own_entry
from audit.person_reasons import Because
from audit.words_of_person import Words, read_words, words_query
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.long_lists import chunks
from models.base import table_of
from models.batch import Batch
from models.council import CouncilSession
from models.failpoints import Point, reach
from models.history import HistoryDisclosure, HistoryEntry
from models.plan import Plan
from models.words import LogEntryKind

DISCLOSURE = table_of(HistoryDisclosure)


def erase_words(
    session: Session, reference: str, seq: int, label: str, because: Because, occasion: Occasion
) -> list[Words]:
    """Erase words of one entry, and the same words in the other entries of its batch.

    Args:
        session: the caller's; nothing is committed here.
        reference: of the plan.
        seq: the number of the entry in the plan's history.
        label: which of its words, `reason` as a rule.
        because: why, in a word of the list.
        occasion: who erases, and when.

    Returns:
        What was erased, so that the caller can say where it stood.

    Raises:
        Refused: the entry has no such words, or they were erased already.
    """
    words = words_at(session, reference, seq, label)
    destroy_words(session, words)
    places = [one.place for one in words]
    body = {"person": None, "words": places, "because": because.value}
    add_own_entry(session, LogEntryKind.ERASED, body, occasion)
    reach(Point.ERASURE_SAID)
    return words


def words_at(session: Session, reference: str, seq: int, label: str) -> list[Words]:
    """The words of an entry and their copies in the other entries of its batch.

    Raises:
        Refused: the entry has no such words, or they were erased already.
    """
    place = (
        Plan.reference == reference, HistoryDisclosure.seq == seq, HistoryDisclosure.label == label
    )  # fmt: skip
    own = read_words(session, words_query().where(*place))
    if not own:
        raise refusal(
            f"لا توجد كلمات «{label}» في القيد {seq} من {reference}، أو محيت من قبل.",
            f"L’écriture {seq} de {reference} n’a pas de mots « {label} », ou ils sont effacés.",
            f"entry {seq} of {reference} has no words {label!r}, or they were erased already",
        )
    # A batch writes all its entries at one instant, several for a plan that has several steps.
    copies = words_query().where(
        HistoryEntry.recorded_at == own[0].recorded_at,
        HistoryDisclosure.label == label,
        HistoryDisclosure.value == own[0].value,
    )
    return read_words(session, copies)


def destroy_words(session: Session, words: Sequence[Words]) -> int:
    """Destroy words with their keys, wherever they stand; gives back how many letters held them.

    Raises:
        Refused: a letter that holds them is on the wire at this moment.
    """
    if not words:
        return 0
    session.flush()
    places = [{"p": one.plan_id, "s": one.seq, "l": one.label} for one in words]
    session.connection().execute(_by_place(), places)
    reach(Point.WORDS_DESTROYED)
    _blank_records(session, words)
    return _blank_letters(session, words)


def _by_place() -> Delete:
    columns = DISCLOSURE.c
    return delete(DISCLOSURE).where(
        columns.plan_id == bindparam("p"), columns.seq == bindparam("s"),
        columns.label == bindparam("l"),
    )  # fmt: skip


def _blank_records(session: Session, words: Sequence[Words]) -> None:
    """The reason of a batch stands in each of its entries, that of a moved session likewise."""
    batch, moved = table_of(Batch), table_of(CouncilSession)
    said = {(one.recorded_at, one.value) for one in words}
    for at, value in sorted(said):
        for table, written in ((batch, batch.c.made_at), (moved, moved.c.recorded_at)):
            same = update(table).where(written == at, table.c.reason == value)
            session.connection().execute(same.values(reason=""))
    session.expire_all()


def _blank_letters(session: Session, words: Sequence[Words]) -> int:
    """Take the words out of the letters that told their entries, and destroy their bytes."""
    said: dict[str, set[str]] = {}
    for one in words:
        said.setdefault(f"{one.reference}:entry.{one.seq}", set()).add(one.value)
    blanked: dict[str, dict[str, Any]] = {}
    for plans in chunks(sorted({one.plan_id for one in words})):
        telling = LETTER.c.plan_id.in_(plans) & LETTER.c.key.like("%:entry.%")
        query = select(LETTER.c.id, LETTER.c.key, LETTER.c.context).where(telling)
        for number, key, context in session.connection().execute(query):
            told = said.get(":".join(key.split(":")[:2]), set())
            kept = {name: _without(value, told) for name, value in context.items()}
            if kept != context:
                blanked[number] = kept
    destroy_of_others(session, list(blanked))
    for number, context in blanked.items():
        changed = update(LETTER).where(LETTER.c.id == number).values(context=context)
        session.connection().execute(changed)
    return len(blanked)


def _without(value: Any, told: set[str]) -> Any:
    return "" if isinstance(value, str) and value in told else value
