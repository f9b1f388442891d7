"""Looking plans up: by reference, by the register's code, by name; and their history."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from lifecycle.errors import LifecycleError
from lifecycle.history import GENESIS, broken_link
from lifecycle.names import close_names, fold
from lifecycle.rows import COHORT, MEMBER, PLAN, STEP
from lifecycle.tracks import of_track, track_of
from models.base import table_of
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.history import HistoryDisclosure, HistoryEntry
from models.words import CollectivityKind, FactBasis, Stage, StepState, Track

OWED = (StepState.OPEN, StepState.RETURNED)
HEAD = select(PLAN.head_seq, PLAN.head_hash).where(PLAN.id == bindparam("plan"))
# Of a collectivity's plans: the openness plan before another track's, the newest cycle first.
FIRST = (of_track(Track.REMACTO).desc(), PLAN.cycle.desc())
STOPPED = (Stage.SUSPENDED, Stage.WITHDRAWN)  # their clocks stand still: nothing of them is late


class NoSuchPlan(LifecycleError):
    """No plan answers to the reference, code or name; the message suggests the nearest."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as lists show it."""

    id: int
    reference: str
    collectivity_code: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region_code: str
    cohort: str
    cycle: int
    stage: Stage
    entered_on: date
    session_code: str | None
    session_on: date | None
    basis: FactBasis | None
    late_steps: int
    next_due_on: date | None
    pathway_version: str = "1"

    @property
    def track(self) -> Track:
        """The programme that it is a plan of."""
        return track_of(self.pathway_version)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry of a plan's history, with the words that were not erased."""

    seq: int
    trigger: str
    step_key: str | None
    from_stage: Stage | None
    to_stage: Stage
    effective_on: date
    recorded_at: datetime
    actor_kind: str
    actor_id: str
    basis: FactBasis | None
    reason: str
    cause: str
    leaf_hash: str
    body: dict[str, Any]


def plan_rows(
    session: Session,
    *,
    on: date,
    cohort: str | None = None,
    stage: Stage | None = None,
    region: str | None = None,
    late: bool = False,
) -> list[PlanRow]:
    """Plans with how many of their steps are late on a civil date, by region and name."""
    query = _plans(on).order_by(MEMBER.region_code, MEMBER.code, PLAN.cycle)
    if cohort:
        query = query.where(COHORT.code == cohort)
    if stage:
        query = query.where(PLAN.stage == stage)
    if region:
        query = query.where(MEMBER.region_code == region)
    rows = [PlanRow(*row) for row in session.execute(query)]
    return [row for row in rows if row.late_steps] if late else rows


def find_plan(session: Session, text: str, *, on: date) -> PlanRow:
    """The newest plan of a reference, a register code or a name in Arabic or French.

    Of two tracks the openness plan answers; the other one is found by its reference.

    Raises:
        NoSuchPlan: nothing answers to it, or several collectivities do.
    """
    wanted = text.strip()
    exact = session.execute(
        _plans(on)
        .where((PLAN.reference == wanted) | (PLAN.collectivity_code == wanted))
        .order_by(*FIRST)
    ).first()
    return PlanRow(*exact) if exact else _by_name(session, wanted, on)


def other_tracks(session: Session, plan: PlanRow, *, on: date) -> list[PlanRow]:
    """The newest plans of the same collectivity in other tracks, on a civil date."""
    query = _plans(on).where(PLAN.collectivity_code == plan.collectivity_code)
    rows = [PlanRow(*row) for row in session.execute(query.order_by(PLAN.cycle))]
    newest = {row.track: row for row in rows if row.track != plan.track}
    return list(newest.values())


def cycles_of(session: Session, plan: PlanRow, *, on: date) -> list[PlanRow]:
    """Every plan of the same member in the same cohort, the first cycle first."""
    rows = session.execute(
        _plans(on)
        .where(PLAN.collectivity_code == plan.collectivity_code, COHORT.code == plan.cohort)
        .order_by(PLAN.cycle)
    )
    return [PlanRow(*row) for row in rows]


