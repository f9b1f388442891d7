"""The page of one plan for those who are signed in: everything about it, and what may be decided.

Auditors read the same page without any form.
"""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.facts import ASKED, SETTLED
from lifecycle.holds import holds_of
from lifecycle.pathway_words import ROLE_NAMES
from lifecycle.plans import NoSuchPlan, PlanRow, find_plan, other_tracks
from lifecycle.successor_checks import PASSED_ON
from lifecycle.why import why
from models.database import reading
from models.plan import Plan
from models.words import Language, StepState
from portal.board_pages import plan_shown
from portal.board_words import board_words
from portal.forecast_shown import plan_told
from portal.forecast_words import forecast_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.plan_shown import letters_shown, ways_shown
from portal.work_acts import (
    LIFT_ADDRESS,
    NAME_SUCCESSOR,
    RELEASE_LETTER,
    WORK_ACTS,
    possible_on_plan,
)
from portal.work_letters import troubled_letters
from portal.work_people import named_of, people_shown
from portal.work_plan_words import work_plan_words
from portal.work_steps import history_in_full, steps_in_full

LIVE = ASKED | {StepState.REPORTED}
LATEST = 12  # entries of the history that are shown before the rest is asked for
TITLES = {
    "lift_title": LIFT_ADDRESS, "successor_title": NAME_SUCCESSOR, "release_title": RELEASE_LETTER,
}  # fmt: skip


def work_plan_page(request: Request) -> HTMLResponse:
    """GET /work/plans/<reference>: a plan in full; the check of its region was done before."""
    site, language = site_of(request), language_of(request)
    today = site.clock.today()
    with reading(site.engine) as session:
        try:
            row = find_plan(session, request.path_params["reference"], on=today)
        except NoSuchPlan as unknown:
            raise HTTPException(404) from unknown
        decides = viewer_of(request).may_decide(row.region_code)
        facts: dict[str, Any] = {
            **{name: act.title.said_in(language) for name, act in TITLES.items()},
            **_plan(session, row, language, today),
            **_steps(session, row, language, today, decides=decides),
            **_people(session, row, language, today),
            **_letters(session, row, language),
        }
        # Within the session: the template reads the rows of people.
        return page(
            request,
            "work_plan.html",
            b=board_words(language),
            k=work_plan_words(language),
            f=forecast_words(language),
            decides=decides,
            done=_done(request, language),
            **facts,
        )


def _plan(session: Session, row: PlanRow, language: Language, today: date) -> dict[str, Any]:
    possible = possible_on_plan(w.trigger for w in why(session, row.id, today) if w.may)
    return {
        "plan": plan_shown(row, language, holds_of(session, [row.id]).get(row.id)),
        "others": [plan_shown(o, language, None) for o in other_tracks(session, row, on=today)],
        "told": plan_told(session, row.id, language, today),
        "head": session.get_one(Plan, row.id).head_seq,
        "ways": ways_shown(session, row.id, language, today),
        "acts": [(act.name, act.title.said_in(language)) for act in possible],
    }


def _steps(
    session: Session, row: PlanRow, language: Language, today: date, *, decides: bool
) -> dict[str, Any]:
    plan = session.get_one(Plan, row.id)
    steps = steps_in_full(session, plan, language, today, decides=decides)
    entries = history_in_full(session, row.id, language)[::-1]
    return {
        "steps": [one for one in steps if one["row"].state in LIVE],
        "waiting": [one for one in steps if one["row"].state == StepState.WAITING],
        "earlier": [one for one in steps if one["row"].state in SETTLED][::-1],
        "latest": entries[:LATEST],
        "older": entries[LATEST:],
    }


def _people(session: Session, row: PlanRow, language: Language, today: date) -> dict[str, Any]:
    people = people_shown(session, row.collectivity_code, language, today)
    held = {one["role_key"] for one in people}
    named = named_of(session, row.collectivity_code)
    return {
        "people": people,
        "missing": [(r.value, ROLE_NAMES[r].said_in(language)) for r in PASSED_ON if r not in held],
        "asked_people": [
            (ROLE_NAMES[role].said_in(language), person)
            for role, person in named.items()
            if role not in held
        ],
    }


def _letters(session: Session, row: PlanRow, language: Language) -> dict[str, Any]:
    return {
        "troubled": troubled_letters(session, row.id, language),
        "letters": letters_shown(session, row.id, language),
    }


def _done(request: Request, language: Language) -> str:
    """What was just decided, to be said once."""
    act = WORK_ACTS.get(request.query_params.get("done", ""))
    return act.title.said_in(language) if act else ""
