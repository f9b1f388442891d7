"""Which entries of the history a person made or is named by, and the words that belong to them.

The rule: words are a person's when they made the entry, or when the entry is about people (an
absence, a successor, a role that passed on, a mandate that ended) and its body names their opaque
number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from audit.found_person import opaque_id
from lifecycle.acts import PEOPLE_ACTS, RENEW_COUNCIL
from lifecycle.long_lists import chunks
from models.history import HistoryDisclosure, HistoryEntry
from models.plan import Plan

ABOUT_PEOPLE = (*PEOPLE_ACTS, RENEW_COUNCIL)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one entry that can still be read: where they stand, and what they say."""

    plan_id: int
    reference: str
    seq: int
    label: str
    value: str
    recorded_at: datetime

    @property
    def place(self) -> list[Any]:
        """How the log names them: the plan's reference, the entry's number, the label."""
        return [self.reference, self.seq, self.label]


def entries_of(session: Session, person_id: int) -> list[tuple[str, HistoryEntry, str]]:
    """(reference of the plan, entry, "made" or "named"), plan by plan in order."""
    number = opaque_id(person_id)
    query = (
        select(Plan.reference, HistoryEntry)
        .join(Plan, Plan.id == HistoryEntry.plan_id)
        .where(or_(HistoryEntry.actor_id == number, HistoryEntry.trigger.in_(ABOUT_PEOPLE)))
        .order_by(Plan.reference, HistoryEntry.seq)
    )
    found = []
    for reference, entry in session.execute(query):
        if entry.actor_id == number:
            found.append((reference, entry, "made"))
        elif names(orjson.loads(entry.canonical)["body"], number):
            found.append((reference, entry, "named"))
    return found


def names(body: Any, number: str) -> bool:
    """Whether the body of an entry names an opaque number, at any depth."""
    if isinstance(body, dict):
        return any(names(inside, number) for inside in body.values())
    if isinstance(body, list):
        return any(names(inside, number) for inside in body)
    return bool(body == number)


def words_of(session: Session, person_id: int) -> list[Words]:
    """The words of the entries that a person made or is named by."""
    entries = [entry.id for _, entry, _ in entries_of(session, person_id)]
    found: list[Words] = []
    for some in chunks(entries):
        found.extend(read_words(session, words_query().where(HistoryEntry.id.in_(some))))
    return found


def words_query() -> Select[*tuple[Any, ...]]:
    """The columns of `Words`, over every entry that has some."""
    columns: tuple[Any, ...] = (
        HistoryDisclosure.plan_id, Plan.reference, HistoryDisclosure.seq, HistoryDisclosure.label,
        HistoryDisclosure.value, HistoryEntry.recorded_at,
    )  # fmt: skip
    of_entry = (HistoryEntry.plan_id == HistoryDisclosure.plan_id) & (
        HistoryEntry.seq == HistoryDisclosure.seq
    )
    query = select(*columns).select_from(HistoryDisclosure)
    query = query.join(Plan, Plan.id == HistoryDisclosure.plan_id).join(HistoryEntry, of_entry)
    return query.order_by(Plan.reference, HistoryDisclosure.seq, HistoryDisclosure.label)


def read_words(session: Session, query: Select[*tuple[Any, ...]]) -> list[Words]:
    """The words that `words_query`, narrowed by a caller, finds."""
    rows: Sequence[Any] = session.execute(query).all()
    return [Words(*row) for row in rows]
