"""What the form of one project shows, behind a link and for whoever signed in alike."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from lifecycle.content import Content, Project
from lifecycle.content_words import PRINCIPLE_NAMES
from portal.form_words import form_words
from portal.pages import language_of
from portal.programme_form import next_code, rows_offered, typed_of
from portal.programme_shown import title
from portal.programme_words import programme_words

NEW = "new"


def asked_project(request: Request, content: Content) -> tuple[str, Project | None]:
    """The code that a request is about, and the project that has it: None for a new one.

    Raises:
        HTTPException: 404, for a project or an axis that the programme does not have.
    """
    asked = request.query_params.get("code", "")
    known = {one.code: one for one in content.projects()}
    if asked in known:
        return asked, known[asked]
    axis = request.query_params.get("axis", "")
    if asked or axis not in {NEW, *(one.code for one in content.axes)}:
        raise HTTPException(404)
    return next_code(content, axis), None


def form_facts(
    request: Request,
    content: Content,
    typed: Mapping[str, Any] | None,
    problems: Mapping[str, str],
) -> dict[str, Any]:
    """Everything that `project_form.html` needs besides where it is sent."""
    language = language_of(request)
    code, project = asked_project(request, content)
    if typed is None:
        typed = typed_of(content, code, language) if project else {}
    activities, indicators = rows_offered(project)
    axis = next((one for one in content.axes if one.code == code.partition(".")[0]), None)
    return {
        "m": programme_words(language),
        "f": form_words(language),
        "code": code,
        "project": project,
        "axis_title": title(axis, language) if axis else "",
        "new_axis": axis is None,
        "asked": {name: request.query_params[name] for name in ("code", "axis")
                  if name in request.query_params},
        "principles": [name.said_in(language) for name in PRINCIPLE_NAMES.values()],
        "activities": range(activities),
        "indicators": range(indicators),
        "typed": {name: value for name, value in typed.items() if isinstance(value, str)},
        "wrong": dict(problems),
        "problems": [*problems.items()],
    }  # fmt: skip
