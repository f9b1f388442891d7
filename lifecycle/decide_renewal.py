"""Elections renewed a council: the plan goes on, and what waits for the new council waits. Pure."""

from dataclasses import replace
from datetime import date

from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.council_pause import (
    RENEWED,
    name_by,
    paused_until,
    waits_for_the_council,
)
from lifecycle.decide_extension import iso
from lifecycle.errors import refusal
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.pathway import COUNCIL_RENEWED
from lifecycle.powers import check_decides
from lifecycle.published_reasons import VOTE
from lifecycle.rulebook import AGENDA_CLOSES, Rulebook
from lifecycle.steps_of_plan import OWING, date_by_session, move_due
from models.words import Role, Stage, StepState

ENDED, TOLD = "ended", "told"  # in the body: the mandates, and the roles that are written to
BEFORE_THE_VOTE = (Stage.JOINING, Stage.CO_CREATION, Stage.COUNCIL_APPROVAL)


def renew_council(change: Change, actor: Actor, today: date, rules: Rulebook) -> None:
    """Record that a council was renewed on the day on which the act takes effect.

    A plan that still waits for its vote aims at the first session that a new council can prepare;
    every open step of the elected is due after the pause at the soonest. `said` names the mandates
    that end ([role, person:NUMBER]) and the roles that are written to.

    Raises:
        Refused: the actor may not, no reason is given, or that election was recorded already.
    """
    facts, act = change.facts, change.act
    check_decides(act, actor)
    _refuse_twice(facts, change.effective_on)
    if TOLD not in (act.said or {}):
        raise refusal(
            "يسجل تجديد المجالس من صفحته.",
            "Le renouvellement s’enregistre par sa propre page.",
            "a renewal ends mandates too: use `infitah council-renewal`",
        )
    facts.renewed_on = change.effective_on
    change.words["reason"] = act.reason
    before = facts.session_on
    if facts.stage not in (Stage.WITHDRAWN, Stage.COMPLETED):
        _aim_later(change, today, rules)
        _give_time(change, today, rules)
    by = name_by(change.effective_on, today, facts.pathway.least_days, rules.days)
    change.body["name_by"] = iso(by)
    to = tuple(Role(role) for role in (act.said or {})[TOLD])
    letters = tuple(replace(letter, to=to) for letter in COUNCIL_RENEWED)
    change.owe(letters, name_by=iso(by), aims=facts.session_on != before)


def _refuse_twice(facts: PlanFacts, on: date) -> None:
    if facts.renewed_on and facts.renewed_on >= on:
        raise refusal(
            f"سبق تسجيل تجديد هذا المجلس بتاريخ {facts.renewed_on}.",
            f"Le renouvellement de ce conseil au {facts.renewed_on} est déjà enregistré.",
            f"the renewal of this council on {facts.renewed_on} is recorded already",
        )


def _aim_later(change: Change, today: date, rules: Rulebook) -> None:
    """Aim at the first session whose agenda closes after the pause, unless the vote was had.

    A deadline that the law counts from the session is not moved: the session aimed at is. A council
    that votes sooner, at an extraordinary session too, reports it as ever.
    """
    facts, pause = change.facts, paused_until(change.facts, rules.days)
    waits = (facts.resume_stage or facts.stage) in BEFORE_THE_VOTE and not _voted(facts)
    reachable = pause and facts.session_on and facts.session_on >= pause + AGENDA_CLOSES
    if not waits or reachable:
        return
    aimed = rules.first_reachable(facts, today)
    facts.session_code, facts.session_on = aimed.code, aimed.opens_on
    date_by_session(change, RENEWED, today, rules)


def _voted(facts: PlanFacts) -> bool:
    vote = facts.step(VOTE)
    if (facts.resume_stage or facts.stage) != Stage.COUNCIL_APPROVAL or vote is None:
        return False
    return vote.is_settled or vote.state in (StepState.REPORTED, StepState.RETURNED)


def _give_time(change: Change, today: date, rules: Rulebook) -> None:
    """No open step of the elected is due before the pause ends, or in less than the least days."""
    facts = change.facts
    least = rules.days.add(today, facts.pathway.least_days)
    until = max(paused_until(facts, rules.days) or least, least)
    for step in facts.steps.values():
        waits = step.state in OWING and waits_for_the_council(facts.pathway.by_key[step.key])
        if waits and step.due_on and step.due_on < until:
            _answer_what_was_asked(step, until)
            move_due(change, step, until, RENEWED, rules)


def _answer_what_was_asked(step: StepFacts, until: date) -> None:
    """More time that was asked for is given, when the pause gives at least as much."""
    if step.asked_until and step.asked_until <= until:
        step.asked_on = step.asked_until = None
