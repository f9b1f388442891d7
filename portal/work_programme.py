"""A programme's content for whoever signed in: versions, a sheet that is checked and filed."""

from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.carry_over import carried_over, last_cycle
from lifecycle.cohort_cells import as_date
from lifecycle.cohort_file import LARGEST
from lifecycle.content import Content
from lifecycle.content_template import workbook_of
from lifecycle.content_words import SOURCE_NAMES
from lifecycle.contents import NoContent
from lifecycle.errors import ConcurrentChange, Refused
from lifecycle.plans import PlanRow
from models.database import writing
from models.plan import Plan
from models.words import FilingSource
from portal.checked_sheets import Checked, find, keep
from portal.document_labels import clean_label
from portal.link_words import WORDS
from portal.pages import language_of, page, site_of, viewer_of
from portal.programme_acts import Deliberation, check_sheet, file_version
from portal.programme_page import name_of, row_and_programme
from portal.programme_shown import Programme, axes_shown, dates_said, differences
from portal.programme_words import programme_words

CAUSE = "portal:programme"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def work_programme_page(request: Request) -> Response:
    """GET /work/plans/<reference>/programme: the newest version, and what may be done to it."""
    return _shown(request, *row_and_programme(request))


def sheet_file(request: Request) -> Response:
    """GET /work/plans/<reference>/programme.xlsx: the sheet, filled; `?blank=1` an empty one."""
    row, programme = row_and_programme(request)
    blank = request.query_params.get("blank") or programme.newest is None
    content = Content() if blank or not programme.newest else programme.newest.content
    return sheet_response(content, row.reference, language_of(request).value)


def sheet_response(content: Content, reference: str, language: str) -> Response:
    """The workbook of a content as an attachment."""
    named = f'attachment; filename="{reference}-programme.xlsx"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return Response(workbook_of(content, language), media_type=XLSX, headers=headers)


def check_page(request: Request) -> Response:
    """POST /work/plans/<reference>/programme: keep a sheet and lead to what the check found."""
    row, programme = row_and_programme(request)
    sent = request.state.form.get("sheet")
    if not isinstance(sent, UploadFile) or not sent.filename:
        told = programme_words(language_of(request))["need_sheet"]
        return _shown(request, row, programme, 422, problems={"sheet": told})
    content = sent.file.read(LARGEST + 1)
    now = site_of(request).clock.now()
    checked = keep(clean_label(sent.filename), content, f"programme {row.reference}", now)
    said = urlencode({"lang": language_of(request).value})
    return RedirectResponse(f"{_base(row)}/checked/{checked.digest}?{said}", 303)


def checked_page(request: Request) -> Response:
    """GET /work/plans/<reference>/programme/checked/<digest>: what the check found."""
    row, programme = row_and_programme(request)
    kept = _kept(request, row)
    if kept is None:
        told = programme_words(language_of(request))["gone"]
        return _shown(request, row, programme, 410, problems={"sheet": told})
    return _checked(request, row, programme, kept)


def apply_page(request: Request) -> Response:
    """POST of the same: file the very sheet that was checked, or amend by its deliberation."""
    row, programme = row_and_programme(request)
    kept, language = _kept(request, row), language_of(request)
    if kept is None:
        told = programme_words(language)["gone"]
        return _shown(request, row, programme, 410, problems={"sheet": told})
    sheet = check_sheet(kept.content, kept.name, language)
    if sheet.content is None:
        return _checked(request, row, programme, kept, 422)
    amended = _deliberation(request) if programme.now else None
    problem = _file(request, row, sheet.content, FilingSource.SHEET, amended)
    if problem:
        return _checked(request, row, programme, kept, 422, {"": problem})
    return RedirectResponse(f"{_base(row)}?{urlencode({'lang': language.value, 'saved': 1})}", 303)


