"""The portal: every page of the route table, behind its check."""

from sqlalchemy import Engine
from sqlalchemy.exc import DataError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lifecycle.clock import Clock
from models.revision import WrongSchema
from portal import problems
from portal.access import guarded
from portal.account_pages import ACCOUNT_PAGES
from portal.as_of_pages import AS_OF_PAGES
from portal.audit_pages import AUDIT_PAGES
from portal.batch_pages import BATCH_PAGES
from portal.bounded_body import BoundedBody
from portal.bulk_pages import BULK_PAGES
from portal.calendar_pages import CALENDAR_PAGES
from portal.checkpoint_pages import CHECKPOINT_PAGES
from portal.cohort_pages import COHORT_PAGES
from portal.consultation_pages import CONSULTATION_PAGES
from portal.count_pages import COUNT_PAGES
from portal.deadline_pages import DEADLINE_PAGES
from portal.entry_pages import ENTRY_PAGES
from portal.faults import broken
from portal.followed_pages import FOLLOWED_PAGES
from portal.forecast_pages import FORECAST_PAGES
from portal.gathering_page import GATHERING_PAGES
from portal.headers import SafeHeaders
from portal.link_pages import LINK_PAGES
from portal.log_files import LOG_PAGES
from portal.metrics import Metrics
from portal.metrics_page import METRICS_PAGES
from portal.metrics_settings import MetricsSettings
from portal.moderation_pages import MODERATION_PAGES
from portal.open_data_api import API_PAGES
from portal.open_data_pages import OPEN_DATA_PAGES
from portal.outbox import OUTBOX_PAGES
from portal.pages import Site, page
from portal.plot_pages import PLOT_PAGES
from portal.problems import asks_the_api
from portal.programme_pages import PROGRAMME_PAGES
from portal.public_pages import PUBLIC_PAGES
from portal.refusals import forbidden
from portal.renewal_pages import RENEWAL_PAGES
from portal.route_table import Page
from portal.session_pages import SESSION_PAGES
from portal.settings import PortalSettings
from portal.sign_in_pages import SIGN_IN_PAGES
from portal.watched import Watched
from portal.work_pages import WORK_PAGES

OUT_OF_DATE = (
    "الموقع قيد التحديث: لم يسجل أي شيء. يرجى إعادة المحاولة بعد دقائق.\n"
    "Le site est mis à jour : rien n’a été enregistré. Réessayez dans quelques minutes.\n"
    "The site is being updated: nothing was recorded. Try again in a few minutes.\n"
)
# Those of the calendars come first: /outbox/<number>/calendar.ics is no letter's number.
PAGES: tuple[Page, ...] = (
    *PUBLIC_PAGES,
    *CONSULTATION_PAGES,
    *PLOT_PAGES,
    *GATHERING_PAGES,
    *OPEN_DATA_PAGES,
    *API_PAGES,
    *LOG_PAGES,
    *CALENDAR_PAGES,
    *OUTBOX_PAGES,
    *LINK_PAGES,
    *SIGN_IN_PAGES,
    *ACCOUNT_PAGES,
    *PROGRAMME_PAGES,
    *FOLLOWED_PAGES,  # before the acts on a plan, whose names stand in the same place
    *MODERATION_PAGES,
    *WORK_PAGES,
    *FORECAST_PAGES,
    *AS_OF_PAGES,
    *COUNT_PAGES,
    *SESSION_PAGES,
    *BULK_PAGES,
    *BATCH_PAGES,
    *RENEWAL_PAGES,
    *COHORT_PAGES,
    *AUDIT_PAGES,
    *ENTRY_PAGES,
    *DEADLINE_PAGES,
    *CHECKPOINT_PAGES,
    *METRICS_PAGES,
)


def create_app(engine: Engine, clock: Clock, settings: PortalSettings | None = None) -> Starlette:
    """The application over a database.

    Args:
        engine: the database.
        clock: tells the date that lateness is counted to, and the instant that is recorded.
        settings: how the portal is opened; those of the environment when left out.
    """
    settings, metrics = settings or PortalSettings(), Metrics()
    app = Starlette(
        routes=[guarded(one) for one in PAGES],
        middleware=[
            Middleware(Watched, metrics=metrics),
            Middleware(SafeHeaders, secure=settings.secure),
            Middleware(BoundedBody),
        ],
        exception_handlers={
            HTTPException: _refused,
            DataError: _unreadable,
            WrongSchema: _out_of_date,
            Exception: broken,
        },
    )
    app.state.site = Site(engine, clock)
    app.state.settings = settings
    app.state.metrics, app.state.metrics_settings = metrics, MetricsSettings()
    app.state.open_outbox = settings.open_outbox
    return app


def _refused(request: Request, problem: Exception) -> Response:
    """A page that does not exist, or a method that is not allowed, in the reader's language."""
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    if asks_the_api(request):
        return problems.problem(status)
    if status == 403:
        return forbidden(request)
    return page(request, "not_found.html", status)


def _unreadable(request: Request, problem: Exception) -> Response:
    """Something was sent that no column holds; nothing of it was written."""
    if asks_the_api(request):
        return problems.problem(400)
    return page(request, "not_found.html", 400)


def _out_of_date(request: Request, problem: Exception) -> Response:
    """The database was migrated under this process: nothing was written, and it must start anew."""
    return PlainTextResponse(OUT_OF_DATE, 503, {"Retry-After": "60"})
