"""The evaluations of a plan, read from what was filed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.evaluation import Evaluation
from models.filing import Filing
from models.words import FilingKind

VIEWS = (
    FilingKind.SELF_EVALUATION,
    FilingKind.COMMITTEE_EVALUATION,
    FilingKind.COMPLETION_RATING,
)
Views = dict[FilingKind, Evaluation]


def views(session: Session, plan_id: int) -> Views:
    """What was filed last of each view: the member's own, the committee's, the independent one."""
    return views_of_all(session, plan_id).get(plan_id, {})


def views_of_all(session: Session, plan_id: int | None = None) -> dict[int, Views]:
    """The same of every plan, or of one, by plan number, in the order of `VIEWS`."""
    query = select(Filing).where(Filing.kind.in_(VIEWS)).order_by(Filing.plan_id, Filing.number)
    if plan_id is not None:
        query = query.where(Filing.plan_id == plan_id)
    newest = {(row.plan_id, row.kind): row.document for row in session.scalars(query)}
    found: dict[int, Views] = {}
    for plan, kind in sorted(newest, key=lambda one: (one[0], VIEWS.index(one[1]))):
        told = Evaluation.model_validate(newest[plan, kind])
        found.setdefault(plan, {})[kind] = told
    return found
