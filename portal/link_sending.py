"""Sending a form behind a link: it acts and leads on, or is shown again with what is wrong."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.errors import ConcurrentChange, Refused
from lifecycle.language import Phrase
from models.database import reading, writing
from notifications.found_links import FoundLink
from portal.form_tokens import is_form_token
from portal.link_answers import Posted, Problems
from portal.link_forms import Form, check_act, show_form
from portal.link_limits import Endpoint
from portal.link_opening import LinkClosed, open_link
from portal.link_rendering import closed_page, shown
from portal.link_words import WORDS
from portal.pages import language_of, site_of
from portal.uploads import discard, receive

MOST_FILES = 20  # more than may be filed, so that too many are told so and not cut off


def form_endpoint(form: Form) -> Endpoint:
    """GET shows a form; POST does what it asks and leads to the confirmation, or is 422."""

    async def endpoint(request: Request) -> Response:
        if request.method == "POST":
            return await _send(form, request)
        return await run_in_threadpool(
            shown, request, lambda session, opened: show_form(form, request, session, opened)
        )

    endpoint.__name__ = f"link_{form.name}"
    return endpoint


async def _send(form: Form, request: Request) -> Response:
    """Read the body of a link that works, and no other's, then act."""
    closed = await run_in_threadpool(_why_closed, form, request)
    if closed:
        return closed_page(request, closed)
    async with request.form(max_files=MOST_FILES, max_fields=80) as sent:
        received, spoilt = await receive(sent)
        posted = Posted(sent, site_of(request).clock.now(), received)
        try:
            return await run_in_threadpool(_answer, form, request, posted, spoilt)
        finally:
            discard(received)


def _why_closed(form: Form, request: Request) -> FoundLink | None:
    try:
        with reading(site_of(request).engine) as session:
            check_act(form, open_link(session, request))
    except LinkClosed as closed:
        return closed.found
    return None


def _answer(form: Form, request: Request, posted: Posted, spoilt: list[Phrase]) -> Response:
    """Act in one transaction, or say what is wrong."""
    try:
        problems = _act(form, request, posted, spoilt)
    except LinkClosed as closed:
        return closed_page(request, closed.found)
    except Refused as refusal:
        problems = {"": refusal.phrase}
    except ConcurrentChange:
        problems = {"": WORDS["concurrent"]}
    if not problems:
        asked = urlencode({"what": form.name, "lang": language_of(request).value})
        return RedirectResponse(f"/l/{request.path_params['token']}/done?{asked}", 303)
    return shown(
        request,
        lambda session, opened: show_form(form, request, session, opened, posted, problems),
    )


def _act(form: Form, request: Request, posted: Posted, spoilt: list[Phrase]) -> Problems:
    """What is wrong with a form; nothing is recorded unless it is nothing."""
    with writing(site_of(request).engine) as session:
        opened = open_link(session, request)
        given = posted.form.get("form_token")
        if not is_form_token(opened.keys, given, opened.token, form.name, opened.today):
            return {"": WORDS["stale"]}
        if spoilt:
            return {"files": _together(spoilt)}
        return form.do(session, opened, posted)


def _together(phrases: list[Phrase]) -> Phrase:
    return Phrase(
        " ".join(one.ar for one in phrases),
        " ".join(one.fr for one in phrases),
        " ".join(one.en for one in phrases),
    )
