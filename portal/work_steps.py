"""The steps and the history of a plan with what only those who are signed in may read."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.acts import ASK_EXTENSION
from lifecycle.pathway import VERSIONS
from lifecycle.plans import history_of
from models.person import Person
from models.plan import Plan
from models.words import Language
from portal.plan_shown import steps_shown, timeline
from portal.work_acts import possible_on_step
from portal.work_evidence import evidence_shown


def steps_in_full(
    session: Session, plan: Plan, language: Language, today: date, *, decides: bool
) -> list[dict[str, Any]]:
    """The steps as `steps_shown` gives them, with "filed", "asked_reason" (of a waiting extension)
    and "acts" [(name, title)] besides.
    """
    filed = evidence_shown(session, plan, language)
    rules = VERSIONS[plan.pathway_version].by_key
    reasons = {
        entry.step_key: entry.reason
        for entry in history_of(session, plan.id)
        if entry.trigger == ASK_EXTENSION
    }
    steps = steps_shown(session, plan.id, language, today)
    for one in steps:
        possible = decides and one["newest"]
        offered = possible_on_step(one["row"], rules[one["key"]], plan.stage) if possible else []
        one["filed"] = filed.get((one["key"], one["occurrence"]))
        one["asked_reason"] = reasons.get(one["key"], "") if one["asked_on"] else ""
        one["acts"] = [(act.name, act.title.said_in(language)) for act in offered]
    return steps


def history_in_full(session: Session, plan_id: int, language: Language) -> list[dict[str, Any]]:
    """The timeline with the name of whoever acted as "by", '' for the engine."""
    rows = timeline(session, plan_id, language)
    actors = {entry.seq: entry.actor_id.partition(":")[2] for entry in history_of(session, plan_id)}
    numbers = {int(one) for one in actors.values() if one.isascii() and one.isdigit()}
    people = select(Person.id, Person.name).where(Person.id.in_(numbers))
    names = {str(number): name for number, name in session.execute(people)}
    for row in rows:
        row["by"] = names.get(actors[row["seq"]], "")
    return rows
