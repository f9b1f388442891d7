"""Days on which the daily check did not run, and the deadlines that passed meanwhile.

Nobody was reminded of them on those days, and that is our fault: they are named, so that a
coordinator can give the time back. One that was extended, or whose step was done, is named no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lifecycle.clock import Clock
from lifecycle.incidents import close_incidents, record_incident
from lifecycle.long_lists import chunks
from lifecycle.plans import still_owed
from lifecycle.rows import PLAN, STEP
from lifecycle.rulebook import read_rulebook
from lifecycle.working_days import WorkingDays
from models.run import SweepRecord
from models.words import IncidentKind, Stage

CHECK = "deadlines"  # the name under which a finished check of all cohorts is noted
FLOW = "check-deadlines"
KIND = IncidentKind.DEADLINES_PASSED
NAMED = 5  # in one line of an incident
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outage:
    """Working days without a check: the first, the last, and the day of the check after them."""

    first: date
    last: date
    over_on: date


@dataclass(frozen=True, slots=True)
class LostDeadline:
    """A deadline that passed during an outage, of a step that is still asked for."""

    reference: str
    step: str
    due_on: date
    outage: Outage

    def __str__(self) -> str:
        return f"{self.reference} {self.step} ({self.due_on})"


def outages_between(checks: Iterable[date], days: WorkingDays) -> list[Outage]:
    """The gaps between checks that hold at least one working day, the oldest first. Pure."""
    found = []
    for before, after in pairwise(sorted(set(checks))):
        between = (before + ONE_DAY * n for n in range(1, (after - before).days))
        missed = [on for on in between if days.is_working(on)]
        if missed:
            found.append(Outage(missed[0], missed[-1], after))
    return found


def lost_deadlines(session: Session, today: date) -> list[LostDeadline]:
    """The deadlines that passed while the check did not run, up to and without today.

    Those of plans that stand still, and those for which more time was asked, are not among them.
    """
    checks = select(SweepRecord.on).where(SweepRecord.name == CHECK, SweepRecord.on <= today)
    ran = [*session.scalars(checks.distinct())]
    outages = outages_between([*ran, today], read_rulebook(session).days) if ran else []
    if not outages:
        return []
    passed = or_(*(STEP.due_on.between(o.first, o.over_on - ONE_DAY) for o in outages))
    owed = select(STEP.plan_id, STEP.key, STEP.due_on).where(still_owed(), passed)
    steps = session.execute(owed).all()
    going = _going(session, {step.plan_id for step in steps})
    lost = [
        LostDeadline(going[plan], key, due_on, _outage_of(due_on, outages))
        for plan, key, due_on in steps
        if plan in going
    ]
    return sorted(lost, key=lambda one: (one.due_on, one.reference, one.step))


def _going(session: Session, plans: Iterable[int]) -> dict[int, str]:
    """The references of those plans that do not stand still.

    Asked apart from their steps: joined, PostgreSQL read every plan of the country for none.
    """
    running = select(PLAN.id, PLAN.reference).where(
        PLAN.stage.not_in((Stage.SUSPENDED, Stage.WITHDRAWN))
    )
    found = (session.execute(running.where(PLAN.id.in_(some))) for some in chunks(sorted(plans)))
    return {number: reference for rows in found for number, reference in rows}


def _outage_of(due_on: date, outages: Sequence[Outage]) -> Outage:
    return next(one for one in outages if one.first <= due_on < one.over_on)


def report_outage(session: Session, on: date, clock: Clock) -> list[LostDeadline]:
    """Record the outage that ends with the check of a date, before that check is noted.

    It is told once, by the first check after it; the incident is over when none of its deadlines
    stands any more. Gives back every deadline that was lost and still stands.
    """
    lost = lost_deadlines(session, on)
    if not lost:
        close_incidents(session, FLOW, (KIND,), clock)
    elif new := [one for one in lost if one.outage.over_on == on]:
        record_incident(session, KIND, FLOW, told(new), clock)
    return lost


def told(lost: Sequence[LostDeadline]) -> str:
    """What was lost, in one plain English line; the first few are named."""
    outage = lost[0].outage
    named = "; ".join(str(one) for one in lost[:NAMED])
    more = f" and {len(lost) - NAMED} more: infitah doctor" if len(lost) > NAMED else ""
    return (
        f"The daily check did not run from {outage.first} to {outage.last}: {len(lost)} "
        f"deadlines passed meanwhile: {named}{more}."
    )
