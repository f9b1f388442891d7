"""Acts on one step: report, correct, accept, return, waive, move its deadline. Pure."""

from datetime import date

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.decide_extension import (
    ask_extension,
    check_later,
    grant_extension,
    iso,
    refuse_extension,
)
from lifecycle.errors import refusal
from lifecycle.evidence_check import check_evidence, done_on
from lifecycle.facts import ASKED, StepFacts
from lifecycle.history import fields_digest
from lifecycle.ladder import next_owed
from lifecycle.language import FiredBy
from lifecycle.pathway import DEADLINE_MOVED, STEP_ACCEPTED, STEP_REPORTED, STEP_RETURNED
from lifecycle.pathway_words import STEP_STATE_NAMES
from lifecycle.rulebook import Rulebook
from lifecycle.steps_of_plan import EXTENSION, move_due, settle
from models.words import FactBasis, Role, Stage, StepState

FROM = {
    acts.REPORT: frozenset(ASKED),
    acts.CORRECT: frozenset({StepState.REPORTED}),
    acts.ACCEPT: frozenset({StepState.REPORTED}),
    acts.RETURN: frozenset({StepState.REPORTED}),
    acts.WAIVE: frozenset({*ASKED, StepState.WAITING, StepState.REPORTED}),
    acts.MOVE: frozenset(ASKED),
    acts.ASK_EXTENSION: frozenset(ASKED),
    acts.GRANT_EXTENSION: frozenset(ASKED),
    acts.REFUSE_EXTENSION: frozenset(ASKED),
    acts.RESTORE: frozenset({*ASKED, StepState.REPORTED}),
}
WITH_REASON = {acts.RETURN, acts.WAIVE, acts.MOVE, acts.ASK_EXTENSION, acts.REFUSE_EXTENSION,
               acts.RESTORE}  # fmt: skip


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
    if trigger in (acts.REPORT, acts.CORRECT):
        _report(change, step, today)
    elif trigger == acts.ACCEPT:
        settle(step, StepState.ACCEPTED, today)
        change.owe(STEP_ACCEPTED, step)
    elif trigger == acts.RETURN:
        _return(change, step, today, rules)
        change.owe(STEP_RETURNED, step, due_on=iso(step.due_on))
    elif trigger == acts.WAIVE:
        _refuse_to_waive_a_vote(change, step)
        settle(step, StepState.WAIVED, today)
    elif trigger == acts.ASK_EXTENSION:
        ask_extension(change, step, today)
    elif trigger == acts.GRANT_EXTENSION:
        grant_extension(change, step, today, rules)
    elif trigger == acts.REFUSE_EXTENSION:
        refuse_extension(change, step, today, rules)
    elif trigger == acts.RESTORE:
        _restore_deadline(change, step, today, rules)
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
    step.asked_on = step.asked_until = None  # done before the answer: nothing is asked any more
    change.body["evidence"] = fields_digest(fields)
    change.fields = fields
    if change.act.confirm_to is not None:
        change.owe(STEP_REPORTED, step, to_person=change.act.confirm_to)
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
        raise refusal(
            "لا يمكن الإعفاء من التصويت: نتيجته تحدد المسار.",
            "Un vote ne peut être dispensé : son issue décide de la suite.",
            f"{step.key} cannot be waived: its outcome decides the way; report it, or suspend",
        )


def _move_deadline(change: Change, step: StepFacts, today: date, rules: Rulebook) -> None:
    due_on, was = change.act.due_on, step.due_on
    check_later(step, due_on, today)
    step.asked_on = step.asked_until = None  # a new deadline answers what was asked
    move_due(change, step, due_on or today, EXTENSION, rules)
    change.owe(DEADLINE_MOVED, step, due_on=iso(due_on), was=iso(was))


def _restore_deadline(change: Change, step: StepFacts, today: date, rules: Rulebook) -> None:
    """Put a deadline back where it was; one that is near leaves the least days from today.

    What was changed today is put back as it was: nobody has planned by it yet.
    Only the undoing of a batch asks for it: people move a deadline later, never sooner.
    """
    due_on, was = change.act.due_on, step.due_on
    if due_on is None or was is None or due_on == was:
        raise refusal(
            "الأجل على حاله.", "L’échéance n’a pas changé.", f"{step.key} is due on {was} already"
        )
    least = rules.days.add(today, change.facts.pathway.least_days)
    exactly = change.act.same_day and due_on >= today
    on = due_on if exactly else max(due_on, min(was, least))
    original = on == step.original_due_on
    move_due(change, step, on, "restored", rules)
    if original:
        step.moved_because = None
    change.owe(DEADLINE_MOVED, step, due_on=iso(on), was=iso(was))


def _step(change: Change, actor: Actor) -> StepFacts:
    """The step that the act names, when the act is possible on it."""
    act, facts = change.act, change.facts
    step = facts.step(act.step or "")
    if step is None:
        known = ", ".join(facts.steps)
        raise refusal(
            f"لا توجد خطوة {act.step} في هذا البرنامج.",
            f"Le plan n’a pas d’étape {act.step}.",
            f"the plan has no step {act.step}; it has: {known}",
        )
    if facts.stage in (Stage.SUSPENDED, Stage.WITHDRAWN):
        raise refusal(
            "البرنامج معلق أو منسحب.",
            "Le plan est suspendu ou retiré.",
            f"the plan is {facts.stage}: its steps wait until it comes back",
        )
    if step.state not in FROM[act.trigger]:
        state = STEP_STATE_NAMES[step.state]
        raise refusal(
            f"حالة الخطوة ({state.ar}) لا تسمح بذلك.",
            f"L’état de l’étape ({state.fr}) ne le permet pas.",
            f"{act.trigger} is not possible: step {step.key} is {step.state}",
        )
    if act.trigger in WITH_REASON and not act.reason.strip():
        raise refusal("يجب ذكر السبب.", "Un motif est requis.", f"{act.trigger} needs a reason")
    own = act.trigger in acts.OF_FOCAL_POINTS
    of_civil_society = facts.pathway.by_key[step.key].actor == Role.CIVIL_SOCIETY
    if own and of_civil_society and FiredBy.CIVIL_SOCIETY not in actor.powers:
        raise refusal(
            "لا يعبر عن رأي المجتمع المدني إلا ممثله في لجنة التتبع: عينوه إن لم يكن معينا.",
            "Seul le représentant de la société civile au comité de suivi donne cet avis\u00a0: "
            "désignez-le s’il ne l’est pas.",
            f"{actor.id} does not speak for civil society: name who does, and let them answer",
        )
    if own and FiredBy.FOCAL_POINT not in actor.powers:
        raise refusal(
            "لا يملك هذا الفاعل صلاحية التصريح بإنجاز خطوة.",
            "Cet acteur ne peut pas déclarer une étape.",
            f"{actor.id} may not report a step: a focal point or a coordinator does",
        )
    if not own and actor.powers != acts.EVERYTHING:
        raise refusal(
            "هذا القرار من اختصاص المنسق.",
            "Cette décision revient au coordinateur.",
            f"{actor.id} may not {act.trigger}: a coordinator decides it",
        )
    return step