def carry_over_page(request: Request) -> Response:
    """POST /work/plans/<reference>/programme/carry-over: draft with the last cycle's projects."""
    row, programme = row_and_programme(request)
    try:
        with writing(site_of(request).engine) as session:
            content = carried_over(last_cycle(session, session.get_one(Plan, row.id)))
    except NoContent:
        told = programme_words(language_of(request))["none"]
        return _shown(request, row, programme, 422, problems={"": told})
    problem = _file(request, row, content, FilingSource.CARRIED_OVER, None)
    if problem:
        return _shown(request, row, programme, 422, problems={"": problem})
    said = urlencode({"lang": language_of(request).value, "saved": 1})
    return RedirectResponse(f"{_base(row)}?{said}", 303)


def _file(
    request: Request,
    row: PlanRow,
    content: Content,
    source: FilingSource,
    amended: Deliberation | None,
) -> str:
    """File a version; gives why not, '' when it is filed."""
    site, language = site_of(request), language_of(request)
    try:
        with writing(site.engine) as session:
            file_version(
                session, row.id, content, actor=viewer_of(request).actor, at=site.clock.now(),
                cause=CAUSE, source=source, amended=amended,
            )  # fmt: skip
    except Refused as refused:
        return refused.phrase.said_in(language)
    except ConcurrentChange:
        return WORDS["concurrent"].said_in(language)
    return ""


def _deliberation(request: Request) -> Deliberation:
    form = request.state.form
    texts = [str(form.get(name) or "").strip()[:300] for name in ("number", "on", "reason")]
    return Deliberation(texts[0], as_date(texts[1]) if texts[1] else None, texts[2])


def _shown(
    request: Request,
    row: PlanRow,
    programme: Programme,
    status: int = 200,
    problems: dict[str, str] | None = None,
) -> Response:
    language, newest = language_of(request), programme.newest
    decides = viewer_of(request).may_decide(row.region_code)
    content = newest.content if newest else Content()
    return page(
        request, "work_programme.html", status, row=row, name=name_of(row, language),
        m=programme_words(language), newest=newest, adopted=programme.now is not None,
        axes=axes_shown(content, language), counts=content.counts(), dates_said=dates_said,
        versions=[_version_shown(one, language) for one in reversed(programme.versions)],
        decides=decides, problems=[*(problems or {}).items()], base=_base(row),
        saved=bool(request.query_params.get("saved")), first_cycle=row.cycle == 1,
    )  # fmt: skip


def _version_shown(one: Any, language: Any) -> dict[str, Any]:
    source = SOURCE_NAMES[one.source].said_in(language)
    return {"number": one.number, "at": one.filed_at, "in_force": one.in_force, "source": source}


def _checked(
    request: Request,
    row: PlanRow,
    programme: Programme,
    kept: Checked,
    status: int = 200,
    problems: dict[str, str] | None = None,
) -> Response:
    language = language_of(request)
    sheet = check_sheet(kept.content, kept.name, language)
    before = programme.newest.content if programme.newest else Content()
    form = getattr(request.state, "form", None) or {}
    return page(
        request, "work_programme_checked.html", status, row=row, name=name_of(row, language),
        m=programme_words(language), sheet=sheet, kept=kept, base=_base(row),
        counts=sheet.content.counts() if sheet.content else {}, adopted=programme.now is not None,
        changes=differences(before, sheet.content, language) if sheet.content else [],
        problems=[*(problems or {}).items()],
        typed={name: str(form.get(name) or "") for name in ("number", "on", "reason")},
    )  # fmt: skip


def _kept(request: Request, row: PlanRow) -> Checked | None:
    """The sheet of a digest, when it was checked for this very plan."""
    kept = find(request.path_params["digest"], site_of(request).clock.now())
    return kept if kept and kept.calendar == f"programme {row.reference}" else None


def _base(row: PlanRow) -> str:
    if not row.reference:
        raise HTTPException(404)
    return f"/work/plans/{row.reference}/programme"
