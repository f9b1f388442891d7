"""The page of what a programme promises, for everybody: what is in force, never a draft."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.collectivity_words import full_name
from lifecycle.plans import NoSuchPlan, PlanRow, find_plan
from models.database import reading
from models.words import FactBasis, Language
from portal.pages import language_of, page, site_of
from portal.programme_shown import (
    Programme,
    axes_shown,
    dates_said,
    differences,
    principles_shown,
    read_programme,
)
from portal.programme_words import programme_words


def programme_page(request: Request) -> HTMLResponse:
    """GET /plans/<reference>/programme: the content in force, and since when.

    Responsible units and funding are free words of a sheet, which may name somebody: they are for
    whoever signed in.
    """
    language = language_of(request)
    row, programme = row_and_programme(request)
    now, words = programme.now, programme_words(language)
    return page(
        request, "programme.html", row=row, name=name_of(row, language), m=words,
        illustrative=row.basis == FactBasis.ILLUSTRATIVE, now=now,
        draft=programme.newest.content.counts() if programme.newest and not now else None,
        counts=now.content.counts() if now else {},
        axes=axes_shown(now.content, language) if now else [],
        principles=principles_shown(now.content, language) if now else [],
        forced=[*reversed(programme.forced)], dates_said=dates_said,
        compared=_compared(request, programme, language),
    )  # fmt: skip


def row_and_programme(request: Request) -> tuple[PlanRow, Programme]:
    """The plan of a request and its programme.

    Raises:
        HTTPException: 404.
    """
    site = site_of(request)
    with reading(site.engine) as session:
        try:
            reference = request.path_params["reference"]
            row = find_plan(session, reference, on=site.clock.today())
        except NoSuchPlan as unknown:
            raise HTTPException(404) from unknown
        return row, read_programme(session, row.id)


def name_of(row: PlanRow, language: Language) -> str:
    """The collectivity with its kind."""
    return full_name(row.kind, row.name_ar, row.name_fr).said_in(language)


def _compared(request: Request, programme: Programme, language: Language) -> dict[str, Any] | None:
    """What changed up to the version of `?changes=` since the one in force before it."""
    numbers = [one.number for one in programme.forced]
    asked = request.query_params.get("changes", "")
    if not (asked.isascii() and asked.isdigit() and int(asked) in numbers[1:]):
        return None
    number = int(asked)
    before = numbers[numbers.index(number) - 1]
    old, new = programme.of(before), programme.of(number)
    if old is None or new is None:
        return None
    told = differences(old.content, new.content, language)
    return {"old": before, "new": number, "parts": told}
