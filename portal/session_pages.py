"""Moving or cancelling a council session: the sessions waited for, the preview, and the decision.

A coordinator of a region decides for the councils of the region, one at a time; a national one for
all councils of a kind, as the circulars of 2020 did. Nothing is recorded that was not shown first.
"""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.acts import MOVE_SESSION
from lifecycle.batches import apply_batch
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.pathway_words import KIND_NAMES
from lifecycle.previews import Preview, PreviewChanged, preview
from lifecycle.published_reasons import reason_choices
from models.database import reading, writing
from models.words import CollectivityKind
from notifications.session_names import session_name
from portal.pages import language_of, page, site_of, viewer_of
from portal.preview_shown import preview_shown
from portal.route_table import Access, Page
from portal.session_form import FIELDS, SessionForm, read_session_form, written
from portal.session_words import session_words
from portal.sessions_waited import Waited, councils_waiting, sessions_waited

PATH, CAUSE = "/work/sessions", "portal:sessions"


def sessions_page(request: Request) -> Response:
    """GET /work/sessions: the sessions that plans wait for; with kind and code, the form."""
    asked = request.query_params
    form = SessionForm({name: written(asked.get(name)) for name in FIELDS})
    return _sessions(request, form, chosen="code" in asked)


def move_page(request: Request) -> Response:
    """POST /work/sessions: the preview; with its digest, the decision."""
    form, language = read_session_form(request.state.form), language_of(request)
    site, viewer = site_of(request), viewer_of(request)
    if not form.problems:
        _check_place(request, form)
    if form.problems:
        return _sessions(request, form, chosen=True, status=422)
    if "back" in request.state.form:
        return _sessions(request, form, chosen=True)
    occasion = Occasion(viewer.actor, site.clock.now(), CAUSE)
    question = form.question(occasion)
    digest = request.state.form.get("digest")
    try:
        with writing(site.engine) as session:
            if not isinstance(digest, str):
                told = preview(session, question.work(), question.asked)
                return _preview(request, form, preview_shown(session, told, language))
            done = apply_batch(
                session, question.make, kind=question.kind, asked=question.asked,
                reason=question.reason, occasion=occasion, digest=digest,
            )  # fmt: skip
            told = done.told
    except Refused as refused:
        form.problems["code"] = refused.phrase.said_in(language)
        return _sessions(request, form, chosen=True, status=422)
    except PreviewChanged as changed:
        return _preview(request, form, _read_shown(request, changed.preview), 409)
    said = {"lang": language.value, "recorded": len(told.done)}
    return RedirectResponse(f"{PATH}?{urlencode(said)}", 303)


def _check_place(request: Request, form: SessionForm) -> None:
    """Whether the viewer decides for the councils that the form names; only a national one for all.

    Raises:
        HTTPException: 404 for a council that does not wait for the session in the viewer's regions.
    """
    viewer, place = viewer_of(request), form.values["collectivity"]
    if not place:
        if not viewer.national:
            form.problems["collectivity"] = "need_place"
        return
    with reading(site_of(request).engine) as session:
        waiting = councils_waiting(session, form.kind, form.values["code"])
    if not any(one.code == place and viewer.may_decide(one.region_code) for one in waiting):
        raise HTTPException(404)


def _sessions(request: Request, form: SessionForm, *, chosen: bool, status: int = 200) -> Response:
    language, viewer = language_of(request), viewer_of(request)
    words = session_words(language)
    with reading(site_of(request).engine) as session:
        waited = sessions_waited(session, viewer, language)
        offered = _offered(session, request, form) if chosen and viewer.decides else []
    return page(
        request,
        "sessions.html",
        status,
        s=words,
        waited=waited,
        current=_current(waited, form),
        form=form.values,
        problems={name: words.get(said, said) for name, said in form.problems.items()},
        chosen=chosen and viewer.decides,
        councils=offered,
        kinds=[(kind.value, KIND_NAMES[kind].said_in(language)) for kind in CollectivityKind],
        reasons=[(key, said.said_in(language)) for key, said in reason_choices(MOVE_SESSION)],
        recorded=_number(request.query_params.get("recorded", "")),
    )


def _offered(session: Session, request: Request, form: SessionForm) -> list[tuple[str, str]]:
    """The councils that the viewer may choose: those that wait for the session."""
    viewer, language = viewer_of(request), language_of(request)
    return [
        (one.code, one.name.said_in(language))
        for one in councils_waiting(session, form.kind, form.values["code"])
        if viewer.may_decide(one.region_code)
    ]


def _current(waited: list[Waited], form: SessionForm) -> Waited | None:
    """The session of the form among those waited for."""
    wanted = (form.values["kind"], form.values["code"])
    return next((one for one in waited if (one.kind, one.code) == wanted), None)


def _preview(
    request: Request, form: SessionForm, shown: dict[str, Any], status: int = 200
) -> Response:
    language, kind = language_of(request), form.kind
    return page(
        request,
        "session_preview.html",
        status,
        s=session_words(language),
        told=shown,
        form=form.values,
        subject=session_name(form.values["code"], language),
        kind=KIND_NAMES[kind].said_in(language) if kind else "",
        opens_on=form.opens_on,
        changed=status == 409,
    )


def _read_shown(request: Request, told: Preview) -> dict[str, Any]:
    with reading(site_of(request).engine) as session:
        return preview_shown(session, told, language_of(request))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


SESSION_PAGES = (
    Page(PATH, sessions_page, Access.SIGNED_IN),
    Page(PATH, move_page, Access.DECIDES, ("POST",)),
)
