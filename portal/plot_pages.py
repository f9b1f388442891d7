"""The plots, for everybody: a page with their numbers, and each as a picture. No personal data."""

from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from models.database import reading
from models.words import Language
from notifications.plot_gallery import read_plots
from notifications.plots import Plot
from portal.pages import language_of, page, site_of
from portal.plot_page_words import plot_page_words
from portal.route_table import Access, Page

AN_HOUR = timedelta(hours=1)
KEPT = {"Cache-Control": f"public, max-age={int(AN_HOUR.total_seconds())}"}
Shelf = dict[Language, tuple[datetime, list[Plot]]]


def plots_page(request: Request) -> HTMLResponse:
    """GET /plots: every plot with its alternative text, and its numbers as a table below it."""
    words = plot_page_words(language_of(request))
    return page(request, "plots.html", p=words, plots=plots_of(request))


def plot_picture(request: Request) -> Response:
    """GET /plots/<name>.png: the picture of a plot, in the language of the request."""
    name = request.path_params["name"]
    for plot in plots_of(request):
        if plot.name == name:
            return Response(plot.draw(), media_type="image/png", headers=KEPT)
    raise HTTPException(404)


def plots_of(request: Request) -> list[Plot]:
    """The plots in the language of the request; they are read once an hour."""
    site, language = site_of(request), language_of(request)
    shelf = _shelf(request)
    now = site.clock.now()
    kept = shelf.get(language)
    if kept is None or not kept[0] <= now < kept[0] + AN_HOUR:
        with reading(site.engine) as session:
            found = read_plots(session, on=site.clock.today(), language=language)
        kept = shelf[language] = (now, found)
    return kept[1]


def _shelf(request: Request) -> Shelf:
    """What this application keeps; two readers at once may fill it twice with the same."""
    state = request.app.state
    if not hasattr(state, "plots"):
        state.plots = {}
    shelf: Shelf = state.plots
    return shelf


PLOT_PAGES = (
    Page("/plots", plots_page, Access.PUBLIC),
    Page("/plots/{name}.png", plot_picture, Access.PUBLIC),
)
