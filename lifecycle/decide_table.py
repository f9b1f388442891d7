"""A running plan goes over to another version of the table, or stays with a reason. Pure.

Plans are pinned to the version that they began under; nothing but this act moves one.
"""

from datetime import date

from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.deadlines import due_date
from lifecycle.decide_extension import iso
from lifecycle.language import Pathway
from lifecycle.pathway import DEADLINE_MOVED
from lifecycle.rulebook import Rulebook
from lifecycle.steps_of_plan import OWING, ask_steps, move_due, settle
from lifecycle.table_fits import check_fits, table_wanted
from models.words import StepState

TABLE = "table"  # why a step was waived, or its deadline moved


def change_table(change: Change, actor: Actor, today: date, rules: Rulebook) -> None:
    """Pin a plan to the version that the act names, and date its open steps by it.

    A deadline that comes nearer leaves a step its least days from today, or its old deadline when
    that was sooner. Steps that only the new version asks in the present stage are asked.

    Raises:
        Refused: the actor may not, no reason is given, there is no such version or it is the
            plan's, the plan stands still or is over, or the new version knows nothing of its stage
            or of a step that is owed.
    """
    facts, old = change.facts, change.facts.pathway
    new = table_wanted(change, actor)
    check_fits(facts, new)
    facts.pathway = new
    change.body[TABLE] = {"from": old.version, "to": new.version, "was": old.digest}
    change.words["reason"] = change.act.reason
    for step in list(facts.steps.values()):
        rule = new.by_key.get(step.key)
        if step.state == StepState.WAITING and (rule is None or not rule.enabled):
            settle(step, StepState.WAIVED, today)
            step.outcome = TABLE
            change.touch(step)
    ask_steps(change, facts.stage, ())
    _date_again(change, old, today, rules)


def _date_again(change: Change, old: Pathway, today: date, rules: Rulebook) -> None:
    facts = change.facts
    least = rules.days.add(today, facts.pathway.least_days)
    for step in facts.steps.values():
        if step.state not in OWING or old.by_key[step.key] == facts.pathway.by_key[step.key]:
            continue
        due, was = due_date(facts, step, rules.days), step.due_on
        on = max(due.on, min(was or due.on, least)) if due else None
        if on and due and on != was:
            step.due_rule = due.rule
            move_due(change, step, on, TABLE, rules)
            change.owe(DEADLINE_MOVED, step, due_on=iso(on), was=iso(was))
