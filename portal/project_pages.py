"""The form of one project for whoever signed in: shown, sent, removed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.content import Content
from lifecycle.errors import ConcurrentChange, Refused
from models.database import writing
from models.words import FilingSource
from portal.link_words import WORDS
from portal.pages import language_of, page, site_of, viewer_of
from portal.programme_acts import file_version
from portal.programme_form import ProjectRefused, with_project, without_project
from portal.programme_page import name_of, row_and_programme
from portal.project_form_shown import asked_project, form_facts

CAUSE = "portal:programme"


def project_page(request: Request) -> Response:
    """GET /work/plans/<reference>/programme/project: a project by `?code=`, or one of `?axis=`."""
    return _form(request, None, {})


def save_project(request: Request) -> Response:
    """POST of the same: the next version of the draft, with this project as it was typed."""
    row, programme = row_and_programme(request)
    if programme.now:
        raise HTTPException(404)  # adopted: it only changes by an amendment, with a whole sheet
    content = programme.newest.content if programme.newest else Content()
    form, language = request.state.form, language_of(request)
    code, _ = asked_project(request, content)
    site = site_of(request)
    try:
        removed = form.get("remove") == code
        made = (
            without_project(content, code)
            if removed
            else with_project(content, code, form, language)
        )
        with writing(site.engine) as session:
            file_version(
                session, row.id, made, actor=viewer_of(request).actor, at=site.clock.now(),
                cause=CAUSE, source=FilingSource.FORM,
            )  # fmt: skip
    except ProjectRefused as refused:
        return _form(request, form, refused.problems)
    except Refused as refused:
        return _form(request, form, {"": refused.phrase.said_in(language)})
    except ConcurrentChange:
        return _form(request, form, {"": WORDS["concurrent"].said_in(language)})
    said = urlencode({"lang": language.value, "saved": 1})
    return RedirectResponse(f"/work/plans/{row.reference}/programme?{said}", 303)


def _form(
    request: Request, typed: Mapping[str, Any] | None, problems: Mapping[str, str]
) -> Response:
    row, programme = row_and_programme(request)
    if programme.now:
        raise HTTPException(404)
    content = programme.newest.content if programme.newest else Content()
    base = f"/work/plans/{row.reference}/programme"
    return page(
        request, "project_form.html", 422 if problems else 200, row=row, layout="base.html",
        name=name_of(row, language_of(request)), back=base, action=f"{base}/project",
        token=viewer_of(request).form_token,
        **form_facts(request, content, typed, problems),
    )  # fmt: skip
