"""What is ahead, and what stands in the way: the forecast, and the causes why nothing advances."""

from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.calibration import calibrate, outcomes
from lifecycle.causes import causes
from lifecycle.forecast_words import OUTLOOK_NAMES
from lifecycle.forecasts import forecast_plans
from models.database import reading
from models.words import Outlook
from portal.forecast_shown import believed, causes_told, plans_told, sessions_told
from portal.forecast_words import forecast_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.route_table import Access, Page
from portal.work_list import chosen_regions, offered_regions


def forecast_page(request: Request) -> HTMLResponse:
    """GET /work/forecast: the sessions aimed at, and each plan; by `?region=` and `?outlook=`."""
    site, language, asked = site_of(request), language_of(request), request.query_params
    viewer, today = viewer_of(request), site.clock.today()
    chosen = chosen_regions(viewer, asked.get("region", ""))
    wanted = asked.get("outlook", "")
    with reading(site.engine) as session:
        every = forecast_plans(session, on=today)
        mine = [one for one in every if not chosen or one.region_code in chosen]
        told = [one for one in mine if wanted not in set(Outlook) or one.outlook == wanted]
        return page(
            request,
            "forecast.html",
            f=forecast_words(language),
            sessions=sessions_told(mine, language),
            outlooks=[(one.value, OUTLOOK_NAMES[one].said_in(language)) for one in Outlook],
            outlook=wanted,
            plans=plans_told(session, told, language),
            believed=believed(calibrate(outcomes(session, on=today))),
            region=asked.get("region", "") if chosen else "",
            regions=offered_regions(viewer, language),
        )


def causes_page(request: Request) -> HTMLResponse:
    """GET /work/why: every plan that has not advanced, under its cause; by `?region=`."""
    site, language, asked = site_of(request), language_of(request), request.query_params
    viewer, today = viewer_of(request), site.clock.today()
    chosen = chosen_regions(viewer, asked.get("region", ""))
    with reading(site.engine) as session:
        found = causes(session, on=today)
        for one in found:
            one.plans = [p for p in one.plans if not chosen or p.region_code in chosen]
        found = sorted((one for one in found if one.plans), key=lambda one: -len(one.plans))
        return page(
            request,
            "causes.html",
            f=forecast_words(language),
            causes=causes_told(session, found, language),
            region=asked.get("region", "") if chosen else "",
            regions=offered_regions(viewer, language),
        )


FORECAST_PAGES = (
    Page("/work/forecast", forecast_page, Access.SIGNED_IN),
    Page("/work/why", causes_page, Access.SIGNED_IN),
)
