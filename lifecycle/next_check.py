"""When the engine should next look whether a plan may advance."""

from datetime import date

from lifecycle.deadlines import date_of
from lifecycle.facts import PlanFacts
from lifecycle.language import FiredBy
from lifecycle.machine import machine_for

OF_ITSELF = {FiredBy.TIME, FiredBy.ENGINE}


def next_check(facts: PlanFacts, today: date, *, moved: bool) -> date | None:
    """The civil date of the next look; None while the plan waits for people.

    Args:
        facts: the plan.
        today: the civil date in Casablanca.
        moved: whether something just changed, so that it is looked at again today.
    """
    rows = [
        r for r in machine_for(facts.pathway).rows_from(facts.stage) if OF_ITSELF & {*r.fired_by}
    ]
    if not rows:
        return None
    if moved:
        return today
    dates = [date_of(row.when, facts) for row in rows if row.when]
    return min((on for on in dates if on and on > today), default=None)
