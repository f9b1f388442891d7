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


def views(session: Session, plan_id: int) -> dict[FilingKind, Evaluation]:
    """What was filed last of each view: the member's own, the committee's, the independent one."""
    rows = session.scalars(
        select(Filing)
        .where(Filing.plan_id == plan_id, Filing.kind.in_(VIEWS))
        .order_by(Filing.number)
    )
    found = {row.kind: Evaluation.model_validate(row.document) for row in rows}
    return {view: found[view] for view in VIEWS if view in found}
