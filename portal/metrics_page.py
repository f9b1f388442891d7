"""GET /metrics: the metrics, for a scraper of Prometheus."""

from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from models.database import reading
from portal.measured import measured
from portal.metrics import Metrics
from portal.pages import site_of
from portal.route_table import Access, Page


def metrics(request: Request) -> Response:
    """The metrics as text; 503 when the records cannot be read: a scrape that fails is an alert."""
    site, kept = site_of(request), request.app.state.metrics
    assert isinstance(kept, Metrics)  # noqa: S101 - the application makes them
    try:
        with reading(site.engine) as session:
            told = measured(session, site.clock)
    except SQLAlchemyError as problem:
        # The name of the error only: its words may hold the address of the database.
        return PlainTextResponse(f"no database: {type(problem).__name__}", 503)
    return Response(kept.written(told), media_type=CONTENT_TYPE_LATEST)


METRICS_PAGES = (Page("/metrics", metrics, Access.METRICS),)
