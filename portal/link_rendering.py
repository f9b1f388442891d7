"""Pages behind a link from their templates, and the page that says why a link is closed."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from models.database import reading
from notifications.found_links import FoundLink, LinkState
from notifications.link_keys import load_keys
from portal.form_tokens import form_token
from portal.form_words import form_words
from portal.link_opening import LinkClosed, Opened, open_link
from portal.link_words import CLOSED, link_words
from portal.pages import language_of, page, site_of

NEW = "new"  # the form that asks for a new link


def link_page(
    request: Request, opened: Opened, template: str, status: int = 200, **facts: Any
) -> Response:
    """A page behind a link that works; its template calls `make_token` for each of its forms."""
    language = language_of(request)
    return page(
        request,
        template,
        status,
        opened=opened,
        place=opened.name(language),
        base=f"/l/{opened.token}",
        l=link_words(language),
        f=form_words(language),
        make_token=lambda form: form_token(opened.keys, opened.token, form, opened.today),
        **facts,
    )


def closed_page(request: Request, found: FoundLink, status: int = 410) -> Response:
    """Why a link opens nothing, and how to get a new one to the same mailbox."""
    token, today = request.path_params["token"], site_of(request).clock.today()
    language = language_of(request)
    return page(
        request,
        "link_closed.html",
        status,
        sentence=CLOSED[found.state.value].said_in(language),
        renewable=found.state in (LinkState.EXPIRED, LinkState.REVOKED),
        base=f"/l/{token}",
        l=link_words(language),
        token=form_token(load_keys(), token, NEW, today),
    )


def told_page(request: Request, sentence: str, status: int = 200) -> Response:
    """A page that says one sentence."""
    return page(request, "link_told.html", status, sentence=sentence)


def shown(request: Request, show: Callable[[Session, Opened], Response]) -> Response:
    """Show a page of a link that works, or why it does not; nothing is written."""
    try:
        with reading(site_of(request).engine) as session:
            return show(session, open_link(session, request))
    except LinkClosed as closed:
        return closed_page(request, closed.found)
