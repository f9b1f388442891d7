"""When the engine should next look whether a plan may advance."""

from datetime import date, timedelta

from lifecycle.deadlines import date_of
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.guards import civil_society_had_its_time
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
    if any(civil_society_had_its_time in row.guards for row in rows):
        dates.append(_day_after(facts.step("confirm_round_for_civil_society")))
    return min((on for on in dates if on and on > today), default=None)


def _day_after(step: StepFacts | None) -> date | None:
    """The first day on which the time of a step is over."""
    return step.due_on + timedelta(days=1) if step and step.due_on else None