def history_of(session: Session, plan_id: int) -> list[HistoryRow]:
    """A plan's history, oldest first."""
    reasons = dict(
        session.execute(
            select(HistoryDisclosure.seq, HistoryDisclosure.value).where(
                HistoryDisclosure.plan_id == plan_id, HistoryDisclosure.label == "reason"
            )
        ).all()
    )
    entries = session.scalars(
        select(HistoryEntry).where(HistoryEntry.plan_id == plan_id).order_by(HistoryEntry.seq)
    )
    return [_history_row(entry, reasons.get(entry.seq, "")) for entry in entries]


def chain_of(session: Session, plan_id: int) -> list[tuple[int, bytes, str]]:
    """The chain of a plan as `lifecycle.history.broken_link` reads it."""
    rows = session.execute(
        select(HistoryEntry.seq, HistoryEntry.canonical, HistoryEntry.leaf_hash)
        .where(HistoryEntry.plan_id == plan_id)
        .order_by(HistoryEntry.seq)
    )
    return [(seq, content, leaf) for seq, content, leaf in rows]


def broken_history(session: Session, plan_id: int) -> str | None:
    """Where the history of a plan breaks, in a sentence; None when it holds to its head."""
    chain = chain_of(session, plan_id)
    head = session.execute(HEAD, {"plan": plan_id}).one()
    if (head.head_seq, head.head_hash) != ((chain[-1][0], chain[-1][2]) if chain else (0, GENESIS)):
        return f"its last entry is not the one the plan names (entry {head.head_seq})"
    return broken_link(chain)


def still_owed() -> ColumnElement[bool]:
    """The steps that are still asked for, and no extension of which waits for an answer.

    The states are written into the statement: the index of those steps is only for such words.
    """
    owed: BindParameter[StepState] = bindparam(
        "owed", OWED, STEP.state.type, expanding=True, literal_execute=True
    )
    return STEP.state.in_(owed) & STEP.asked_on.is_(None)


def late_on(on: date) -> ColumnElement[bool]:
    """The steps that are late on a civil date."""
    return still_owed() & (STEP.due_on < on)


@lru_cache(maxsize=8)
def _plans(on: date) -> Select[Any]:
    going = PLAN.stage.not_in(STOPPED)
    open_steps = (STEP.plan_id == PLAN.id) & STEP.state.in_(OWED) & going
    late = select(func.count()).where(open_steps, late_on(on)).scalar_subquery()
    next_due = select(func.min(STEP.due_on)).where(open_steps).scalar_subquery()
    return (
        select(
            PLAN.id, PLAN.reference, PLAN.collectivity_code, MEMBER.kind,
            MEMBER.name_ar, MEMBER.name_fr, MEMBER.region_code, COHORT.code,
            PLAN.cycle, PLAN.stage, PLAN.entered_on, PLAN.session_code, PLAN.session_on,
            PLAN.basis, late, next_due, PLAN.pathway_version,
        )
        .join(table_of(Collectivity), MEMBER.code == PLAN.collectivity_code)
        .join(table_of(Cohort), COHORT.id == PLAN.cohort_id)
    )  # fmt: skip


def _by_name(session: Session, wanted: str, on: date) -> PlanRow:
    rows = [PlanRow(*row) for row in session.execute(_plans(on).order_by(*FIRST))]
    folded = fold(wanted)
    found = [row for row in rows if folded in (fold(row.name_ar), fold(row.name_fr))]
    places = {row.collectivity_code: row for row in reversed(found)}
    if len(places) == 1:
        return found[0]
    if places:
        choices = ", ".join(f"{r.reference} ({r.kind} {r.name_fr})" for r in places.values())
        raise NoSuchPlan(f"{wanted!r} names several plans; give one reference: {choices}")
    near = close_names(wanted, {row.name_fr for row in rows} | {row.name_ar for row in rows})
    hint = f" Near it: {', '.join(near)}." if near else ""
    raise NoSuchPlan(f"No plan has the reference, code or name {wanted!r}.{hint}")


def _history_row(entry: HistoryEntry, reason: str) -> HistoryRow:
    said = orjson.loads(entry.canonical)
    return HistoryRow(
        seq=entry.seq,
        trigger=entry.trigger,
        step_key=entry.step_key,
        from_stage=entry.from_stage,
        to_stage=entry.to_stage,
        effective_on=entry.effective_on,
        recorded_at=entry.recorded_at,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        basis=entry.basis,
        reason=reason,
        cause=said["cause"],
        leaf_hash=entry.leaf_hash,
        body=said["body"],
    )
