"""Members and plans on a date, the records behind each number, and why two totals differ."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from audit.count_differences import differences
from audit.counts import By, Record, counts, records
from lifecycle.tracks import counted
from models.database import reading
from models.words import Language
from portal.as_of_pages import cohort_names
from portal.look_back_form import Dates, read_dates
from portal.look_back_shown import count_told, difference_told
from portal.look_back_words import look_back_words
from portal.page_words import page_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.route_table import Access, Page
from portal.work_list import chosen_regions, offered_regions

PATH = "/work/count"
AGAINST, AGAINST_KNOWN = "against", "against_known"


def count_page(request: Request) -> HTMLResponse:
    """GET /work/count: by `?by=`, as it was `?on=` a date, `?known=` then; `?against=` another."""
    site, language, asked = site_of(request), language_of(request), request.query_params
    viewer, today = viewer_of(request), site.clock.today()
    dates, by = read_dates(asked, today), _by(asked.get("by", ""))
    other = _other(asked, dates, today)
    chosen = chosen_regions(viewer, asked.get("region", ""))
    with reading(site.engine) as session:
        cohorts = cohort_names(session, language)
        cohort = asked.get("cohort", "") if asked.get("cohort") in dict(cohorts) else ""
        found = _records(session, dates, chosen, cohort)
        before = _records(session, other, chosen, cohort)
    return page(
        request,
        "count.html",
        max(dates.status, other.status if other else 0),
        a=look_back_words(language),
        dates=dates,
        by=by.value,
        bys=_bys(language),
        **_counted(found, by, language),
        compared=other,
        members_there=sum(one.member for one in before),
        changed=[difference_told(o, by, language) for o in differences(before, found, by)]
        if other
        else [],
        written={name: asked.get(name, "").strip() for name in (AGAINST, AGAINST_KNOWN)},
        cohort=cohort,
        cohorts=cohorts,
        region=asked.get("region", "") if chosen else "",
        regions=offered_regions(viewer, language),
    )


def _counted(found: list[Record], by: By, language: Language) -> dict[str, Any]:
    return {
        "counts": [count_told(one, by, language) for one in counts(found, by)],
        "members": sum(one.member for one in found),
        "left": sum(one.newest and not one.member for one in found),
        "plans": len(found),
    }


def _other(asked: Mapping[str, str], dates: Dates, today: date) -> Dates | None:
    """The moment that is compared with: what is left out of it is as it is in this one."""
    named = {name: asked.get(name, "").strip() for name in (AGAINST, AGAINST_KNOWN)}
    if not any(named.values()):
        return None
    same = {
        AGAINST: dates.moment.true_on.isoformat(),
        AGAINST_KNOWN: dates.moment.known_on.isoformat(),
    }
    wanted = same | {name: text for name, text in named.items() if text}
    return read_dates(wanted, today, on=AGAINST, known=AGAINST_KNOWN)


def _records(session: Session, dates: Dates | None, chosen: list[str], cohort: str) -> list[Record]:
    found = records(session, dates.moment, chosen, counted(None, cohort)) if dates else []
    return [one for one in found if cohort in ("", one.cohort)]


def _by(text: str) -> By:
    return By(text) if text in set(By) else By.STAGE


def _bys(language: Language) -> list[tuple[str, str]]:
    """What may be counted by."""
    w, a = page_words(language), look_back_words(language)
    names = {By.STAGE: w["stage"], By.KIND: a["kind"], By.REGION: w["region"]}
    return [(by.value, names.get(by, a["cohort"])) for by in By]


COUNT_PAGES = (Page(PATH, count_page, Access.SIGNED_IN),)
