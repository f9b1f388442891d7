"""Who may open a page: checked here, once, for every route of the table."""

import hmac
from collections.abc import Awaitable, Callable
from enum import Enum
from urllib.parse import quote, urlencode, urlsplit

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models.collectivity import Collectivity
from models.database import reading
from models.plan import Plan
from notifications.settings import MailSettings
from portal.pages import language_of, page, site_of
from portal.route_table import Access, Page
from portal.sessions import COOKIE, viewer_of_request
from portal.settings import PortalSettings
from portal.sign_in_words import sign_in_words
from portal.viewer import Viewer

WITHOUT_VIEWER = (Access.LINK,)  # a link is bound to its person, whoever else is signed in
OTHER_SITES = ("cross-site", "same-site")
FORM_FIELDS = 5000  # one box a plan, for all of them at once
FORM_FILES = 20  # more than may be filed, so that too many are told so and not cut off


class Verdict(Enum):
    """What becomes of a request."""

    OPEN = "open"
    SIGN_IN = "sign_in"
    FORBIDDEN = "forbidden"


def judge(access: Access, viewer: Viewer | None, *, open_outbox: bool) -> Verdict:
    """Whether somebody may open pages of an access. Pure; the region of a plan is looked at after.

    Args:
        access: of the page.
        viewer: who is signed in, None when nobody is.
        open_outbox: whether the mailbox is open to anybody.
    """
    if access in (Access.PUBLIC, Access.LINK) or (access == Access.READS_LETTERS and open_outbox):
        return Verdict.OPEN
    if viewer is None:
        return Verdict.SIGN_IN
    may = {
        Access.SIGNED_IN: True,
        Access.DECIDES: viewer.decides,
        Access.NATIONAL: viewer.national,
        Access.READS_LETTERS: viewer.national,
    }[access]
    return Verdict.OPEN if may else Verdict.FORBIDDEN


def guarded(one: Page) -> Route:
    """The route of a page, with its check in front of it."""

    async def endpoint(request: Request) -> Response:
        try:
            return await _admitted(one, request)
        finally:
            await request.close()  # what was uploaded and not kept is gone

    return Route(one.path, endpoint, methods=list(one.methods), name=one.endpoint.__name__)


async def _admitted(one: Page, request: Request) -> Response:
    """The answer of a page to somebody who may open it; else where to go, or why not."""
    settings: PortalSettings = request.app.state.settings
    viewer = None
    if one.access not in WITHOUT_VIEWER:
        viewer = await run_in_threadpool(_viewer, request, settings)
    request.state.viewer = viewer
    verdict = judge(one.access, viewer, open_outbox=settings.open_outbox)
    if verdict is Verdict.SIGN_IN:
        return _sign_in(request)
    if verdict is Verdict.FORBIDDEN:
        return forbidden(request)
    if "reference" in request.path_params and viewer and one.access is not Access.PUBLIC:
        await run_in_threadpool(_check_region, request, one, viewer)
    if request.method == "POST" and one.access is not Access.LINK:
        refusal = await _check_form(request, one, viewer)
        if refusal is not None:
            return refusal
    return await _answer(one.endpoint, request)


def forbidden(request: Request, why: str = "not_yours") -> Response:
    """The page that says that this is not for whoever asks, and what they can do."""
    words = sign_in_words(language_of(request))
    return page(request, "forbidden.html", 403, s=words, why=words[why])


async def _answer(endpoint: Callable[..., object], request: Request) -> Response:
    """Call an endpoint, whichever kind of function it is."""
    answer = await run_in_threadpool(endpoint, request)
    if isinstance(answer, Awaitable):
        answer = await answer
    assert isinstance(answer, Response)  # noqa: S101 - a page that answers nothing is our mistake
    return answer


def _viewer(request: Request, settings: PortalSettings) -> Viewer | None:
    if not settings.proxy_header and COOKIE not in request.cookies:
        return None
    with reading(site_of(request).engine) as session:
        return viewer_of_request(request, session, settings)


def _sign_in(request: Request) -> Response:
    """Ask who it is, and lead back: only a page that is shown can be come back to.

    A browser keeps our cookie back when the link stands on another site, as that of a letter in a
    webmail does: our own page then asks for the same address once more, and brings the cookie.
    """
    if request.method == "GET" and request.headers.get("sec-fetch-site") in OTHER_SITES:
        return _onwards(request)
    asked = {"lang": language_of(request).value}
    if request.method in ("GET", "HEAD"):
        asked["next"] = request.url.path
    return RedirectResponse(f"/sign-in?{urlencode(asked)}", 303)


def _onwards(request: Request) -> Response:
    """A page of ours that asks for the same address at once, or by its link."""
    here = quote(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
    answer = page(request, "onwards.html", s=sign_in_words(language_of(request)), here=here)
    answer.headers["Refresh"] = f"0; url={here}"
    return answer


def _check_region(request: Request, one: Page, viewer: Viewer) -> None:
    """A plan of another region is not there; one that may only be read is not acted on.

    Raises:
        HTTPException: 404 or 403.
    """
    query = (
        select(Collectivity.region_code)
        .join(Plan, Plan.collectivity_code == Collectivity.code)
        .where(Plan.reference == request.path_params["reference"])
    )
    with reading(site_of(request).engine) as session:
        region = session.scalar(query)
    if region is None or not viewer.may_see(region):
        raise HTTPException(404)
    if one.access == Access.DECIDES and not viewer.may_decide(region):
        raise HTTPException(403)


async def _check_form(request: Request, one: Page, viewer: Viewer | None) -> Response | None:
    """Refuse a form that another site made its reader send. The form is kept on the request."""
    if _sent_by_another_site(request):
        return forbidden(request, "other_site")
    form = await request.form(max_files=FORM_FILES, max_fields=FORM_FIELDS)
    request.state.form = form
    if viewer is None or one.access is Access.PUBLIC:
        return None
    given = form.get("form_token")
    if isinstance(given, str) and hmac.compare_digest(given.encode(), viewer.form_token.encode()):
        return None
    return forbidden(request, "stale_form")


def _sent_by_another_site(request: Request) -> bool:
    """Whether the browser says that the form stands on another site than ours.

    Our pages send no referrer, and browsers then send `Origin: null` with our own forms too: it
    says nothing. What they say instead is Sec-Fetch-Site; an old one says neither, and the form's
    token stands alone.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    # Behind a proxy the host may be an inner name: the public address is that of the letters.
    ours = {request.headers.get("host"), urlsplit(MailSettings().base_url).netloc}
    return origin != "null" and urlsplit(origin).netloc not in ours
