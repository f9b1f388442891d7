"""The pages that anybody may open, and what serves them: style sheets, the health of the portal."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from models.database import reading
from models.schema import is_current
from portal.board_pages import overview, plans_list
from portal.pages import FOLDER, SHEETS, site_of
from portal.plan_page import plan_page
from portal.route_table import Access, Page

# The address of a sheet carries its digest, so that it may be kept for a year.
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


def style_sheet(request: Request) -> Response:
    """GET /style.css and its like."""
    file = FOLDER / request.url.path.removeprefix("/")
    if not file.exists():
        raise HTTPException(404)
    return Response(file.read_bytes(), media_type="text/css", headers=KEPT)


def healthz(request: Request) -> PlainTextResponse:
    """GET /healthz: `ok`, or 503 with what is wrong: no database, or one of another version."""
    engine = site_of(request).engine
    try:
        with reading(engine) as session:
            session.execute(text("SELECT 1"))
        current = is_current(engine)
    except SQLAlchemyError as problem:
        # The name of the error only: its words may hold the address of the database.
        return PlainTextResponse(f"no database: {type(problem).__name__}", 503)
    if not current:
        return PlainTextResponse("the database is of another version: migrate it", 503)
    return PlainTextResponse("ok")


PUBLIC_PAGES = (
    Page("/", overview, Access.PUBLIC),
    Page("/plans", plans_list, Access.PUBLIC),
    Page("/plans/{reference}", plan_page, Access.PUBLIC),
    *(Page(f"/{name}", style_sheet, Access.PUBLIC) for name in SHEETS),
    Page("/healthz", healthz, Access.PUBLIC),
)
