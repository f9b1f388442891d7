"""A plan in the words of a page: its timeline, steps, letters, and why it has not advanced.

Every function takes a session that reads, the plan's number and a language (Arabic or French), and
gives plain dictionaries ready for a template. Nothing in them names a person, but `free_reason` of
the timeline, which a public page leaves out.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.facts import ASKED
from lifecycle.language import Phrase
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import (
    LETTER_STATE_NAMES,
    OUTCOME_NAMES,
    PROVENANCE_NAMES,
    ROLE_NAMES,
    STAGE_NAMES,
    STEP_HOW,
    STEP_NAMES,
    STEP_STATE_NAMES,
    TRIGGER_NAMES,
    deadline_words,
    moved_because,
)
from lifecycle.plans import STOPPED
from lifecycle.why import WayOut, why
from lifecycle.working_days import WorkingDays
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import FactBasis, Language, VoteOutcome
from notifications.wording import long_date
from portal.kind_names import KIND_NAMES
from portal.plan_timeline import timeline

__all__ = ["letters_shown", "steps_shown", "timeline", "ways_shown"]

LOOKED_AT = {
    "calendar": Phrase("الجدول الزمني للفوج", "Calendrier de la cohorte", "Calendar"),
    "next_cycle": Phrase("الدورة الموالية", "Cycle suivant", "Next cycle"),
}


def steps_shown(
    session: Session, plan_id: int, language: Language, today: date
) -> list[dict[str, Any]]:
    """Every step of a plan, each time it was asked, in the order it was.

    Each is {"row" (the PlanStep), "key", "occurrence", "name", "how", "state", "state_key",
    "stage", "stage_key", "who", "newest", "asked", "late", "late_days" (working), "opened_on",
    "due_on", "original_due_on" (None unless it moved), "moved_because", "rule", "provenance",
    "done_on", "settled_on", "outcome", "asked_on", "asked_until"}.
    """
    plan = session.get_one(Plan, plan_id)
    query = select(PlanStep).where(PlanStep.plan_id == plan_id).order_by(PlanStep.id)
    steps = list(session.scalars(query))
    newest = {step.key: step.occurrence for step in sorted(steps, key=lambda s: s.occurrence)}
    return [_step(plan, step, newest[step.key], language, today) for step in steps]


def letters_shown(session: Session, plan_id: int, language: Language) -> list[dict[str, Any]]:
    """The letters of a plan, newest first: what and when, to which role, and what became of it.

    Each is {"id", "kind", "kind_key", "role", "step", "state", "state_key", "on", "accepted_at",
    "replayed", "illustrative"}; no address, no subject, no answer of a server.
    """
    columns = (
        OutboxLetter.id, OutboxLetter.kind, OutboxLetter.role, OutboxLetter.step_key,
        OutboxLetter.state, OutboxLetter.written_on, OutboxLetter.accepted_at,
        OutboxLetter.accepted_on, OutboxLetter.replayed, OutboxLetter.basis,
    )  # fmt: skip
    query = select(*columns).where(OutboxLetter.plan_id == plan_id)
    found = session.execute(query.order_by(OutboxLetter.written_on.desc(), OutboxLetter.id.desc()))
    return [
        {
            "id": row.id,
            "kind": KIND_NAMES[row.kind].said_in(language) if row.kind in KIND_NAMES else row.kind,
            "kind_key": row.kind,
            "role": ROLE_NAMES[row.role].said_in(language),
            "step": STEP_NAMES[row.step_key].said_in(language) if row.step_key else "",
            "state": LETTER_STATE_NAMES[row.state].said_in(language),
            "state_key": row.state.value,
            "on": row.accepted_on or row.written_on,
            "accepted_at": row.accepted_at,
            "replayed": row.replayed,
            "illustrative": row.basis == FactBasis.ILLUSTRATIVE,
        }
        for row in found
    ]


def ways_shown(
    session: Session, plan_id: int, language: Language, today: date
) -> list[dict[str, Any]]:
    """Why a plan has not advanced: the ways that it would take by itself, and what is against each.

    Each is {"trigger", "name", "to_stage", "may", "opens_on", "reasons": [{"sentence",
    "looked_at": [words], "who", "since"}]}.
    """
    return [_way(way, language) for way in why(session, plan_id, today) if way.by_itself]


def _step(
    plan: Plan, step: PlanStep, newest: int, language: Language, today: date
) -> dict[str, Any]:
    rule = VERSIONS[plan.pathway_version].by_key[step.key]
    asked = step.state in ASKED and plan.stage not in STOPPED
    late_since = step.due_on if asked and not step.asked_on else None
    late = late_since is not None and late_since < today
    voted = OUTCOME_NAMES[VoteOutcome(step.outcome)] if step.outcome in set(VoteOutcome) else None
    return {
        "row": step,
        "key": step.key,
        "occurrence": step.occurrence,
        "name": STEP_NAMES[step.key].said_in(language),
        "how": STEP_HOW[step.key].said_in(language),
        "state": STEP_STATE_NAMES[step.state].said_in(language),
        "state_key": step.state.value,
        "stage": STAGE_NAMES[step.stage].said_in(language),
        "stage_key": step.stage.value,
        "who": ROLE_NAMES[rule.actor].said_in(language),
        "newest": step.occurrence == newest,
        "asked": asked,
        "late": late,
        "late_days": WorkingDays().between(late_since, today) if late and late_since else 0,
        "opened_on": step.opened_on,
        "due_on": step.due_on,
        "original_due_on": step.original_due_on if step.original_due_on != step.due_on else None,
        "moved_because": moved_because(step.moved_because).said_in(language),
        "rule": deadline_words(rule.deadline).said_in(language),
        "provenance": PROVENANCE_NAMES[rule.deadline.provenance].said_in(language),
        "done_on": step.done_on,
        "settled_on": step.settled_on,
        "outcome": voted.said_in(language) if voted else "",
        "asked_on": step.asked_on,
        "asked_until": step.asked_until,
    }


def _way(way: WayOut, language: Language) -> dict[str, Any]:
    reasons = [
        {
            "sentence": reason.phrase.said_in(language),
            "looked_at": [said for one in reason.looked_at if (said := _looked_at(one, language))],
            "who": ROLE_NAMES[reason.unblocked_by].said_in(language),
            "since": reason.since,
        }
        for reason in way.reasons
    ]
    return {
        "trigger": way.trigger,
        "name": TRIGGER_NAMES[way.trigger].said_in(language),
        "to_stage": next(n.said_in(language) for s, n in STAGE_NAMES.items() if s == way.dest),
        "may": way.may,
        "opens_on": way.opens_on,
        "reasons": reasons,
    }


def _looked_at(said: str, language: Language) -> str:
    """What a guard looked at: a step, a date or a word of its own; '' when it is none of them."""
    known = STEP_NAMES.get(said) or LOOKED_AT.get(said)
    if known:
        return known.said_in(language)
    try:
        return long_date(date.fromisoformat(said), language)
    except ValueError:
        return ""
