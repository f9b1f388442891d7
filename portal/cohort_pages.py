"""An admin opens a cohort: the template, the check, the sheet handed back, and applying it."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.cohort_calendar import read_calendar
from lifecycle.cohort_file import LARGEST
from lifecycle.cohort_members import OnboardingReport
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_result import Marks, marks_of, marks_of_refused
from lifecycle.cohort_template import template
from lifecycle.onboarding import open_cohort
from lifecycle.sheet_child import mark_in_child, read_in_child
from models.cohort import Cohort
from models.database import reading
from models.plan import Plan
from models.settings import CHECKOUT, data_folder
from models.words import Language
from portal.checked_sheets import Checked, find, keep
from portal.cohort_words import cohort_words
from portal.document_labels import clean_label
from portal.pages import language_of, page, site_of, viewer_of
from portal.route_table import Access, Page

PATH, CAUSE = "/work/cohorts", "portal:cohorts"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cohorts_page(request: Request) -> Response:
    """GET /work/cohorts: the cohorts that are open, and the form that opens one."""
    return _form(request, {})


def check_page(request: Request) -> Response:
    """POST /work/cohorts: check a sheet; then its report, and the button that applies it."""
    form, language = request.state.form, language_of(request)
    problems: dict[str, str] = {}
    sent = form.get("sheet")
    if not isinstance(sent, UploadFile) or not sent.filename:
        problems["sheet"] = cohort_words(language)["need_sheet"]
    calendar = _calendar(form.get("calendar"), form.get("own_calendar"))
    if calendar is None:
        problems["calendar"] = cohort_words(language)["need_calendar"]
    if problems or calendar is None or not isinstance(sent, UploadFile):
        return _form(request, problems, 422)
    content = sent.file.read(LARGEST + 1)
    checked = keep(clean_label(sent.filename), content, calendar, site_of(request).clock.now())
    said = urlencode({"lang": language.value})
    return RedirectResponse(f"{PATH}/{checked.digest}?{said}", 303)


def report_page(request: Request) -> Response:
    """GET /work/cohorts/<digest>: what the checked sheet would bring, or what is wrong with it."""
    checked = _kept(request)
    if checked is None:
        return _form(request, {"sheet": cohort_words(language_of(request))["gone"]}, 410)
    return _report(request, checked, _open(request, checked, dry_run=True))


def apply_page(request: Request) -> Response:
    """POST /work/cohorts/<digest>: apply the very sheet that was checked, in one transaction."""
    checked = _kept(request)
    if checked is None:
        return _form(request, {"sheet": cohort_words(language_of(request))["gone"]}, 410)
    came = _open(request, checked, dry_run=False)
    status = 422 if isinstance(came, CohortFileRefused) else 200
    return _report(request, checked, came, status=status, applied=status == 200)


def result_file(request: Request) -> Response:
    """GET /work/cohorts/<digest>/result.xlsx: the sheet with its result column.

    Raises:
        HTTPException: 404 when it is kept no more, or cannot be handed back.
    """
    checked = _kept(request)
    if checked is None:
        raise HTTPException(404)
    came = _open(request, checked, dry_run=True)
    refused = isinstance(came, CohortFileRefused)
    found: Marks = marks_of_refused(came) if refused else marks_of(came)  # type: ignore[arg-type]
    made = mark_in_child(checked.content, checked.name, found)
    if made is None:
        raise HTTPException(404)
    return _attachment(made, "resultat.xlsx")


def template_file(request: Request) -> Response:
    """GET /work/cohorts/template.xlsx: the workbook to be filled in."""
    return _attachment(template(), "modele.xlsx")


def _open(
    request: Request, checked: Checked, *, dry_run: bool
) -> OnboardingReport | CohortFileRefused:
    site = site_of(request)
    try:
        calendar = read_calendar(checked.calendar, "calendar.yaml")
        return open_cohort(
            site.engine, checked.content, checked.name, calendar, clock=site.clock,
            actor=viewer_of(request).actor, dry_run=dry_run, cause=CAUSE, read=read_in_child,
        )  # fmt: skip
    except CohortFileRefused as refused:
        return refused


def _report(
    request: Request,
    checked: Checked,
    came: OnboardingReport | CohortFileRefused,
    *,
    status: int = 200,
    applied: bool = False,
) -> Response:
    language = language_of(request)
    refused = isinstance(came, CohortFileRefused)
    counts = came.counts if isinstance(came, CohortFileRefused) else came.counts()
    before = not isinstance(came, CohortFileRefused) and came.applied_before
    return page(
        request,
        "cohort_report.html",
        status,
        c=cohort_words(language),
        digest=checked.digest,
        name=checked.name,
        counts=list((counts or {}).items()),
        problems=[one.sentence(language.value) for one in came.problems]
        if isinstance(came, CohortFileRefused)
        else [],
        refused=refused,
        before=before and not applied,
        applied=applied,
    )


def _form(request: Request, problems: dict[str, str], status: int = 200) -> Response:
    language = language_of(request)
    with reading(site_of(request).engine) as session:
        rows = session.execute(
            select(
                Cohort.code, Cohort.name_ar, Cohort.name_fr, Cohort.founded_on,
                func.count(func.distinct(Plan.collectivity_code)),
            )
            .outerjoin(Plan, Plan.cohort_id == Cohort.id)
            .group_by(Cohort.id)
            .order_by(Cohort.founded_on)
        ).all()  # fmt: skip
    return page(
        request,
        "cohorts.html",
        status,
        c=cohort_words(language),
        cohorts=[
            (code, ar if language == Language.ARABIC else fr, on, members)
            for code, ar, fr, on, members in rows
        ],
        calendars=[(path.name, path.stem) for path in _calendars()],
        problems=problems,
    )


def _calendars() -> list[Path]:
    """The calendars of the checkout and of the drop folder."""
    folders = (CHECKOUT / "cohorts", data_folder() / "inbox")
    found = [path for folder in folders if folder.is_dir() for path in folder.glob("*.yaml")]
    return sorted(path for path in found if not path.stem.endswith("-scenario"))


def _calendar(chosen: Any, own: Any) -> str | None:
    """The text of the calendar that is meant; None when none is, or it is no text."""
    if isinstance(own, UploadFile) and own.filename:
        try:
            return own.file.read(LARGEST).decode()
        except UnicodeDecodeError:
            return None
    known = {path.name: path for path in _calendars()}
    return known[chosen].read_text(encoding="utf-8") if chosen in known else None


def _kept(request: Request) -> Checked | None:
    return find(request.path_params["digest"], site_of(request).clock.now())


def _attachment(content: bytes, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=XLSX, headers=headers)


COHORT_PAGES = (
    Page(PATH, cohorts_page, Access.NATIONAL),
    Page(PATH, check_page, Access.NATIONAL, ("POST",)),
    Page(f"{PATH}/template.xlsx", template_file, Access.NATIONAL),
    Page(f"{PATH}/{{digest}}", report_page, Access.NATIONAL, personal=True),
    Page(f"{PATH}/{{digest}}", apply_page, Access.NATIONAL, ("POST",)),
    Page(f"{PATH}/{{digest}}/result.xlsx", result_file, Access.NATIONAL, personal=True),
)
