"""The pages behind a link: reading shows, sending a form with typed data acts.

A GET or HEAD never writes: mail programs and scanners open every link of a letter.
"""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.documents import documents_of
from models.database import writing
from models.words import LinkAct
from notifications.found_links import LinkState, find_link, send_new_link
from notifications.link_keys import load_keys
from portal.attachments import as_attachment
from portal.followed_papers import link_evaluation_paper, link_round_paper
from portal.form_tokens import is_form_token
from portal.link_answers import answer_token
from portal.link_evaluation import link_evaluation
from portal.link_forms import FORMS
from portal.link_limits import limited
from portal.link_opening import CAUSE, LinkClosed, Opened, open_link
from portal.link_programme import link_programme, link_project, link_sheet
from portal.link_progress import link_progress
from portal.link_rendering import NEW, closed_page, link_page, shown, told_page
from portal.link_sending import form_endpoint
from portal.link_shown import around, filed_facts, show_link
from portal.link_words import DONE, WORDS
from portal.pages import language_of, site_of
from portal.route_table import Access, Page

STEPS = "steps"  # the forms that lead from a plan to one of its steps


async def link(request: Request) -> Response:
    """GET /l/<token>: what the link is about."""
    return await run_in_threadpool(shown, request, partial(show_link, request))


async def done(request: Request) -> Response:
    """GET /l/<token>/done: the confirmation of what was sent."""
    return await run_in_threadpool(shown, request, partial(_show_done, request))


async def document(request: Request) -> Response:
    """GET /l/<token>/documents/<sha256>: a document of the link's plan, as an attachment."""
    return await run_in_threadpool(shown, request, partial(_give_document, request))


async def step(request: Request) -> Response:
    """POST /l/<token>/steps/<key>: from a plan that is followed to one of its open steps."""
    return await run_in_threadpool(_open_step, request, await _small_form(request))


async def new_link(request: Request) -> Response:
    """POST /l/<token>/new: a new link to the same mailbox; the answer never tells whether."""
    return await run_in_threadpool(_send_new_link, request, await _small_form(request))


async def _small_form(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=8)


def _show_done(request: Request, session: Session, opened: Opened) -> Response:
    what, language = request.query_params.get("what", ""), language_of(request)
    if what not in DONE or what == NEW:
        raise HTTPException(404)
    filed: dict[str, Any] = {"filed": [], "documents": [], "filed_by": None}
    if what == "report":
        filed = filed_facts(session, opened, language)
    facts = around(request, session, opened) | filed
    sentence = DONE[what].said_in(language)
    return link_page(request, opened, "link_done.html", sentence=sentence, what=what, **facts)


def _give_document(request: Request, session: Session, opened: Opened) -> Response:
    """A document that was filed for the plan; one who is only offered a role gets none.

    Raises:
        HTTPException: 404.
    """
    wanted = request.path_params["sha256"]
    filed = [one for one in documents_of(session, opened.plan.id) if one.sha256 == wanted]
    if not filed or opened.link.act == LinkAct.SUCCEED:
        raise HTTPException(404)
    return as_attachment(wanted, filed[-1].label, filed[-1].media_type)


def _open_step(request: Request, sent: FormData) -> Response:
    site, token = site_of(request), request.path_params["token"]
    try:
        with writing(site.engine) as session:
            opened = open_link(session, request)
            if not is_form_token(opened.keys, sent.get("form_token"), token, STEPS, opened.today):
                return told_page(request, WORDS["stale"].said_in(language_of(request)), 422)
            key = request.path_params["key"]
            found = answer_token(session, opened, key, site.clock.now())
    except LinkClosed as closed:
        return closed_page(request, closed.found)
    if found is None:
        raise HTTPException(404)
    return RedirectResponse(f"/l/{found}?{urlencode({'lang': language_of(request).value})}", 303)


def _send_new_link(request: Request, sent: FormData) -> Response:
    site, token = site_of(request), request.path_params["token"]
    keys, today = load_keys(), site.clock.today()
    with writing(site.engine) as session:
        found = find_link(session, token, keys, today)
        if found is None:
            raise HTTPException(404)
        if found.state is LinkState.OPEN:
            return told_page(request, WORDS["works"].said_in(language_of(request)), 422)
        if not is_form_token(keys, sent.get("form_token"), token, NEW, today):
            return closed_page(request, found, 422)
        if found.state in (LinkState.EXPIRED, LinkState.REVOKED):
            send_new_link(session, found.link, site.clock.now(), CAUSE)
    return told_page(request, DONE[NEW].said_in(language_of(request)))


LINK_PAGES = (
    Page("/l/{token}", limited(link), Access.LINK),
    Page("/l/{token}/done", limited(done), Access.LINK),
    *(
        Page(f"/l/{{token}}/{form.name}", limited(form_endpoint(form)), Access.LINK, form.methods)
        for form in FORMS
    ),
    Page("/l/{token}/progress", limited(link_progress), Access.LINK, ("GET", "POST")),
    Page("/l/{token}/evaluation", limited(link_evaluation), Access.LINK, ("GET", "POST")),
    Page("/l/{token}/programme", limited(link_programme), Access.LINK, ("GET", "POST")),
    Page("/l/{token}/programme/project", limited(link_project), Access.LINK, ("GET", "POST")),
    Page("/l/{token}/programme.xlsx", limited(link_sheet), Access.LINK),
    Page("/l/{token}/round.pdf", limited(link_round_paper), Access.LINK),
    Page("/l/{token}/evaluation.pdf", limited(link_evaluation_paper), Access.LINK),
    Page("/l/{token}/steps/{key}", limited(step), Access.LINK, ("POST",)),
    Page("/l/{token}/new", limited(new_link), Access.LINK, ("POST",)),
    Page("/l/{token}/documents/{sha256}", limited(document), Access.LINK),
)
