"""Consultations as lists show them: with their plan and the counts of their ideas."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from lifecycle.idea_counts import IdeaCounts
from models.collectivity import Collectivity
from models.consultation import Consultation, Idea
from models.plan import Plan
from models.words import ConsultationKind, FactBasis, IdeaOutcome, Moderation

FEW = 500  # beyond it one reading of all is cheaper than a long list of numbers
Rows = Select[Consultation, str, FactBasis | None, Collectivity]


@dataclass(frozen=True, slots=True)
class FoundConsultation:
    """A consultation, its plan's reference and collectivity, and how many ideas there are."""

    row: Consultation
    reference: str
    basis: FactBasis | None
    place: Collectivity
    counts: IdeaCounts


def all_consultations(
    session: Session, *, plan_id: int | None = None, regions: frozenset[str] | None = None
) -> list[FoundConsultation]:
    """Consultations, those that ended last first: of everybody, of a plan, or of some regions."""
    query = _query()
    if plan_id is not None:
        query = query.where(Consultation.plan_id == plan_id)
    if regions is not None:
        query = query.where(Collectivity.region_code.in_(regions))
    return _found(session, query)


def one_consultation(
    session: Session, reference: str, kind: ConsultationKind, number: int
) -> FoundConsultation | None:
    """The consultation of a plan's reference, a kind and a number; None when there is none."""
    named = (Plan.reference == reference, Consultation.kind == kind, Consultation.number == number)
    return next(iter(_found(session, _query().where(*named))), None)


def _query() -> Rows:
    return (
        select(Consultation, Plan.reference, Plan.basis, Collectivity)
        .join(Plan, Plan.id == Consultation.plan_id)
        .join(Collectivity, Collectivity.code == Plan.collectivity_code)
        .order_by(Consultation.closes_on.desc(), Consultation.id.desc())
    )


def _found(session: Session, query: Rows) -> list[FoundConsultation]:
    rows = session.execute(query).all()
    numbers = [row.id for row, *_ in rows]
    counts = _counts(session, numbers) if numbers else {}
    none = IdeaCounts(0, 0, 0, 0, 0)
    return [
        FoundConsultation(row, reference, basis, place, counts.get(row.id, none))
        for row, reference, basis, place in rows
    ]


def _counts(session: Session, numbers: list[int]) -> dict[int, IdeaCounts]:
    """The counts of the ideas of each consultation, as `idea_counts.counted` makes them."""
    groups = (Idea.consultation_id, Idea.moderation, Idea.outcome)
    query = select(*groups, func.count()).group_by(*groups)
    if len(numbers) <= FEW:
        query = query.where(Idea.consultation_id.in_(numbers))
    found: dict[int, IdeaCounts] = {}
    for number, moderation, outcome, count in session.execute(query):
        before = found.get(number, IdeaCounts(0, 0, 0, 0, 0))
        hidden = moderation == Moderation.HIDDEN
        found[number] = IdeaCounts(
            before.all + count,
            before.pending + count * (moderation == Moderation.PENDING),
            before.hidden + count * hidden,
            before.kept + count * (outcome == IdeaOutcome.KEPT and not hidden),
            before.rejected + count * (outcome == IdeaOutcome.REJECTED and not hidden),
        )
    return found
