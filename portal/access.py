"""Who may open a page: checked here, once, for every route of the table, and recorded."""

from collections.abc import Awaitable, Callable
from enum import Enum

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from models.collectivity import Collectivity
from models.database import reading, writing
from models.plan import Plan
from portal.form_check import check_form, drop_nul
from portal.metrics_access import may_read_metrics
from portal.metrics_settings import MetricsSettings
from portal.pages import settings_of, site_of
from portal.recorded_pages import recorded
from portal.refusals import ask_who, forbidden
from portal.route_table import Access, Page
from portal.session_cookie import cookie_of
from portal.sessions import stay, viewer_of_request
from portal.settings import PortalSettings
from portal.viewer import Viewer
from portal.watched import ROUTE

# A link is bound to its person, whoever else is signed in; a scraper is nobody.
WITHOUT_VIEWER = (Access.LINK, Access.METRICS)


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
    if access is Access.METRICS:  # by no role: a scraper's own check is asked before this one
        return Verdict.FORBIDDEN
    if viewer is None:
        return Verdict.SIGN_IN
    may = {
        Access.SIGNED_IN: True,
        Access.DECIDES: viewer.decides,
        Access.NATIONAL: viewer.national,
        Access.AUDITS: viewer.reads_all,
        Access.READS_LETTERS: viewer.national,
    }[access]
    return Verdict.OPEN if may else Verdict.FORBIDDEN


def guarded(one: Page) -> Route:
    """The route of a page, with its check in front of it."""

    async def endpoint(request: Request) -> Response:
        request.scope[ROUTE] = one.path
        try:
            return await recorded(one, request, _admitted)
        finally:
            await request.close()  # what was uploaded and not kept is gone

    return Route(one.path, endpoint, methods=list(one.methods), name=one.endpoint.__name__)


async def _admitted(one: Page, request: Request) -> Response:
    """The answer of a page to somebody who may open it; else where to go, or why not."""
    drop_nul(request)
    if one.access is Access.METRICS:
        return await _scraped(one, request)
    settings = settings_of(request)
    viewer = None
    if one.access not in WITHOUT_VIEWER:
        viewer = await run_in_threadpool(_viewer, request, settings)
    request.state.viewer = viewer
    verdict = judge(one.access, viewer, open_outbox=settings.open_outbox)
    if verdict is Verdict.SIGN_IN:
        request.state.turned_away = True  # to the form, by a status that says no such thing
        return ask_who(request)
    if verdict is Verdict.FORBIDDEN:
        return forbidden(request)
    if "reference" in request.path_params and viewer and one.access is not Access.PUBLIC:
        await run_in_threadpool(_check_region, request, one, viewer)
    if request.method == "POST" and one.access is not Access.LINK:
        token = viewer.form_token if viewer and one.access is not Access.PUBLIC else None
        refusal = await check_form(request, token)
        if refusal is not None:
            return refusal
    return await _answer(one.endpoint, request)


async def _scraped(one: Page, request: Request) -> Response:
    """The metrics for who may read them; where nobody may, there is no such page."""
    settings: MetricsSettings = request.app.state.metrics_settings
    if settings.closed:
        raise HTTPException(404)
    if not may_read_metrics(request, settings):
        asks = {"WWW-Authenticate": "Bearer"}
        return PlainTextResponse("the token is missing or wrong", 401, asks)
    return await _answer(one.endpoint, request)


async def _answer(endpoint: Callable[..., object], request: Request) -> Response:
    """Call an endpoint, whichever kind of function it is."""
    answer = await run_in_threadpool(endpoint, request)
    if isinstance(answer, Awaitable):
        answer = await answer
    assert isinstance(answer, Response)  # noqa: S101 - a page that answers nothing is our mistake
    return answer


def _viewer(request: Request, settings: PortalSettings) -> Viewer | None:
    if not settings.proxy_header and not cookie_of(request, settings):
        return None
    site = site_of(request)
    with reading(site.engine) as session:
        viewer = viewer_of_request(request, session, settings)
    if viewer is not None and getattr(request.state, "stays", False):
        with writing(site.engine) as session:
            stay(session, cookie_of(request, settings), site.clock.now())
    return viewer


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
