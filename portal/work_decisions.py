"""One decision on a plan: the form that asks for it, and the post that records it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.errors import ConcurrentChange, Refused
from lifecycle.plans import find_plan
from models.database import reading, writing
from notifications.held_letters import NotHeld
from portal.board_pages import plan_shown
from portal.board_words import board_words
from portal.form_words import form_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.work_acts import About
from portal.work_doing import do
from portal.work_form import WorkForm, blank_form, read_work_form
from portal.work_plan_words import WORDS, work_plan_words
from portal.work_rows import rows_of, summary
from portal.work_steps import steps_in_full
from portal.work_subject import Subject, find_subject


def decision_page(request: Request) -> Response:
    """GET /work/plans/<reference>/<act>: the form of a decision, with what it is about."""
    with reading(site_of(request).engine) as session:
        subject = _subject(session, request, request.query_params)
        return _shown(session, request, subject, blank_form(subject, request.query_params))


def decide_page(request: Request) -> Response:
    """POST /work/plans/<reference>/<act>: record it; else 422 or 409 with everything kept."""
    site, said = site_of(request), request.state.form
    with reading(site.engine) as session:
        subject = _subject(session, request, said)
        form = read_work_form(subject, said, site.clock.today())
    status = 422 if form.problems else _record(request, form)
    if status == 303:
        asked = {"lang": language_of(request).value, "done": subject.act.name}
        return RedirectResponse(f"{_plan_path(request)}?{urlencode(asked)}", 303)
    if status == 409:
        form.problems[""] = WORDS["changed"]
    with reading(site.engine) as session:
        return _shown(session, request, _subject(session, request, said), form, status)


def _record(request: Request, form: WorkForm) -> int:
    """Do it, in one transaction: 303; 422 when the door refuses it, 409 when it is too late."""
    site = site_of(request)
    try:
        with writing(site.engine) as session:
            subject = _subject(session, request, request.state.form)
            if _unseen(session, subject, request.state.form.get("head")):
                return 409
            do(session, subject, form, viewer_of(request).actor, site.clock.now())
    except Refused as refused:
        form.problems[""] = refused.phrase
        return 422
    except (ConcurrentChange, NotHeld):
        return 409
    return 303


def _unseen(session: Session, subject: Subject, head: object) -> bool:
    """Whether something happened to the plan since the form was shown.

    Nobody accepts a report that was corrected meanwhile; the plan is locked until the decision is
    written.
    """
    session.refresh(subject.plan, with_for_update=True)
    about_plan = subject.act.about in (About.STEP, About.PLAN)
    return about_plan and head != str(subject.plan.head_seq)


def _subject(session: Session, request: Request, said: Mapping[str, Any]) -> Subject:
    """What the address and the form are about.

    Raises:
        HTTPException: 404 when there is no such decision, step, person or letter.
    """
    reference, act = request.path_params["reference"], request.path_params["act"]
    subject = find_subject(session, reference, act, said)
    if subject is None:
        raise HTTPException(404)
    return subject


def _shown(
    session: Session, request: Request, subject: Subject, form: WorkForm, status: int = 200
) -> Response:
    language, today = language_of(request), site_of(request).clock.today()
    rows = rows_of(subject, form, language)
    row = find_plan(session, subject.plan.reference, on=today)
    steps = steps_in_full(session, subject.plan, language, today, decides=False)
    about = subject.step.id if subject.step else None
    return page(
        request,
        "work_decision.html",
        status,
        b=board_words(language),
        f=form_words(language),
        k=work_plan_words(language),
        plan=plan_shown(row, language, None),
        subject=subject,
        title=subject.act.title.said_in(language),
        step=next((one for one in steps if one["row"].id == about), None),
        rows=rows,
        problems=summary(rows, form, language),
        back=f"{_plan_path(request)}?lang={language.value}",
    )


def _plan_path(request: Request) -> str:
    return f"/work/plans/{request.path_params['reference']}"
