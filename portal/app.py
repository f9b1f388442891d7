"""The pages on their own port: the embedded mailbox and the plans, to be read only."""

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from lifecycle.clock import Clock
from portal import outbox, plans
from portal.headers import SafeHeaders
from portal.pages import FOLDER, Site, page

STYLE = FOLDER / "style.css"


def create_app(engine: Engine, clock: Clock) -> Starlette:
    """The application over a database; it writes nothing.

    Args:
        engine: the database.
        clock: tells the date that lateness is counted to.
    """
    app = Starlette(
        routes=[
            Route("/", plans.overview),
            Route("/outbox", outbox.outbox_list),
            Route("/outbox/{number}.eml", outbox.letter_file),
            Route("/outbox/{number}/html", outbox.letter_html),
            Route("/outbox/{number}", outbox.outbox_letter),
            Route("/plans/{reference}", plans.plan_page),
            Route("/style.css", style),
            Route("/healthz", healthz),
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _refused},
    )
    app.state.site = Site(engine, clock)
    return app


def style(request: Request) -> Response:
    """GET /style.css: the one style sheet."""
    return Response(STYLE.read_bytes(), media_type="text/css")


def healthz(request: Request) -> PlainTextResponse:
    """GET /healthz: `ok` once the pages answer."""
    return PlainTextResponse("ok")


def _refused(request: Request, problem: Exception) -> HTMLResponse:
    """A page that does not exist, or a method that is not allowed, in the reader's language."""
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    return page(request, "not_found.html", status)
