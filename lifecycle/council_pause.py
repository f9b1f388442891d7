"""After a council was renewed: until when its steps wait, and by when it names its people. Pure.

Local elections end the mandates of presidents and of the committee's elected members. Nobody
becomes late because the council was dissolved: what only they can do is due after a pause. Both
numbers are policy: no public rule of the programme was found.
"""

from datetime import date

from lifecycle.facts import PlanFacts
from lifecycle.language import StepRule
from lifecycle.working_days import WorkingDays
from models.words import Provenance, Role

RENEWED = "council_renewed"  # why a deadline moved
ELECTED = (Role.PRESIDENT, Role.COMMITTEE)  # the roles whose mandates end; focal points are staff
PAUSE = 30  # policy: working days from the election, for a new president to be at work
NAME_WITHIN = 20  # policy: working days from the election, for the new people to be made known


def paused_until(facts: PlanFacts, days: WorkingDays) -> date | None:
    """The civil date before which nothing is asked of a renewed council; None without elections."""
    return days.add(facts.renewed_on, PAUSE) if facts.renewed_on else None


def waits_for_the_council(rule: StepRule) -> bool:
    """Whether a step waits for elected people and its deadline is ours to move, not the law's."""
    return rule.actor in ELECTED and rule.deadline.provenance != Provenance.LAW


def name_by(elected_on: date, today: date, least_days: int, days: WorkingDays) -> date:
    """By when the new people are named; told late, it leaves the least days of a step."""
    return max(days.add(elected_on, NAME_WITHIN), days.add(today, least_days))
