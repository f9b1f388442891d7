"""Asking for more time and the answer to it: the clock stands still in between. Pure."""

from datetime import date, timedelta

from lifecycle.change import Change
from lifecycle.errors import refusal
from lifecycle.facts import StepFacts
from lifecycle.ladder import next_owed
from lifecycle.pathway import DEADLINE_MOVED, EXTENSION_ASKED, EXTENSION_REFUSED
from lifecycle.rulebook import Rulebook
from lifecycle.steps_of_plan import EXTENSION, move_due

REVIEW = "extension_review"
FURTHEST = timedelta(days=730)  # policy: a cycle lasts two years; beyond is a slip of the pen


def ask_extension(change: Change, step: StepFacts, today: date) -> None:
    """Ask for a later deadline: until it is answered, nobody is reminded and nothing is late.

    Raises:
        Refused: an extension waits already, the step has no deadline, or the date is not later.
    """
    until = change.act.due_on
    if step.asked_on:
        raise refusal(
            f"سبق طلب تمديد يوم {step.asked_on}، وهو قيد الدراسة.",
            f"Un délai a déjà été demandé le {step.asked_on} ; la demande est à l’étude.",
            f"an extension of {step.key} was asked on {step.asked_on} and waits for its answer",
        )
    if step.due_on is None:
        raise refusal(
            "ليس لهذه الخطوة أجل.", "Cette étape n’a pas d’échéance.", f"{step.key} has no deadline"
        )
    check_later(step, until, today)
    step.asked_on, step.asked_until, step.next_at = today, until, None
    change.owe(EXTENSION_ASKED, step, due_on=iso(step.due_on), asked_until=iso(until))
    change.body |= {"due": iso(step.due_on), "asked_until": iso(until)}


def grant_extension(change: Change, step: StepFacts, today: date, rules: Rulebook) -> None:
    """Say yes: the deadline is the one that was asked for, or one that the coordinator names."""
    _check_asked(step)
    due_on = change.act.due_on or step.asked_until
    check_later(step, due_on, today)
    was, step.asked_on, step.asked_until = step.due_on, None, None
    move_due(change, step, due_on or today, EXTENSION, rules)
    change.owe(DEADLINE_MOVED, step, due_on=iso(due_on), was=iso(was))


def refuse_extension(change: Change, step: StepFacts, today: date, rules: Rulebook) -> None:
    """Say no: the clock resumes, and the days that the answer took are given back."""
    _check_asked(step)
    waited = today - (step.asked_on or today)
    step.asked_on = step.asked_until = None
    if step.due_on and waited:
        step.due_on += waited
        step.moved_because = REVIEW
    step.next_at = next_owed(step, change.facts.pathway.ladder, rules.days, step.last_rung)
    change.owe(EXTENSION_REFUSED, step, due_on=iso(step.due_on))


def check_later(step: StepFacts, due_on: date | None, today: date) -> None:
    """Refuse a new deadline that is not after today and after the present one, or years away.

    Raises:
        Refused: it is missing, not later or too far.
    """
    if due_on is None or due_on <= today:
        raise refusal(
            "يجب أن يكون الأجل الجديد بعد اليوم.",
            "La nouvelle échéance doit être postérieure à aujourd’hui.",
            f"the new deadline of {step.key} must be after {today}; {due_on} is not",
        )
    if due_on > today + FURTHEST:
        raise refusal(
            "الأجل المطلوب بعيد جدا: سنتان على الأكثر.",
            "L’échéance demandée est trop lointaine\u00a0: deux ans au plus.",
            f"{due_on} is more than two years from today",
        )
    if step.due_on and due_on <= step.due_on:
        raise refusal(
            "لا يقصر الأجل: يجب أن يكون الأجل الجديد بعد الحالي.",
            "Une échéance ne se raccourcit pas : la nouvelle doit être postérieure à l’actuelle.",
            f"a deadline is never shortened: {due_on} is not after {step.due_on}",
        )


def iso(on: date | None) -> str:
    """A civil date as letters carry it, empty when there is none."""
    return on.isoformat() if on else ""


def _check_asked(step: StepFacts) -> None:
    if step.asked_on is None:
        raise refusal(
            "لم يطلب أي تمديد لهذه الخطوة.",
            "Aucun délai n’a été demandé pour cette étape.",
            f"no extension of {step.key} was asked for",
        )
