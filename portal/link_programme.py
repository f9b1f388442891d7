"""Behind a link: the draft of a programme, by a sheet that is checked or project by project."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.cohort_file import LARGEST
from lifecycle.content import Content
from lifecycle.decide_content import DRAFTED
from lifecycle.errors import ConcurrentChange, Refused
from models.database import reading, writing
from models.words import FilingSource, LinkAct
from portal.checked_sheets import Checked, find, keep
from portal.document_labels import clean_label
from portal.form_tokens import form_token, is_form_token
from portal.link_opening import CAUSE, LinkClosed, Opened, open_link
from portal.link_rendering import closed_page, link_page, shown
from portal.link_words import WORDS
from portal.pages import language_of, page, site_of
from portal.programme_acts import check_sheet, file_version
from portal.programme_form import ProjectRefused, with_project, without_project
from portal.programme_shown import axes_shown, dates_said, differences, read_programme
from portal.programme_words import programme_words
from portal.project_form_shown import asked_project, form_facts
from portal.work_programme import sheet_response

FORM, PROJECT = "programme", "project"
Making = Callable[[Opened, Content], Content]


def may_draft(opened: Opened) -> bool:
    """Whether the draft of the programme may be filed behind this link now."""
    of_plan = opened.link.act in (LinkAct.ANSWER, LinkAct.FOLLOW)
    return of_plan and opened.plan.stage in DRAFTED and opened.plan.content_adopted is None


async def link_programme(request: Request) -> Response:
    """GET /l/<token>/programme: the draft, and `?checked=` a sheet; POST checks or files one."""
    if request.method != "POST":
        return await run_in_threadpool(shown, request, lambda s, o: _show(request, s, o))
    async with request.form(max_files=1, max_fields=8) as sent:
        return await run_in_threadpool(_send, request, dict(sent))


async def link_project(request: Request) -> Response:
    """GET, POST /l/<token>/programme/project: the form of one project of the draft."""
    if request.method != "POST":
        return await run_in_threadpool(shown, request, lambda s, o: _form(request, s, o, None, {}))
    async with request.form(max_files=0, max_fields=800) as sent:
        return await run_in_threadpool(_save, request, dict(sent))


async def link_sheet(request: Request) -> Response:
    """GET /l/<token>/programme.xlsx: the sheet, filled with the draft; `?blank=1` an empty one."""
    return await run_in_threadpool(shown, request, lambda s, o: _sheet(request, s, o))


def _sheet(request: Request, session: Session, opened: Opened) -> Response:
    blank = bool(request.query_params.get("blank"))
    content = Content() if blank else _draft(session, opened)
    return sheet_response(content, opened.plan.reference, language_of(request).value)


def _show(
    request: Request,
    session: Session,
    opened: Opened,
    status: int = 200,
    problem: str = "",
    checked: Checked | None = None,
) -> Response:
    language, draft = language_of(request), _draft(session, opened)
    digest = request.query_params.get("checked", "")
    checked = checked or (_kept(request, opened, digest) if digest else None)
    sheet = check_sheet(checked.content, checked.name, language) if checked else None
    content = sheet.content if sheet else None
    return link_page(
        request, opened, "link_programme.html", status, m=programme_words(language),
        counts=(content or draft).counts(), axes=axes_shown(draft, language), problem=problem,
        dates_said=dates_said, checked=checked, sheet=sheet,
        changes=differences(draft, content, language) if content else [],
        saved=bool(request.query_params.get("saved")),
    )  # fmt: skip


def _send(request: Request, sent: Mapping[str, Any]) -> Response:
    """Keep a sheet and show what is found; with the digest of one that was checked, file it."""
    digest = sent.get("digest")
    if isinstance(digest, str) and digest:
        return _filed(
            request, sent, lambda o, _: _checked_content(request, o, digest), FORM,
            FilingSource.SHEET, lambda s, o, told: _show(request, s, o, 422, told),
        )  # fmt: skip
    try:
        with reading(site_of(request).engine) as session:
            opened = open_link(session, request)
            _draft(session, opened)
            if not _is_ours(opened, sent, FORM):
                return _show(request, session, opened, 422, _said(request, "stale"))
            words = programme_words(language_of(request))
            file = sent.get("sheet")
            if not isinstance(file, UploadFile) or not file.filename:
                return _show(request, session, opened, 422, words["need_sheet"])
            kept = keep(
                clean_label(file.filename), file.file.read(LARGEST + 1), _name(opened),
                site_of(request).clock.now(),
            )  # fmt: skip
    except LinkClosed as closed:
        return closed_page(request, closed.found)
    return _lead(request, checked=kept.digest)


def _save(request: Request, sent: Mapping[str, Any]) -> Response:
    def made(_opened: Opened, draft: Content) -> Content:
        code, _ = asked_project(request, draft)
        if sent.get("remove") == code:
            return without_project(draft, code)
        return with_project(draft, code, sent, language_of(request))

    try:
        return _filed(
            request, sent, made, PROJECT, FilingSource.FORM,
            lambda s, o, told: _form(request, s, o, sent, {"": told}),
        )  # fmt: skip
    except ProjectRefused as refused:
        problems = refused.problems
    return shown(request, lambda s, o: _form(request, s, o, sent, problems))


def _filed(
    request: Request,
    sent: Mapping[str, Any],
    make: Making,
    form: str,
    source: FilingSource,
    refuse: Callable[[Session, Opened, str], Response],
) -> Response:
    """File what a form makes of the draft, in one transaction, or say why not."""
    language = language_of(request)
    try:
        with writing(site_of(request).engine) as session:
            opened = open_link(session, request)
            draft = _draft(session, opened)
            if not _is_ours(opened, sent, form):
                return refuse(session, opened, _said(request, "stale"))
            file_version(
                session, opened.plan.id, make(opened, draft), actor=opened.actor,
                at=site_of(request).clock.now(), cause=CAUSE, source=source,
            )  # fmt: skip
    except LinkClosed as closed:
        return closed_page(request, closed.found)
    except Refused as refused:
        told = refused.phrase.said_in(language)
        return shown(request, lambda s, o: refuse(s, o, told))
    except ConcurrentChange:
        return shown(request, lambda s, o: refuse(s, o, _said(request, "concurrent")))
    return _lead(request, saved="1")


def _form(
    request: Request,
    session: Session,
    opened: Opened,
    typed: Mapping[str, Any] | None,
    problems: Mapping[str, str],
) -> Response:
    draft, base = _draft(session, opened), f"/l/{opened.token}/programme"
    return page(
        request, "project_form.html", 422 if problems else 200, row=opened.plan,
        layout="link_base.html",
        name=opened.name(language_of(request)), back=base, action=f"{base}/project",
        token=form_token(opened.keys, opened.token, PROJECT, opened.today),
        **form_facts(request, draft, typed, problems),
    )  # fmt: skip


def _draft(session: Session, opened: Opened) -> Content:
    """The newest draft, while it may be drafted.

    Raises:
        HTTPException: 404.
    """
    if not may_draft(opened):
        raise HTTPException(404)
    newest = read_programme(session, opened.plan.id).newest
    return newest.content if newest else Content()


def _checked_content(request: Request, opened: Opened, digest: str) -> Content:
    kept = _kept(request, opened, digest)
    sheet = check_sheet(kept.content, kept.name, language_of(request)) if kept else None
    if sheet is None or sheet.content is None:
        raise HTTPException(404)
    return sheet.content


def _kept(request: Request, opened: Opened, digest: str) -> Checked | None:
    kept = find(digest, site_of(request).clock.now())
    return kept if kept and kept.calendar == _name(opened) else None


def _name(opened: Opened) -> str:
    return f"programme {opened.plan.reference}"


def _is_ours(opened: Opened, sent: Mapping[str, Any], form: str) -> bool:
    return is_form_token(opened.keys, sent.get("form_token"), opened.token, form, opened.today)


def _said(request: Request, word: str) -> str:
    return WORDS[word].said_in(language_of(request))


def _lead(request: Request, **more: str) -> Response:
    told = urlencode({"lang": language_of(request).value, **more})
    return RedirectResponse(f"/l/{request.path_params['token']}/programme?{told}", 303)
