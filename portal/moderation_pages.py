"""Reading citizens' ideas before they are shown: for the coordinators of their region."""

from urllib.parse import urlencode

from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.consultation_search import all_consultations
from lifecycle.consultation_words import HIDDEN_NAMES
from lifecycle.consultations import locked
from lifecycle.errors import Refused
from lifecycle.ideas import hide_idea, show_idea
from lifecycle.language import Phrase
from models.consultation import Idea
from models.database import reading, writing
from models.words import HiddenBecause, Moderation
from portal.consultation_shown import (
    consultation_shown,
    idea_shown,
    named_consultation,
    part_titles,
)
from portal.consultation_words import MODERATION_NAMES, WORDS, consultation_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.route_table import Access, Page

PATH = "/work/consultations"
ONE = PATH + "/{reference}/{consultation}"
MOST = 50  # ideas on a page: the first that wait


def moderation_list(request: Request) -> Response:
    """GET /work/consultations: those on our own pages, the ones with ideas that wait first."""
    language, viewer = language_of(request), viewer_of(request)
    with reading(site_of(request).engine) as session:
        found = all_consultations(session, regions=None if viewer.national else viewer.regions)
        today = site_of(request).clock.today()
        mine = [consultation_shown(x, language, today) for x in found if x.row.own_page]
    mine.sort(key=lambda one: -one["counts"].pending)
    return page(request, "moderation_list.html", c=consultation_words(language), found=mine)


def moderation_page(request: Request) -> Response:
    """GET /work/consultations/<reference>/<kind>-<number>: its ideas, those that wait first."""
    return _shown(request)


def moderate(request: Request) -> Response:
    """POST the same: one idea is shown, or hidden for a reason of the list."""
    form, site = request.state.form, site_of(request)
    number, because = str(form.get("number", "")), str(form.get("because", ""))
    what = form.get("what")
    if not (number.isascii() and number.isdigit() and len(number) < 8):
        raise HTTPException(404)
    if what not in ("show", "hide") or (what == "hide" and because not in set(HiddenBecause)):
        return _shown(request, (int(number), WORDS["need_why"]), 422)
    who = {"actor": viewer_of(request).actor, "at": site.clock.now()}
    try:
        with writing(site.engine) as session:
            row = locked(session, named_consultation(session, request).row.id)
            idea = session.get(Idea, (row.id, int(number)))
            if idea is None:
                raise HTTPException(404)
            if what == "show":
                show_idea(session, idea, **who)
            else:
                hide_idea(session, idea, HiddenBecause(because), **who)
    except Refused as refused:
        return _shown(request, (int(number), refused.phrase), 422)
    asked = {"lang": language_of(request).value, "state": request.query_params.get("state", "")}
    return RedirectResponse(f"{request.url.path}?{urlencode(asked)}", 303)


def _shown(
    request: Request, problem: tuple[int, Phrase] | None = None, status: int = 200
) -> Response:
    language, asked = language_of(request), request.query_params.get("state", "")
    state = asked if asked in set(Moderation) else ""
    with reading(site_of(request).engine) as session:
        found = named_consultation(session, request)
        titles = part_titles(session, found.row.plan_id, language)
        query = select(Idea).where(Idea.consultation_id == found.row.id)
        if state:
            query = query.where(Idea.moderation == Moderation(state))
        waits = (Idea.moderation == Moderation.PENDING).desc()
        rows = session.scalars(query.order_by(waits, Idea.number).limit(MOST)).all()
        ideas = [idea_shown(idea, titles, language) for idea in rows]
    return page(
        request,
        "moderation.html",
        status,
        c=consultation_words(language),
        one=consultation_shown(found, language, site_of(request).clock.today()),
        ideas=ideas,
        state=state,
        states=[(one.value, MODERATION_NAMES[one].said_in(language)) for one in Moderation],
        reasons=[(one.value, name.said_in(language)) for one, name in HIDDEN_NAMES.items()],
        problem=(problem[0], problem[1].said_in(language)) if problem else (0, ""),
    )


MODERATION_PAGES = (
    Page(PATH, moderation_list, Access.DECIDES),
    Page(ONE, moderation_page, Access.DECIDES, personal=True),
    Page(ONE, moderate, Access.DECIDES, ("POST",)),
)
