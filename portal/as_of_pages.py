"""Plans as they were on a date, as that was known on another: for those who are signed in."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from audit.as_of import as_of, of_regions
from audit.plan_as_of import plan_as_of
from audit.plan_then import PlanThen
from audit.scope import ALL, Scope, scope_of
from lifecycle.names import fold
from lifecycle.pathway_words import full_name
from lifecycle.plan_search import choices
from lifecycle.plans import NoSuchPlan, find_plan
from models.database import reading
from models.words import Language
from portal.look_back_form import Dates, read_dates
from portal.look_back_shown import entry_told, plan_told, step_told
from portal.look_back_words import look_back_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.route_table import Access, Page
from portal.work_list import chosen_regions, offered_regions

PATH = "/work/as-of"
AT_ONCE = 50


def as_of_page(request: Request) -> HTMLResponse:
    """GET /work/as-of: every plan that the viewer sees, as it was `?on=` a date, `?known=` then."""
    site, language, asked = site_of(request), language_of(request), request.query_params
    viewer, dates = viewer_of(request), read_dates(asked, site.clock.today())
    chosen = chosen_regions(viewer, asked.get("region", ""))
    with reading(site.engine) as session:
        cohorts = cohort_names(session, language)
        cohort = asked.get("cohort", "") if asked.get("cohort") in dict(cohorts) else ""
        scope = scope_of(session, cohort=cohort) if cohort else Scope(ALL)
        every = as_of(session, of_regions(session, scope, chosen), dates.moment)
    found = [
        one for one in every if _answers(one, asked.get("q", ""), late=bool(asked.get("late")))
    ]
    number, pages = _page_of(asked.get("page", ""), len(found))
    return page(
        request,
        "as_of.html",
        dates.status,
        a=look_back_words(language),
        dates=dates,
        plans=[plan_told(p, language) for p in found[(number - 1) * AT_ONCE : number * AT_ONCE]],
        count=len(found),
        nobody=not every,
        number=number,
        pages=pages,
        q=asked.get("q", "").strip(),
        late="1" if asked.get("late") else "",
        cohort=cohort,
        cohorts=cohorts,
        region=asked.get("region", "") if chosen else "",
        regions=offered_regions(viewer, language),
    )


def plan_then_page(request: Request) -> HTMLResponse:
    """GET /work/as-of/<reference>: one plan as it was; the check of its region was done before."""
    site, language, asked = site_of(request), language_of(request), request.query_params
    dates = read_dates(asked, site.clock.today())
    reference = request.path_params["reference"]
    with reading(site.engine) as session:
        row = find_plan(session, reference, on=dates.moment.true_on)
        told = _told(session, reference, dates)
    return page(
        request,
        "plan_then.html",
        dates.status,
        a=look_back_words(language),
        dates=dates,
        reference=reference,
        name=full_name(row.kind, row.name_ar, row.name_fr).said_in(language),
        told=plan_told(told, language) if told else None,
        steps=[step_told(one, language) for one in told.steps] if told else [],
        entries=[entry_told(one, language) for one in told.entries][::-1] if told else [],
    )


def cohort_names(session: Session, language: Language) -> list[tuple[str, str]]:
    """The cohorts that may be chosen: code and name."""
    found = choices(session, ()).cohorts
    return [(code, ar if language is Language.ARABIC else fr) for code, ar, fr in found]


def _told(session: Session, reference: str, dates: Dates) -> PlanThen | None:
    """The plan as it was; None when it did not exist then."""
    try:
        return plan_as_of(session, reference, dates.moment)
    except NoSuchPlan:
        return None


def _answers(plan: PlanThen, text: str, *, late: bool) -> bool:
    wanted = fold(text)
    names = (plan.name_ar, plan.name_fr, plan.reference, plan.collectivity_code)
    return (not late or bool(plan.late)) and any(wanted in fold(name) for name in names)


def _page_of(text: str, count: int) -> tuple[int, int]:
    """The number of the page that is asked for, within those there are, and how many there are."""
    pages = max(1, -(-count // AT_ONCE))
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(1, asked), pages), pages


AS_OF_PAGES = (
    Page(PATH, as_of_page, Access.SIGNED_IN),
    Page(f"{PATH}/{{reference}}", plan_then_page, Access.SIGNED_IN),
)
