"""One plan as it was: by a reference, or of a collectivity the plan that it had then."""

from sqlalchemy.orm import Session

from audit.as_of import as_of
from audit.moments import Moment
from audit.plan_then import PlanThen
from audit.scope import Scope
from lifecycle.plans import NoSuchPlan, cycles_of, find_plan


def plan_as_of(session: Session, text: str, when: Moment) -> PlanThen:
    """The plan of a reference; of a code or a name, that of its newest cycle then.

    Raises:
        NoSuchPlan: nothing answers to it, several do, or it did not exist at that moment.
    """
    found = find_plan(session, text, on=when.true_on)
    named = text.strip() == found.reference
    plans = [found] if named else cycles_of(session, found, on=when.true_on)
    told = as_of(session, Scope(text, frozenset(one.id for one in plans)), when)
    if not told:
        raise NoSuchPlan(
            f"{text.strip()} had no plan on {when.true_on}, as known on {when.known_on}"
        )
    return told[-1]
