"""The newest plan of every member, read when something changed and kept for the next reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request

from lifecycle.plan_search import newest
from lifecycle.plans import PlanRow
from lifecycle.standing import plans_stand
from portal.pages import site_of

MOST = 20_000  # plans of half a kilobyte each: of more, every request reads what it shows


@dataclass(frozen=True, slots=True)
class Kept:
    """The plans as they stood."""

    stands: tuple[int, ...]
    plans: Sequence[PlanRow]


def kept_plans(request: Request, session: Session) -> Sequence[PlanRow]:
    """The newest plan of every member as of now, by region and code.

    A change shows at once: what is kept is handed out only while nothing has changed.
    """
    state, today = request.app.state, site_of(request).clock.today()
    stands = plans_stand(session, today)
    kept: Kept | None = getattr(state, "kept_plans", None)
    if kept is None or kept.stands != stands:
        kept = Kept(stands, tuple(newest(session, on=today)))
        if len(kept.plans) <= MOST:
            state.kept_plans = kept
    return kept.plans
