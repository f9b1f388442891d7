"""The pages of the embedded mailbox: the list, one letter, its HTML alone, its files."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lifecycle.pathway_words import LETTER_STATE_NAMES, ROLE_NAMES, full_name
from models.database import reading
from models.words import FactBasis, Language, LetterState
from notifications.mailbox import (
    ListedLetter,
    OpenedLetter,
    Wanted,
    attached_of,
    exact_bytes,
    list_letters,
    open_letter,
)
from portal.headers import LETTER_POLICY
from portal.kind_names import KIND_NAMES
from portal.pages import language_of, page, site_of
from portal.route_table import Access, Page


def outbox_list(request: Request) -> HTMLResponse:
    """GET /outbox: the letters, newest first, with filters and pages."""
    wanted, language = wanted_of(request), language_of(request)
    with reading(site_of(request).engine) as session:
        found = list_letters(session, wanted)
    return page(
        request,
        "outbox.html",
        found=found,
        wanted=wanted,
        letters=[_shown(letter, language) for letter in found.letters],
        kinds=[(kind, name.said_in(language)) for kind, name in KIND_NAMES.items()],
        states=[
            (state.value, LETTER_STATE_NAMES[state].said_in(language)) for state in LetterState
        ],
        origin={None: "", True: "replayed", False: "live"}[wanted.replayed],
    )


def outbox_letter(request: Request) -> HTMLResponse:
    """GET /outbox/<number>: one letter with its headers, its text and its HTML in a frame."""
    opened = _opened(request)
    shown = _shown(opened.row, language_of(request))
    return page(request, "letter.html", opened=opened, letter=shown)


def letter_html(request: Request) -> HTMLResponse:
    """GET /outbox/<number>/html: the HTML part as it was composed, allowed to do nothing."""
    html = _opened(request).html
    if not html:
        raise HTTPException(404)
    return HTMLResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


def letter_file(request: Request) -> Response:
    """GET /outbox/<number>.eml: the exact bytes, as a file."""
    number = request.path_params["number"]
    with reading(site_of(request).engine) as session:
        message = exact_bytes(session, number)
    if message is None:
        raise HTTPException(404)
    name = {"Content-Disposition": f'attachment; filename="{number}.eml"'}
    return Response(message, media_type="message/rfc822", headers=name)


def letter_attached(request: Request) -> Response:
    """GET /outbox/<number>/attached.txt: the text file that a letter carries, byte by byte."""
    with reading(site_of(request).engine) as session:
        attached = attached_of(session, request.path_params["number"])
    if attached is None:
        raise HTTPException(404)
    name = {"Content-Disposition": f'attachment; filename="{attached.name}"'}
    return Response(attached.content, media_type="text/plain", headers=name)


def wanted_of(request: Request) -> Wanted:
    """The filters of a request; what is not understood filters nothing."""
    asked = request.query_params
    state, number = asked.get("state", ""), asked.get("page", "1")
    return Wanted(
        collectivity=asked.get("collectivity", "").strip()[:100],
        kind=asked.get("kind", "") if asked.get("kind") in KIND_NAMES else "",
        state=LetterState(state) if state in set(LetterState) else None,
        replayed={"replayed": True, "live": False}.get(asked.get("origin", "")),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
    )


def _opened(request: Request) -> OpenedLetter:
    with reading(site_of(request).engine) as session:
        opened = open_letter(session, request.path_params["number"])
    if opened is None:
        raise HTTPException(404)
    return opened


def _shown(letter: ListedLetter, language: Language) -> dict[str, Any]:
    """A letter in the words of the page."""
    place = ""
    if letter.place_kind is not None:
        name = full_name(letter.place_kind, letter.place_ar or "", letter.place_fr or "")
        place = name.said_in(language)
    kind = KIND_NAMES.get(letter.kind)
    return {
        "row": letter,
        "kind": kind.said_in(language) if kind else letter.kind,
        "place": place,
        "role": ROLE_NAMES[letter.role].said_in(language),
        "state": LETTER_STATE_NAMES[letter.state].said_in(language),
        "illustrative": letter.basis == FactBasis.ILLUSTRATIVE,
    }


OUTBOX_PAGES = (
    Page("/outbox", outbox_list, Access.READS_LETTERS),
    Page("/outbox/{number}.eml", letter_file, Access.READS_LETTERS, personal=True),
    Page("/outbox/{number}/attached.txt", letter_attached, Access.READS_LETTERS, personal=True),
    Page("/outbox/{number}/html", letter_html, Access.READS_LETTERS, personal=True),
    Page("/outbox/{number}", outbox_letter, Access.READS_LETTERS, personal=True),
)
