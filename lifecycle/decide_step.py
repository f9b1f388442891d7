"""Acts on one step: report, accept, return, waive, move its deadline. Pure."""

from datetime import date

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.errors import Refused
from lifecycle.evidence_check import check_evidence, done_on
from lifecycle.facts import ASKED, StepFacts
from lifecycle.history import fields_digest
from lifecycle.ladder import next_owed
from lifecycle.language import FiredBy, Phrase
from lifecycle.pathway import DEADLINE_MOVED, STEP_ACCEPTED, STEP_RETURNED
from lifecycle.rulebook import Rulebook
from lifecycle.steps_of_plan import move_due, settle
from models.words import FactBasis, Stage, StepState

FROM = {
    acts.REPORT: frozenset(ASKED),
    acts.ACCEPT: frozenset({StepState.REPORTED}),
    acts.RETURN: frozenset({StepState.REPORTED}),
    acts.WAIVE: frozenset({*ASKED, StepState.WAITING, StepState.REPORTED}),
    acts.MOVE: frozenset(ASKED),
}
WITH_REASON = {acts.RETURN, acts.WAIVE, acts.MOVE}


def decide_step(change: Change, actor: Actor, today: date, rules: Rulebook) -> None:
    """Do an act on a step.

    Raises:
        Refused: the step is not in a state for it, a reason or evidence is missing, the actor may
            not, or the plan is suspended or withdrawn.
    """
    step = _step(change, actor)
    trigger = change.act.trigger
    if change.act.reason:
        change.words["reason"] = change.act.reason
    if trigger == acts.REPORT:
        _report(change, step, today)
    elif trigger == acts.ACCEPT:
        settle(step, StepState.ACCEPTED, today)
        change.owe(STEP_ACCEPTED, step)
    elif trigger == acts.RETURN:
        _return(change, step, today, rules)
        change.owe(STEP_RETURNED, step, due_on=_iso(step.due_on))
    elif trigger == acts.WAIVE:
        _refuse_to_waive_a_vote(change, step)
        settle(step, StepState.WAIVED, today)
    else:
        _move_deadline(change, step, today, rules)
    change.body |= {"step": step.key, "n": step.occurrence}
    change.touch(step)


def _report(change: Change, step: StepFacts, today: date) -> None:
    rule = change.facts.pathway.by_key[step.key]
    documented = change.act.basis == FactBasis.DOCUMENTED
    fields = check_evidence(rule, change.act.fields or {}, today, complete=not documented)
    step.done_on = done_on(fields, change.effective_on)
    step.outcome = fields.get("outcome")
    step.state, step.next_at = StepState.REPORTED, None
    change.body["evidence"] = fields_digest(fields)
    change.fields = fields
    if not rule.review:
        settle(step, StepState.ACCEPTED, today)


def _return(change: Change, step: StepFacts, today: date, rules: Rulebook) -> None:
    """Send a report back. A deadline that passed during the review gives the least days again."""
    step.state = StepState.RETURNED
    if step.due_on and step.due_on < today:
        least = rules.days.add(today, change.facts.pathway.least_days)
        move_due(change, step, least, f"least_days:{step.due_on.isoformat()}", rules)
    else:
        step.next_at = next_owed(step, change.facts.pathway.ladder, rules.days, step.last_rung)


def _refuse_to_waive_a_vote(change: Change, step: StepFacts) -> None:
    """A step whose outcome decides the way cannot be waived: the plan would have no way out."""
    if any(field.key == "outcome" for field in change.facts.pathway.by_key[step.key].evidence):
        raise _refusal(
            "لا يمكن الإعفاء من التصويت: نتيجته تحدد المسار.",
            "Un vote ne peut être dispensé : son issue décide de la suite.",
            f"{step.key} cannot be waived: its outcome decides the way; report it, or suspend",
        )


def _move_deadline(change: Change, step: StepFacts, today: date, rules: Rulebook) -> None:
    due_on = change.act.due_on
    if due_on is None or due_on <= today:
        raise _refusal(
            "يجب أن يكون الأجل الجديد بعد اليوم.",
            "La nouvelle échéance doit être postérieure à aujourd’hui.",
            f"the new deadline of {step.key} must be after {today}; {due_on} is not",
        )
    was = step.due_on
    if was and due_on <= was:
        raise _refusal(
            "لا يقصر الأجل: يجب أن يكون الأجل الجديد بعد الحالي.",
            "Une échéance ne se raccourcit pas : la nouvelle doit être postérieure à l’actuelle.",
            f"a deadline is never shortened: {due_on} is not after {was}",
        )
    move_due(change, step, due_on, "extension", rules)
    change.owe(DEADLINE_MOVED, step, due_on=due_on.isoformat(), was=_iso(was))


def _step(change: Change, actor: Actor) -> StepFacts:
    """The step that the act names, when the act is possible on it."""
    act, facts = change.act, change.facts
    step = facts.step(act.step or "")
    if step is None:
        known = ", ".join(facts.steps)
        raise _refusal(
            f"لا توجد خطوة {act.step} في هذا البرنامج.",
            f"Le plan n’a pas d’étape {act.step}.",
            f"the plan has no step {act.step}; it has: {known}",
        )
    if facts.stage in (Stage.SUSPENDED, Stage.WITHDRAWN):
        raise _refusal(
            "البرنامج معلق أو منسحب.",
            "Le plan est suspendu ou retiré.",
            f"the plan is {facts.stage}: its steps wait until it comes back",
        )
    if step.state not in FROM[act.trigger]:
        raise _refusal(
            f"حالة الخطوة ({step.state}) لا تسمح بذلك.",
            f"L’état de l’étape ({step.state}) ne le permet pas.",
            f"{act.trigger} is not possible: step {step.key} is {step.state}",
        )
    if act.trigger in WITH_REASON and not act.reason.strip():
        raise _refusal("يجب ذكر السبب.", "Un motif est requis.", f"{act.trigger} needs a reason")
    if act.trigger == acts.REPORT and FiredBy.FOCAL_POINT not in actor.powers:
        raise _refusal(
            "لا يملك هذا الفاعل صلاحية التصريح بإنجاز خطوة.",
            "Cet acteur ne peut pas déclarer une étape.",
            f"{actor.id} may not report a step: a focal point or a coordinator does",
        )
    if act.trigger != acts.REPORT and actor.powers != acts.EVERYTHING:
        raise _refusal(
            "هذا القرار من اختصاص المنسق.",
            "Cette décision revient au coordinateur.",
            f"{actor.id} may not {act.trigger}: a coordinator decides it",
        )
    return step


def _refusal(ar: str, fr: str, en: str) -> Refused:
    return Refused(Phrase(ar, fr, en))


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
