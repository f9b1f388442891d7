"""What the pages behind a link show: the step, the plan, the role that is offered."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from lifecycle.language import FieldType
from lifecycle.pathway_words import ROLE_NAMES, STAGE_NAMES
from lifecycle.session_moves import WAITING
from models.succession import Succession
from models.words import Language, LinkAct, StepState
from notifications.session_names import session_name
from portal.board_words import board_words
from portal.forecast_shown import plan_told
from portal.forecast_words import forecast_words
from portal.link_filed import filed_by, filed_documents, said_fields, why_returned
from portal.link_followed import followed_links
from portal.link_opening import Opened
from portal.link_rendering import link_page
from portal.pages import language_of
from portal.plan_shown import steps_shown, timeline, ways_shown

UNSETTLED = (StepState.REPORTED,)  # besides those that are asked: it may be corrected


def show_link(request: Request, session: Session, opened: Opened) -> Response:
    """The page of a link: its step, its plan, or the role that is offered."""
    if opened.link.act == LinkAct.SUCCEED:
        return show_role(request, session, opened)
    facts = around(request, session, opened)
    if opened.link.act == LinkAct.FOLLOW:
        return link_page(request, opened, "link_plan.html", **facts)
    facts |= _step_facts(session, opened, facts["steps"], language_of(request))
    return link_page(request, opened, "link_step.html", **facts)


def show_role(
    request: Request, session: Session, opened: Opened, status: int = 200, **facts: Any
) -> Response:
    """The role that a successor is offered, with its two forms, or what became of it."""
    succession = session.get_one(Succession, opened.link.succession_id)
    told = {"problems": [], "wrong": {}, "typed": {"name": "", "no": ""}} | facts
    return link_page(
        request,
        opened,
        "link_role.html",
        status,
        role=ROLE_NAMES[succession.role].said_in(language_of(request)),
        state=succession.state.value,
        **told,
    )


def around(request: Request, session: Session, opened: Opened) -> dict[str, Any]:
    """What every page about a plan shows: where it stands, what is open, what happened."""
    language = language_of(request)
    steps = steps_shown(session, opened.plan.id, language, opened.today)
    mine = (opened.link.step_key, opened.link.occurrence)
    about, waits = (opened.plan.id, language), opened.plan.stage in WAITING
    opens = [s for s in steps if s["newest"] and (s["asked"] or s["state_key"] in UNSETTLED)]
    return {
        "steps": steps,
        "open_steps": opens,
        "others": [s for s in opens if (s["key"], s["occurrence"]) != mine],
        "stage": STAGE_NAMES[opened.plan.stage].said_in(language),
        "ways": [] if opened.stands_still else ways_shown(session, *about, opened.today),
        "session": session_name(opened.plan.session_code, language) if waits else "",
        "entries": timeline(session, opened.plan.id, language),
        "told": plan_told(session, opened.plan.id, language, opened.today) if waits else None,
        "followed": followed_links(opened, language),
        "b": board_words(language),
        "fw": forecast_words(language),
    }


def filed_facts(session: Session, opened: Opened, language: Language) -> dict[str, Any]:
    """What was filed for the step of a link, for its page and for the confirmation."""
    return {
        "filed": said_fields(session, opened, language),
        "documents": filed_documents(session, opened),
        "filed_by": filed_by(session, opened, language),
    }


def _step_facts(
    session: Session, opened: Opened, steps: list[dict[str, Any]], language: Language
) -> dict[str, Any]:
    """The step itself: what is asked of it, and what was filed."""
    link, step, rule = opened.link, opened.step, opened.rule
    mine = [s for s in steps if (s["key"], s["occurrence"]) == (link.step_key, link.occurrence)]
    returned = step is not None and step.state == StepState.RETURNED
    evidence = rule.evidence if rule else ()
    return {
        "shown": mine[0] if mine else None,
        "asked": [one.label.said_in(language) for one in evidence if one.type != FieldType.FILES],
        "return_reason": why_returned(session, opened) if returned else "",
        **filed_facts(session, opened, language),
    }
