"""The history as flat rows, one an entry: read in one statement, as a stream.

What an entry says is taken from its bytes as they were hashed, not from the columns that repeat
them: what is handed out is what the log proves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from audit.entry_bytes import civil, entry_said
from audit.history_scope import Chosen, Extent
from audit.set_deadlines import DeadlineSet, set_deadlines
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.history import HistoryDisclosure, HistoryEntry
from models.log import LogLeaf
from models.plan import Plan
from models.words import ActorKind, CollectivityKind, FactBasis, Stage

AT_A_TIME = 1000  # rows that are held in memory
REASON = "reason"
OF_ITS_REASON = and_(
    HistoryDisclosure.plan_id == HistoryEntry.plan_id,
    HistoryDisclosure.seq == HistoryEntry.seq,
    HistoryDisclosure.label == REASON,
)
OF_ITS_PLACE = and_(LogLeaf.chain == HistoryEntry.plan_id, LogLeaf.seq == HistoryEntry.seq)
OF_AN_ENTRY: tuple[Any, ...] = (
    HistoryEntry.plan_id, HistoryEntry.seq, HistoryEntry.canonical, HistoryEntry.leaf_hash,
    Plan.reference, Plan.cycle, Cohort.code.label("cohort"),
    Collectivity.code.label("collectivity_code"), Collectivity.kind,
    Collectivity.name_ar, Collectivity.name_fr, Collectivity.region_code,
    HistoryDisclosure.value.label(REASON), LogLeaf.n.label("place"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a plan's history with its plan, its words and its place in the log.

    `effective_on` and `session_on` are civil dates of Casablanca, `recorded_at` an aware instant in
    UTC. `actor_id` is opaque. `reason` is '' when none was given, and when it was erased (law
    09-08): `erased` tells the two apart. `deadlines` are those that the entry set. `place` is the
    number of its leaf in the log, from 0; None while it waits for one.
    """

    reference: str
    collectivity_code: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region_code: str
    cohort: str
    cycle: int
    seq: int
    trigger: str
    step_key: str
    from_stage: Stage | None
    to_stage: Stage
    effective_on: date
    recorded_at: datetime
    actor_kind: ActorKind
    actor_id: str
    basis: FactBasis | None
    source: str
    reason: str
    erased: bool
    cause: str
    session_code: str
    session_on: date | None
    deadlines: tuple[DeadlineSet, ...]
    leaf_hash: str
    place: int | None


def history_rows(session: Session, chosen: Chosen) -> Iterator[EntryRow]:
    """Every entry of a scope, plan by plan in the order they were opened, oldest first.

    One statement, whatever the number of plans; read it while the session is open.

    Raises:
        UnreadableEntry: an entry's bytes were changed and are no entry any more.
    """
    found = session.execute(_entries(chosen), execution_options={"yield_per": AT_A_TIME})
    for _, entries in groupby(found, key=attrgetter("plan_id")):
        due: dict[tuple[str, int], date | None] = {}
        for entry in entries:
            said = entry_said(entry.canonical, entry.reference, entry.seq)
            yield _row(entry, said, set_deadlines(said["body"], due))


def _entries(chosen: Chosen) -> Select[Any]:
    query = (
        select(*OF_AN_ENTRY)
        .select_from(HistoryEntry)
        .join(Plan, Plan.id == HistoryEntry.plan_id)
        .join(Cohort, Cohort.id == Plan.cohort_id)
        .join(Collectivity, Collectivity.code == Plan.collectivity_code)
        .outerjoin(HistoryDisclosure, OF_ITS_REASON)
        .outerjoin(LogLeaf, OF_ITS_PLACE)
        .order_by(HistoryEntry.plan_id, HistoryEntry.seq)
    )
    if chosen.extent is Extent.PLAN:
        query = query.where(Plan.id == chosen.number)
    if chosen.extent is Extent.COHORT:
        query = query.where(Plan.cohort_id == chosen.number)
    if chosen.until is not None:
        query = query.where(HistoryEntry.recorded_at <= chosen.until)
    return query


def _row(entry: Any, said: dict[str, Any], deadlines: tuple[DeadlineSet, ...]) -> EntryRow:
    body = said["body"]
    return EntryRow(
        reference=entry.reference,
        collectivity_code=entry.collectivity_code,
        kind=entry.kind,
        name_ar=entry.name_ar,
        name_fr=entry.name_fr,
        region_code=entry.region_code,
        cohort=entry.cohort,
        cycle=entry.cycle,
        seq=entry.seq,
        trigger=said["type"],
        step_key=body.get("step") or "",
        from_stage=Stage(body["from"]) if body["from"] else None,
        to_stage=Stage(body["to"]),
        effective_on=date.fromisoformat(said["at"]),
        recorded_at=datetime.fromisoformat(said["rec"]),
        actor_kind=ActorKind(said["actor"]["kind"]),
        actor_id=said["actor"]["id"],
        basis=FactBasis(said["basis"]) if said["basis"] else None,
        source=body.get("source") or "",
        reason=entry.reason or "",
        erased=REASON in said["pii"] and entry.reason is None,
        cause=said["cause"],
        session_code=body.get("session") or "",
        session_on=civil(body.get("session_on")),
        deadlines=deadlines,
        leaf_hash=entry.leaf_hash,
        place=entry.place,
    )
