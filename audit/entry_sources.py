"""Where a search of the history looks: the entries of plans, and those of the log itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, null, select
from sqlalchemy.orm import Session

from audit.own_entries import CHAIN_NAME
from audit.plans_named import plans_named
from lifecycle.legal_time import instant_of
from lifecycle.rows import PLAN
from models.base import table_of
from models.collectivity import Collectivity
from models.history import HistoryEntry
from models.log import LOG_CHAIN, LogEntry, LogLeaf, LogPending
from models.plan import Plan
from models.words import LogEntryKind

ENTRY, OWN = table_of(HistoryEntry).c, table_of(LogEntry).c
LEAF, PENDING = table_of(LogLeaf).c, table_of(LogPending).c
Wheres = list[ColumnElement[bool]]
SEQ, RECORDED = 1, 9  # where they stand in the columns of a source


@dataclass(frozen=True, slots=True)
class EntriesAsked:
    """Which entries are asked for; what is left empty lets everything through.

    `actor` is a whole opaque id. Dates are civil, in Casablanca, both ends included: `happened`
    when it was in the world, `recorded` when it was written down. `plan` is a reference, a register
    code or a part of a name; `log` stands for the log's own entries.
    """

    actor: str = ""
    happened_from: date | None = None
    happened_to: date | None = None
    recorded_from: date | None = None
    recorded_to: date | None = None
    trigger: str = ""
    step: str = ""
    region: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The entries of plans, or those of the log itself, under their own conditions.

    `columns` are those of `audit.entry_search.EntryLine` after the place, in its order.
    """

    columns: tuple[Any, ...]
    of_leaf: ColumnElement[bool]
    of_pending: ColumnElement[bool]
    record: type[HistoryEntry] | type[LogEntry]
    wheres: Wheres

    def count(self) -> Select[Any]:
        """How many answer."""
        return select(func.count()).select_from(self.record).where(*self.wheres)

    def placed(self, before: int | None, limit: int) -> Select[Any]:
        """Those that have their place in the log, the highest first, below a place."""
        query = self._of(LEAF.n).join(LogLeaf, self.of_leaf).order_by(LEAF.n.desc()).limit(limit)
        return query if before is None else query.where(LEAF.n < before)

    def waiting(self, limit: int) -> Select[Any]:
        """Those that wait for their place, the newest first."""
        newest = (self.columns[RECORDED].desc(), self.columns[SEQ].desc())
        query = self._of(null()).join(LogPending, self.of_pending)
        return query.order_by(*newest).limit(limit)

    def _of(self, place: Any) -> Select[Any]:
        query = select(place.label("n"), *self.columns).select_from(self.record)
        if self.record is HistoryEntry:
            query = query.join(Plan, PLAN.id == ENTRY.plan_id)
        return query.where(*self.wheres)


def sources_of(session: Session, asked: EntriesAsked) -> list[Source]:
    """Those of the two kinds of entries that can answer at all."""
    own_word = asked.trigger in set(LogEntryKind)
    found = []
    if asked.plan.strip() != CHAIN_NAME and not own_word:
        found.append(_of_plans(session, asked))
    of_plans = asked.step or asked.region or (asked.trigger and not own_word)
    if asked.plan.strip() in ("", CHAIN_NAME) and not of_plans:
        found.append(_of_the_log(asked))
    return found


def _of_plans(session: Session, asked: EntriesAsked) -> Source:
    wheres = _recorded(ENTRY.recorded_at, asked.recorded_from, asked.recorded_to)
    for column, value in (
        (ENTRY.actor_id, asked.actor), (ENTRY.trigger, asked.trigger), (ENTRY.step_key, asked.step)
    ):  # fmt: skip
        if value:
            wheres.append(column == value)
    if asked.happened_from:
        wheres.append(ENTRY.effective_on >= asked.happened_from)
    if asked.happened_to:
        wheres.append(ENTRY.effective_on <= asked.happened_to)
    if asked.region:
        wheres.append(ENTRY.plan_id.in_(plans_of_region(asked.region)))
    if asked.plan.strip():
        wheres.append(ENTRY.plan_id.in_(plans_named(session, asked.plan)))
    columns = (
        ENTRY.plan_id, ENTRY.seq, PLAN.reference, PLAN.collectivity_code, ENTRY.trigger,
        ENTRY.step_key, ENTRY.from_stage, ENTRY.to_stage, ENTRY.effective_on, ENTRY.recorded_at,
        ENTRY.actor_kind, ENTRY.actor_id,
    )  # fmt: skip
    return Source(
        columns,
        and_(LEAF.chain == ENTRY.plan_id, LEAF.seq == ENTRY.seq),
        and_(PENDING.chain == ENTRY.plan_id, PENDING.seq == ENTRY.seq),
        HistoryEntry,
        wheres,
    )


def _of_the_log(asked: EntriesAsked) -> Source:
    """What concerns no plan happens when it is recorded."""
    wheres = [
        *_recorded(OWN.recorded_at, asked.recorded_from, asked.recorded_to),
        *_recorded(OWN.recorded_at, asked.happened_from, asked.happened_to),
    ]
    if asked.actor:
        wheres.append(OWN.actor_id == asked.actor)
    if asked.trigger:
        wheres.append(OWN.kind == LogEntryKind(asked.trigger))
    columns = (
        literal(LOG_CHAIN), OWN.seq, literal(CHAIN_NAME), null(), OWN.kind, null(), null(), null(),
        null(), OWN.recorded_at, OWN.actor_kind, OWN.actor_id,
    )  # fmt: skip
    return Source(
        columns,
        and_(LEAF.chain == LOG_CHAIN, LEAF.seq == OWN.seq),
        and_(PENDING.chain == LOG_CHAIN, PENDING.seq == OWN.seq),
        LogEntry,
        wheres,
    )


def plans_of_region(code: str) -> Select[tuple[int]]:
    """The numbers of the plans of a region, as a part of a statement."""
    return (
        select(PLAN.id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(Collectivity.region_code == code)
    )


def _recorded(column: Any, first: date | None, last: date | None) -> Wheres:
    """Instants between two civil dates of Casablanca, both included."""
    wheres: Wheres = []
    if first:
        wheres.append(column >= instant_of(first, 0))
    if last:
        wheres.append(column < instant_of(last + timedelta(days=1), 0))
    return wheres
