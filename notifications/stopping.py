"""Whether a letter is still owed at the moment it would leave. Pure: facts and today's date in."""

from datetime import date

from lifecycle.consultation_rungs import CONSULTATION_AHEAD, PUBLISH_OUTCOMES
from lifecycle.facts import ASKED, SETTLED
from models.words import Stage, StepState
from notifications.due import Due
from notifications.plans import PlanNow, StepNow

OVERDUE = frozenset(
    {"step_overdue", "overdue_for_region", "overdue_for_national", "president_notice"}
)
BEFORE_DUE = frozenset({"step_reminder", "step_eve"})
TO_COORDINATORS = frozenset({"overdue_for_region", "overdue_for_national"})
# Letters that ask for a step; `step_accepted` tells that it is settled, so it is not one of them.
ASKING = OVERDUE | BEFORE_DUE | {"step_opened", "step_returned", "deadline_moved"}
# What answers a person's own act, just now: it does not wait for the hours of letters.
ANSWERING = frozenset({"new_link", "step_reported", "successor_named"})
EXTENSION_ASKED = "extension_asked"
STANDING_STILL = frozenset({Stage.SUSPENDED, Stage.WITHDRAWN})


def reason_to_stop(letter: Due, plan: PlanNow | None, today: date) -> str | None:
    """Why a letter is not owed any more, None when it is.

    A letter about the plan as a whole tells what has happened: it is always owed.
    """
    if letter.kind == EXTENSION_ASKED and plan is not None:
        return _stopped_by_answer(plan.step_of(letter))
    if letter.kind in (CONSULTATION_AHEAD, PUBLISH_OUTCOMES) and plan is not None:
        return _stopped_consultation(letter, plan, today)
    if letter.kind not in ASKING or plan is None:
        return None
    if plan.stage in STANDING_STILL:
        return f"the plan is {plan.stage}: nothing is asked of it"
    step = plan.step_of(letter)
    if step is None:
        return "the step is not part of the plan any more"
    return _stopped_by_step(step) or _stopped_by_deadline(letter, step, today)


def _stopped_by_answer(step: StepNow | None) -> str | None:
    """A decision that was made since, or is not needed any more, is not asked for."""
    if step is None or step.asked_on is None:
        return "the extension was answered, or the step was reported, already"
    return None


def _stopped_consultation(letter: Due, plan: PlanNow, today: date) -> str | None:
    """A window that is open is not announced any more, an answer that is given not asked for."""
    if plan.stage in STANDING_STILL:
        return f"the plan is {plan.stage}: nothing is asked of it"
    if letter.kind == CONSULTATION_AHEAD:
        opened = today >= date.fromisoformat(letter.context["opens_on"])
        return "the consultation is open already" if opened else None
    answered = letter.context["consultation"] not in plan.unanswered
    return "what became of the ideas is published already" if answered else None


def _stopped_by_step(step: StepNow) -> str | None:
    if step.state in SETTLED:
        return f"the step is {step.state} already"
    if step.state == StepState.REPORTED:
        return "the step was reported: a coordinator looks at it"
    if step.asked_on is not None:
        return "an extension was asked: a coordinator decides it"
    if step.state not in ASKED:
        return "the step is not asked for now"
    return None


def _stopped_by_deadline(letter: Due, step: StepNow, today: date) -> str | None:
    """A reminder whose deadline was moved away, or has gone by, would say what is not so."""
    if step.due_on is None:
        return None
    if letter.kind in OVERDUE and step.due_on >= today:
        return f"the deadline was moved to {step.due_on}"
    if letter.kind in BEFORE_DUE and step.due_on < today:
        return "the deadline has gone by: the next rung speaks of it"
    written_for = letter.context.get("due_on")
    if letter.kind in BEFORE_DUE and written_for and written_for != step.due_on.isoformat():
        return f"the deadline was moved to {step.due_on}: the ladder starts again"
    return None
