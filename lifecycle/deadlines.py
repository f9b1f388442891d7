"""From a rule of the table and the facts of a plan to a civil date."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from lifecycle.council_pause import RENEWED, paused_until, waits_for_the_council
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.language import ROUNDS, Anchor, CalendarDate, Deadline, StepDone, Unit
from lifecycle.working_days import WorkingDays
from models.words import Provenance, Stage


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the date, the rule it came from, and why it is later than the rule says."""

    on: date
    rule: str
    moved_because: str | None = None


def anchor_date(rule: Deadline, facts: PlanFacts, step: StepFacts | None = None) -> date | None:
    """The civil date a rule counts from; None while it is not known."""
    anchor = rule.anchor
    if isinstance(anchor, CalendarDate):
        return facts.calendar.dates.get(anchor.name)
    if isinstance(anchor, StepDone):
        earlier = facts.step(anchor.key)
        return (earlier.done_on or earlier.settled_on) if earlier else None
    if anchor == Anchor.STEP_OPENED:
        return step.opened_on if step else None
    if anchor == Anchor.STAGE_ENTERED:
        return facts.entered_on
    if anchor == Anchor.COUNCIL_SESSION:
        return facts.session_on
    if anchor == Anchor.IMPLEMENTATION_START:
        return _implementation_start(facts)
    if anchor == Anchor.ROUND:
        return _next_round(facts)
    return _round(facts) if anchor == Anchor.LAST_ROUND else _half_year(facts)


def date_of(
    rule: Deadline,
    facts: PlanFacts,
    step: StepFacts | None = None,
    days: WorkingDays | None = None,
) -> date | None:
    """The civil date that a rule gives for a plan; None while its anchor is not known."""
    start = anchor_date(rule, facts, step)
    if start is None:
        return None
    if rule.unit == Unit.MONTHS:
        later: date = start + relativedelta(months=rule.number)
        return later
    if rule.unit == Unit.CALENDAR_DAYS:
        return start + timedelta(days=rule.number)
    return (days or WorkingDays()).add(start, rule.number)


def due_date(facts: PlanFacts, step: StepFacts, days: WorkingDays) -> Due | None:
    """When an open step is due. No deadline is born passed.

    A rule that gives a date too close to the day the step opens is moved to the least number of
    working days that the table allows (policy of fairness), and says so. What the law fixes is not
    ours to move: it stands as long as it has not passed. What waits for a council that elections
    renewed is not due before the pause that they give (`lifecycle.council_pause`).
    """
    asked = facts.pathway.by_key[step.key]
    due = _by_rule(asked.deadline, facts, step, days)
    paused = paused_until(facts, days)
    if due and paused and due.on < paused and waits_for_the_council(asked):
        return Due(paused, due.rule, RENEWED)
    return due


def _by_rule(rule: Deadline, facts: PlanFacts, step: StepFacts, days: WorkingDays) -> Due | None:
    """The date that the rule gives, or the least days."""
    on = date_of(rule, facts, step, days)
    if on is None or step.opened_on is None:
        return None
    least = days.add(step.opened_on, facts.pathway.least_days)
    fixed = rule.provenance == Provenance.LAW and on >= step.opened_on
    if on < least and not fixed:
        return Due(least, written(rule), f"least_days:{on.isoformat()}")
    return Due(on, written(rule))


def written(rule: Deadline) -> str:
    """A rule in one line, as kept beside the date it produced."""
    anchor = rule.anchor
    name = (
        f"calendar:{anchor.name}"
        if isinstance(anchor, CalendarDate)
        else f"step:{anchor.key}"
        if isinstance(anchor, StepDone)
        else anchor.value
    )
    return f"{rule.number:+d} {rule.unit} {name} [{rule.provenance}]"


def round_step(facts: PlanFacts) -> StepFacts | None:
    """The step that closes a monitoring round, as it was asked last; None before the first."""
    rounds = (rule.key for rule in facts.pathway.steps if rule.stage == Stage.CO_MONITORING)
    return next((step for key in rounds if (step := facts.step(key))), None)


def _implementation_start(facts: PlanFacts) -> date | None:
    """The calendar's start, or the adoption itself for a plan that was adopted after it."""
    adoption = facts.step(facts.pathway.adopted_by)
    adopted_on = (adoption.done_on or adoption.settled_on) if adoption else None
    planned = facts.calendar.dates.get("implementation_opens")
    known = [on for on in (planned, adopted_on) if on]
    return max(known) if adopted_on else planned


def _round(facts: PlanFacts) -> date | None:
    """The opening of the last monitoring round, or the start of implementation before the first."""
    last = round_step(facts)
    return last.opened_on if last else _implementation_start(facts)


def _half_year(facts: PlanFacts) -> date | None:
    """The first of January or of July after the last round opened, or implementation started."""
    last = _round(facts)
    if last is None:
        return None
    return date(last.year, 7, 1) if last.month < 7 else date(last.year + 1, 1, 1)


def _next_round(facts: PlanFacts) -> date | None:
    """The first round of the cohort's calendar after the last one that opened.

    A calendar that names none means 1 June and 1 December: four rounds in two years, the last one
    before the evaluation (policy: no public rule was found).
    """
    last = _round(facts)
    if last is None:
        return None
    named = sorted(on for name in ROUNDS if (on := facts.calendar.dates.get(name)))
    if named:
        return next((on for on in named if on > last), None)
    half_years = [date(last.year, 6, 1), date(last.year, 12, 1), date(last.year + 1, 6, 1)]
    return next(on for on in half_years if on > last)
