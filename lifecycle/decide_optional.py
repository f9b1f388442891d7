"""A step is not asked of a plan, now or when its stage comes; or is asked again after all. Pure."""

from datetime import date

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.errors import Refused, refusal
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.ladder import next_owed
from lifecycle.language import StepRule
from lifecycle.pathway_words import STEP_NAMES
from lifecycle.powers import check_decides
from lifecycle.rulebook import Rulebook
from lifecycle.steps_of_plan import OPTIONAL, REINSTATED, move_due, settle
from models.words import Stage, StepState

STANDS = (Stage.SUSPENDED, Stage.WITHDRAWN)


def decide_optional(change: Change, actor: Actor, today: date, rules: Rulebook) -> None:
    """Do one of the two acts.

    Raises:
        Refused: the actor may not, no reason is given, the table does not know the step, its
            outcome decides the way, it is done already, its stage is over, or the plan stands
            still.
    """
    rule = _rule(change, actor)
    known = change.facts.step(rule.key)
    if change.act.trigger == acts.MAKE_OPTIONAL:
        step = _not_asked(change.facts, rule, known, today)
    else:
        step = _asked_again(change, rule, known, today, rules)
    change.facts.steps[rule.key] = step
    change.words["reason"] = change.act.reason
    change.body |= {"step": step.key, "n": step.occurrence}
    change.touch(step)


def _not_asked(facts: PlanFacts, rule: StepRule, known: StepFacts | None, today: date) -> StepFacts:
    if any(field.key == "outcome" for field in rule.evidence):
        raise refusal(
            "لا يمكن الإعفاء من التصويت: نتيجته تحدد المسار.",
            "Un vote ne peut être dispensé : son issue décide de la suite.",
            f"{rule.key} cannot be optional: its outcome decides the way",
        )
    if known and known.is_settled and known.outcome != REINSTATED:
        raise _settled_already(rule)
    if known and known.state == StepState.REPORTED:
        raise refusal(
            "صرح بإنجاز هذه الخطوة: اقبلوا التصريح أو أرجعوه أولا.",
            "L’étape a été déclarée : acceptez ou renvoyez d’abord la déclaration.",
            f"{rule.key} was reported: accept the report or return it first",
        )
    if known is None and is_over(facts, rule.stage):
        raise _stage_is_over(rule)
    step = known or StepFacts(rule.key, 1, rule.stage, StepState.WAITING)
    settle(step, StepState.WAIVED, today)
    step.outcome = OPTIONAL
    return step


def _asked_again(
    change: Change, rule: StepRule, known: StepFacts | None, today: date, rules: Rulebook
) -> StepFacts:
    facts = change.facts
    if known is None or known.outcome != OPTIONAL:
        raise refusal(
            "لم يسبق جعل هذه الخطوة اختيارية.",
            "Cette étape n’avait pas été rendue facultative.",
            f"{rule.key} was not made optional for this plan: there is nothing to take back",
        )
    if is_over(facts, rule.stage):
        raise _stage_is_over(rule)
    if facts.stage != rule.stage:
        known.outcome = REINSTATED  # asked when its stage is entered
        return known
    if known.opened_on is None:
        return StepFacts(rule.key, known.occurrence + 1, rule.stage, StepState.WAITING)
    _open_again(change, known, today, rules)
    return known


def _open_again(change: Change, step: StepFacts, today: date, rules: Rulebook) -> None:
    """Open a step where it stood. Asked again on a later day, it has its least days at least."""
    same_day = step.settled_on == today
    step.state, step.settled_on, step.outcome = StepState.OPEN, None, None
    ladder, least = change.facts.pathway.ladder, change.facts.pathway.least_days
    soonest = rules.days.add(today, least)
    if step.due_on and step.due_on < soonest and not same_day:
        move_due(change, step, soonest, f"least_days:{step.due_on.isoformat()}", rules)
    else:
        step.next_at = next_owed(step, ladder, rules.days, step.last_rung)
    _close_what_follows(change, step)


def _close_what_follows(change: Change, step: StepFacts) -> None:
    """Steps that opened only because this one was not asked wait for it again.

    What was reported or settled meanwhile stands: work that was done is not asked twice.
    """
    for rule in change.facts.pathway.steps:
        after = change.facts.step(rule.key)
        if step.key in rule.after and after is not None and after.state == StepState.OPEN:
            after.state, after.opened_on, after.due_on = StepState.WAITING, None, None
            after.original_due_on = after.due_rule = after.moved_because = None
            after.next_at = after.last_rung = after.asked_on = after.asked_until = None
            change.touch(after)


def is_over(facts: PlanFacts, stage: Stage) -> bool:
    """Whether a plan is past a stage of the path; monitoring comes again and is never past."""
    path = facts.pathway.stages
    here = facts.resume_stage or facts.stage
    again = {Stage.IMPLEMENTATION, Stage.CO_MONITORING}
    if here in again and stage in again:
        return False
    return path.index(stage) < path.index(here)


def _rule(change: Change, actor: Actor) -> StepRule:
    act, facts = change.act, change.facts
    check_decides(act, actor)
    if facts.stage in STANDS:
        raise refusal(
            "البرنامج معلق أو منسحب.",
            "Le plan est suspendu ou retiré.",
            f"the plan is {facts.stage}: its steps wait until it comes back",
        )
    rule = facts.pathway.by_key.get(act.step or "")
    if rule is None or not rule.enabled:
        known = ", ".join(one.key for one in facts.pathway.steps if one.enabled)
        raise refusal(
            f"لا توجد خطوة {act.step} في الجدول.",
            f"Le tableau n’a pas d’étape {act.step}.",
            f"the table has no step {act.step}; it has: {known}",
        )
    return rule


def _settled_already(rule: StepRule) -> Refused:
    name = STEP_NAMES[rule.key]
    return refusal(
        f"الخطوة «{name.ar}» منجزة أو معفى منها من قبل.",
        f"L’étape «\u00a0{name.fr}\u00a0» est déjà réglée.",
        f"{rule.key} is settled already",
    )


def _stage_is_over(rule: StepRule) -> Refused:
    name = STEP_NAMES[rule.key]
    return refusal(
        f"انتهت مرحلة الخطوة «{name.ar}».",
        f"La phase de l’étape «\u00a0{name.fr}\u00a0» est terminée.",
        f"the stage of {rule.key} is over for this plan",
    )
