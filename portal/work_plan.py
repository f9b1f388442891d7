"""The page of one plan for those who are signed in: everything about it, and what may be decided.

Auditors read the same page without any form.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.acts import ASK_EXTENSION
from lifecycle.facts import SETTLED
from lifecycle.holds import holds_of
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import LETTER_STATE_NAMES, ROLE_NAMES
from lifecycle.plans import NoSuchPlan, find_plan, history_of
from lifecycle.why import why
from models.database import reading
from models.outbox import OutboxLetter
from models.person import Person
from models.plan import Plan
from models.words import Language, LetterState
from portal.board_pages import plan_shown
from portal.board_words import board_words
from portal.kind_names import KIND_NAMES
from portal.pages import language_of, page, site_of, viewer_of
from portal.plan_shown import letters_shown, steps_shown, timeline, ways_shown
from portal.work_acts import (
    LIFT_ADDRESS,
    NAME_SUCCESSOR,
    RELEASE_LETTER,
    WORK_ACTS,
    possible_on_plan,
    possible_on_step,
)
from portal.work_evidence import evidence_shown
from portal.work_people import named_of, people_shown
from portal.work_plan_words import work_plan_words

LATEST = 12  # entries of the history that are shown before the rest is asked for
TROUBLED = (LetterState.HELD, LetterState.UNDELIVERABLE, LetterState.UNKNOWN, LetterState.DEFERRED)


def work_plan_page(request: Request) -> HTMLResponse:
    """GET /work/plans/<reference>: a plan in full; the check of its region was done before."""
    site, language, viewer = site_of(request), language_of(request), viewer_of(request)
    today = site.clock.today()
    with reading(site.engine) as session:
        try:
            row = find_plan(session, request.path_params["reference"], on=today)
        except NoSuchPlan as unknown:
            raise HTTPException(404) from unknown
        plan = session.get_one(Plan, row.id)
        decides = viewer.may_decide(row.region_code)
        steps = steps_in_full(session, plan, language, today, decides=decides)
        entries = history_in_full(session, plan.id, language)[::-1]
        ways = {way.trigger for way in why(session, plan.id, today) if way.may}
        people = people_shown(session, row.collectivity_code, language, today)
        held = {one["role_key"] for one in people}
        facts: dict[str, Any] = {
            "plan": plan_shown(row, language, holds_of(session, [row.id]).get(row.id)),
            "head": plan.head_seq,
            "ways": ways_shown(session, row.id, language, today),
            "people": people,
            "asked_people": [
                (ROLE_NAMES[role].said_in(language), person)
                for role, person in named_of(session, row.collectivity_code).items()
                if role.value not in held
            ],
            "troubled": troubled_letters(session, plan.id, language),
            "letters": letters_shown(session, row.id, language),
        }
        # Within the session: the rows of people are read by the template.
        return page(
            request,
            "work_plan.html",
            b=board_words(language),
            k=work_plan_words(language),
            decides=decides,
            acts=[(a.name, a.title.said_in(language)) for a in possible_on_plan(ways)],
            done=_done(request, language),
            lift_title=LIFT_ADDRESS.title.said_in(language),
            successor_title=NAME_SUCCESSOR.title.said_in(language),
            release_title=RELEASE_LETTER.title.said_in(language),
            steps=[one for one in steps if one["row"].state not in SETTLED],
            earlier=[one for one in steps if one["row"].state in SETTLED][::-1],
            latest=entries[:LATEST],
            older=entries[LATEST:],
            **facts,
        )


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


def troubled_letters(session: Session, plan_id: int, language: Language) -> list[dict[str, Any]]:
    """The letters that wait for a person, or did not arrive, with their address and the cause."""
    query = select(OutboxLetter).where(
        OutboxLetter.plan_id == plan_id, OutboxLetter.state.in_(TROUBLED)
    )
    found = session.scalars(query.order_by(OutboxLetter.written_on.desc(), OutboxLetter.id))
    return [
        {
            "id": one.id,
            "kind": KIND_NAMES[one.kind].said_in(language) if one.kind in KIND_NAMES else one.kind,
            "role": ROLE_NAMES[one.role].said_in(language),
            "state": LETTER_STATE_NAMES[one.state].said_in(language),
            "state_key": one.state.value,
            "on": one.written_on,
            "address": one.to_address or "",
            "cause": one.cause or "",
        }
        for one in found
    ]


def _done(request: Request, language: Language) -> str:
    """What was just decided, to be said once."""
    act = WORK_ACTS.get(request.query_params.get("done", ""))
    return act.title.said_in(language) if act else ""
