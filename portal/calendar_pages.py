"""Calendars to subscribe to, and the calendar that a letter carries."""

import hashlib
import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from models.database import reading
from models.words import CollectivityKind
from notifications.calendar_feed import calendar_feed, place_of
from notifications.mailbox import calendar_of
from notifications.settings import MailSettings
from portal.pages import language_of, site_of
from portal.route_table import Access, Page

# Of the register, and of a letter: anything else is not asked of the database at all.
CODE, NUMBER = re.compile(r"[0-9.]{2,16}", re.ASCII), re.compile(r"[0-9a-f]{2,36}")
MEDIA_TYPE = "text/calendar"
KEPT = "public, max-age=3600"  # the readers of calendars ask every few hours


def collectivity_calendar(request: Request) -> Response:
    """GET /calendar/collectivities/<code>.ics: deadlines, workshops and sessions of one."""
    return _feed(request, whole_region=False)


def region_calendar(request: Request) -> Response:
    """GET /calendar/regions/<code>.ics: the same for every collectivity of a region."""
    return _feed(request, whole_region=True)


def letter_calendar(request: Request) -> Response:
    """GET /outbox/<number>/calendar.ics: the calendar that a letter carries, as a file."""
    number = request.path_params["number"]
    if not NUMBER.fullmatch(number):
        raise HTTPException(404)
    with reading(site_of(request).engine) as session:
        calendar = calendar_of(session, number)
    if calendar is None:
        raise HTTPException(404)
    name = {"Content-Disposition": f'attachment; filename="{number}.ics"'}
    return Response(calendar, media_type=MEDIA_TYPE, headers=name)


def _feed(request: Request, *, whole_region: bool) -> Response:
    """A calendar, or 304 when the reader has it already."""
    site, code = site_of(request), request.path_params["code"]
    if not CODE.fullmatch(code):
        raise HTTPException(404)
    with reading(site.engine) as session:
        place = place_of(session, code)
        if place is None or (whole_region and place.kind != CollectivityKind.REGION):
            raise HTTPException(404)
        calendar = calendar_feed(
            session, place, language_of(request), MailSettings(),
            on=site.clock.today(), whole_region=whole_region,
        )  # fmt: skip
    tag = f'"{hashlib.sha256(calendar).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": KEPT}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="infitah-{code}.ics"'
    return Response(calendar, media_type=MEDIA_TYPE, headers=headers)


CALENDAR_PAGES = (
    Page("/calendar/collectivities/{code}.ics", collectivity_calendar, Access.PUBLIC),
    Page("/calendar/regions/{code}.ics", region_calendar, Access.PUBLIC),
    Page("/outbox/{number}/calendar.ics", letter_calendar, Access.READS_LETTERS),
)
