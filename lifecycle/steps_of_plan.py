"""Opening, settling and dating the steps of one plan. Pure: facts in, changed facts out."""

from datetime import date

from lifecycle.change import Change
from lifecycle.council_pause import RENEWED
from lifecycle.deadlines import due_date
from lifecycle.facts import ASKED, PlanFacts, StepFacts
from lifecycle.ladder import next_owed
from lifecycle.language import Anchor, StepRule
from lifecycle.rulebook import Rulebook
from models.words import Stage, StepState

WITHDRAWN = "withdrawn"
UNANSWERED = "unanswered"  # the plan went on without it, and says so
OPTIONAL = "optional"  # waived for good, also when its stage comes or comes again
REINSTATED = "reinstated"  # it was, and is asked after all when its stage comes
EXTENSION = "extension"
OWING = ASKED | {StepState.REPORTED}  # a reported step may be returned, and is then owed again


def ask_steps(change: Change, stage: Stage, reopens: tuple[str, ...]) -> None:
    """Ask the steps of a stage that were never asked, and those that the row asks again.

    A step that was waived only because the member withdrew is asked again when it rejoins.
    """
    facts = change.facts
    for rule in facts.pathway.steps_of(stage):
        known = facts.step(rule.key)
        back = known is not None and known.outcome in (WITHDRAWN, REINSTATED)
        optional = known is not None and known.outcome == OPTIONAL
        again = known is not None and (back or (rule.key in reopens and not optional))
        if known is None or (again and known.is_settled):
            occurrence = known.occurrence + 1 if known else 1
            step = StepFacts(rule.key, occurrence, stage, StepState.WAITING)
            facts.steps[rule.key] = step
            change.touch(step)


def open_ready_steps(change: Change, today: date, rules: Rulebook) -> None:
    """Open every waiting step whose predecessors are settled, with its deadline."""
    for step in list(change.facts.steps.values()):
        if step.state == StepState.WAITING and _is_ready(change.facts, step):
            step.state, step.opened_on = StepState.OPEN, today
            set_due(change.facts, step, rules)
            step.next_at = next_owed(step, change.facts.pathway.ladder, rules.days)
            change.touch(step)


def set_due(facts: PlanFacts, step: StepFacts, rules: Rulebook) -> None:
    """Give an open step its deadline; the original is kept beside a later one."""
    due = due_date(facts, step, rules.days)
    if due is None:
        return
    step.due_on, step.due_rule = due.on, due.rule
    step.moved_because = due.moved_because
    step.original_due_on = step.original_due_on or due.on


def move_due(change: Change, step: StepFacts, due_on: date, because: str, rules: Rulebook) -> None:
    """Move the deadline of an open step; the reminders start again from the new date."""
    step.due_on, step.moved_because = due_on, because
    after = step.last_rung and "assign"
    step.last_rung = after
    stands_still = change.facts.stage == Stage.SUSPENDED  # its clocks start when it comes back
    ladder = change.facts.pathway.ladder
    step.next_at = None if stands_still else next_owed(step, ladder, rules.days, after)
    change.touch(step)


def date_by_session(change: Change, because: str, today: date, rules: Rulebook) -> None:
    """Date the unsettled steps that count from the council session anew.

    A session that comes nearer leaves an open step its least days from today, or its old deadline
    when that was sooner: nobody becomes late overnight.
    """
    facts = change.facts
    least = rules.days.add(today, facts.pathway.least_days)
    for step in facts.steps.values():
        rule = facts.pathway.by_key[step.key]
        if step.state in OWING and rule.deadline.anchor == Anchor.COUNCIL_SESSION:
            due = due_date(facts, step, rules.days)
            on = max(due.on, min(step.due_on or due.on, least)) if due else None
            if on and step.due_on and step.moved_because in (EXTENSION, RENEWED):
                on = max(on, step.due_on)  # more time that was given is not taken back
            if on and on != step.due_on:
                move_due(change, step, on, because, rules)


def settle(step: StepFacts, state: StepState, on: date) -> None:
    """Accept or waive a step: it owes nothing any more."""
    step.state, step.settled_on, step.next_at = state, on, None
    step.asked_on = step.asked_until = None


def waive_open_steps(change: Change, outcome: str, today: date, stage: Stage | None = None) -> None:
    """Waive what is not settled, in one stage or in all, because the plan left it."""
    for step in change.facts.steps.values():
        if not step.is_settled and (stage is None or step.stage == stage):
            optional = not change.facts.pathway.by_key[step.key].needed
            step.outcome = UNANSWERED if optional and step.state in ASKED else outcome
            settle(step, StepState.WAIVED, today)
            change.touch(step)


def stop_clocks(change: Change) -> None:
    """A suspended plan owes no letter."""
    for step in change.facts.steps.values():
        if step.next_at is not None:
            step.next_at = None
            change.touch(step)


def restart_clocks(change: Change, today: date, rules: Rulebook) -> None:
    """Give every open step the calendar days back that the suspension took."""
    facts = change.facts
    away = today - (facts.suspended_on or today)
    for step in facts.steps.values():
        if step.state in OWING:
            # While an extension waited the clock stood still already: what was not late when it was
            # asked is not late now.
            stopped_on = step.asked_on or facts.suspended_on or today
            if step.asked_on and step.asked_until:
                # These days are given back here, not again with the answer.
                step.asked_on, step.asked_until = step.asked_on + away, step.asked_until + away
            if step.due_on and step.due_on >= stopped_on:
                step.due_on += away
                step.moved_because = "suspension"
            step.next_at = next_owed(step, facts.pathway.ladder, rules.days, step.last_rung)
            change.touch(step)


def _is_ready(facts: PlanFacts, step: StepFacts) -> bool:
    rule: StepRule = facts.pathway.by_key[step.key]
    earlier = [facts.step(key) for key in rule.after]
    if not all(one is not None and one.is_settled for one in earlier):
        return False
    return rule.after_outcome is None or any(
        one is not None and one.outcome == rule.after_outcome for one in earlier
    )
