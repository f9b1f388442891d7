"""Where everybody stands: stages by region, late steps and who must act, the letters."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from lifecycle.pathway import VERSIONS
from lifecycle.plans import STOPPED, late_on
from lifecycle.rows import PLAN, STEP
from lifecycle.tracks import counted, of_track
from lifecycle.working_days import WorkingDays
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import CollectivityKind, FactBasis, LetterState, Role, Stage, StepState, Track


@dataclass(slots=True)
class Board:
    """Plans by region and stage on a civil date; `late` counts plans with a late step.

    `regions` are (code, Arabic name, French name). `illustrative` counts the plans whose course is
    an illustration.
    """

    on: date
    regions: list[tuple[str, str, str]] = field(default_factory=list)
    counts: dict[tuple[str, Stage], int] = field(default_factory=dict)
    late: dict[tuple[str, Stage], int] = field(default_factory=dict)
    illustrative: int = 0

    def total(self, stage: Stage) -> int:
        """Plans of all regions in a stage."""
        return sum(n for (_, of), n in self.counts.items() if of == stage)

    def stages(self) -> list[Stage]:
        """The stages in which there is a plan, in the order of the path."""
        return [stage for stage in Stage if self.total(stage)]


@dataclass(frozen=True, slots=True)
class LateStep:
    """A step that is late, and who must act. `working_days` counts from the deadline."""

    reference: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region_code: str
    step_key: str
    state: StepState
    due_on: date
    original_due_on: date
    working_days: int
    who: Role


@dataclass(slots=True)
class LetterCounts:
    """Letters by state, and those that could not be delivered, by cause (no addresses)."""

    by_state: dict[LetterState, int] = field(default_factory=dict)
    undeliverable: list[tuple[str, str]] = field(default_factory=list)
    replayed: int = 0


def board(
    session: Session, *, on: date, cohort: str | None = None, track: Track | None = None
) -> Board:
    """The newest plan of every member by region and stage, with lateness, on a civil date.

    Of one track: the network's openness programmes when neither it nor a cohort is named.
    """
    plans = newest_plans(cohort, counted(track, cohort)).join(
        Collectivity, Collectivity.code == PLAN.collectivity_code
    )
    place = (Collectivity.region_code, PLAN.stage)
    found = Board(on, _regions(session))
    query = plans.with_only_columns(*place, PLAN.basis, func.count()).group_by(*place, PLAN.basis)
    for region, stage, basis, count in session.execute(query):
        found.counts[region, stage] = found.counts.get((region, stage), 0) + count
        found.illustrative += count if basis == FactBasis.ILLUSTRATIVE else 0
    # From the late steps to their plans: it costs what is late, and not what exists.
    behind = plans.join(PlanStep, STEP.plan_id == PLAN.id).where(late_on(on))
    going = behind.where(PLAN.stage.not_in(STOPPED)).group_by(*place)
    late = going.with_only_columns(*place, func.count(PLAN.id.distinct()))
    found.late = {(region, stage): count for region, stage, count in session.execute(late)}
    return found


def newest_plans(cohort: str | None = None, track: Track | None = None) -> Select[tuple[int]]:
    """The numbers of the plans of the newest cycle of each member: what a board counts.

    A collectivity with a plan in each track has one of each, unless a track is named.
    """
    later = Plan.__table__.alias()
    query = select(PLAN.id).where(
        ~select(later.c.id)
        .where(
            later.c.collectivity_code == PLAN.collectivity_code,
            later.c.cohort_id == PLAN.cohort_id,
            later.c.cycle > PLAN.cycle,
        )
        .exists(),
        of_track(track),
    )
    if cohort:
        query = query.join(Cohort, Cohort.id == PLAN.cohort_id).where(Cohort.code == cohort)
    return query


def late_steps(
    session: Session,
    *,
    on: date,
    cohort: str | None = None,
    region: str | None = None,
    limit: int | None = None,
) -> list[LateStep]:
    """The steps whose deadline has passed on a civil date, the latest first."""
    query: Select[Any] = (
        select(
            PLAN.reference, Collectivity.kind, Collectivity.name_ar, Collectivity.name_fr,
            Collectivity.region_code, STEP.key, STEP.state, STEP.due_on, STEP.original_due_on,
            PLAN.pathway_version,
        )
        .select_from(PlanStep)
        .join(Plan, PLAN.id == STEP.plan_id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(late_on(on))
        .where(PLAN.stage.not_in(STOPPED))
        .order_by(STEP.due_on, STEP.id)
        .limit(limit)
    )  # fmt: skip
    if cohort:
        query = query.join(Cohort, Cohort.id == PLAN.cohort_id).where(Cohort.code == cohort)
    if region:
        query = query.where(Collectivity.region_code == region)
    days = WorkingDays()
    found = []
    for *facts, version in session.execute(query).all():
        (reference, kind, name_ar, name_fr, region_code, key, state, due_on, original) = facts
        found.append(
            LateStep(
                reference,
                kind,
                name_ar,
                name_fr,
                region_code,
                key,
                state,
                due_on,
                original,
                days.between(due_on, on),
                VERSIONS[version].by_key[key].actor,
            )
        )
    return found


def letters(session: Session) -> LetterCounts:
    """How many letters are in each state, and why some could not be delivered."""
    counted = LetterCounts()
    query = select(OutboxLetter.state, OutboxLetter.replayed, func.count()).group_by(
        OutboxLetter.state, OutboxLetter.replayed
    )
    for state, replayed, count in session.execute(query):
        counted.by_state[state] = counted.by_state.get(state, 0) + count
        counted.replayed += count if replayed else 0
    counted.undeliverable = [
        (key, cause or "")
        for key, cause in session.execute(
            select(OutboxLetter.key, OutboxLetter.cause)
            .where(OutboxLetter.state == LetterState.UNDELIVERABLE)
            .order_by(OutboxLetter.written_on.desc())
            .limit(50)
        )
    ]
    return counted


def letters_past_due(session: Session, since: datetime) -> int:
    """How many letters have asked for the wire since before an instant (aware)."""
    waiting = OutboxLetter.next_at.is_not(None) & (OutboxLetter.next_at < since)
    return session.scalar(select(func.count()).where(waiting)) or 0


def region_names(session: Session) -> dict[str, str]:
    """The French names of the regions, by code."""
    return {code: fr for code, _, fr in _regions(session)}


def _regions(session: Session) -> list[tuple[str, str, str]]:
    rows = session.execute(
        select(Collectivity.code, Collectivity.name_ar, Collectivity.name_fr)
        .where(Collectivity.kind == CollectivityKind.REGION)
        .order_by(Collectivity.code)
    )
    return [(code, ar, fr) for code, ar, fr in rows]
