"""Behind a link: where the activities of a programme stand, project by project."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle import acts, door
from lifecycle.content import Content, Project
from lifecycle.contents import NoContent, version
from lifecycle.errors import ConcurrentChange, Refused
from lifecycle.language import Phrase, all_said
from lifecycle.monitoring import progress_by_round
from lifecycle.progress import Progress
from lifecycle.progress_words import STATUS_NAMES
from models.database import writing
from models.words import LinkAct, Stage
from portal.answer_form import DATE_PARTS
from portal.followed_form_words import followed_form_words
from portal.form_tokens import is_form_token
from portal.link_opening import CAUSE, LinkClosed, Opened, open_link
from portal.link_rendering import closed_page, link_page, shown
from portal.link_words import WORDS
from portal.pages import language_of, site_of
from portal.progress_form import ProjectForm, typed_of

FORM = "progress"
ROUND = "report_monitoring_round"
MOST_FIELDS = 600  # of a project of 60 activities
NOTHING: dict[str, Phrase] = {}


async def link_progress(request: Request) -> Response:
    """GET, POST /l/<token>/progress: the projects; with `?project=` one of them, to report."""
    if request.method != "POST":
        return await run_in_threadpool(shown, request, lambda s, o: _show(request, s, o))
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:
        return await run_in_threadpool(_send, request, dict(sent))


def may_follow(opened: Opened) -> bool:
    """Whether progress may be reported behind this link now."""
    of_plan = opened.link.act in (LinkAct.ANSWER, LinkAct.FOLLOW)
    return of_plan and opened.plan.stage == Stage.CO_MONITORING and "content" in opened.plan.filed


def known_progress(session: Session, opened: Opened) -> tuple[Progress, Progress]:
    """What was reported in this round, and what was reported before it."""
    step, told = opened.plan.step(ROUND), progress_by_round(session, opened.plan.id)
    number = step.occurrence if step else 0
    earlier = [progress for one, progress in told.items() if one < number]
    return told.get(number, Progress()), earlier[-1] if earlier else Progress()


def _show(
    request: Request,
    session: Session,
    opened: Opened,
    typed: Mapping[str, Any] | None = None,
    problems: Mapping[str, Phrase] = NOTHING,
) -> Response:
    content = _content(session, opened)
    language = language_of(request)
    current, before = known_progress(session, opened)
    facts: dict[str, Any] = {"m": followed_form_words(language)}
    if not request.query_params.get("project"):
        rows = [_counted(one, current) for axis in content.axes for one in axis.projects]
        saved = request.query_params.get("saved", "")
        return link_page(
            request, opened, "link_progress.html", content=content, rows=rows,
            saved=saved if saved in {one["code"] for one in rows} else "", **facts,
        )  # fmt: skip
    project = _project(request, content)
    if typed is None:
        typed = typed_of(project, before.with_more(current))
    wrong = all_said(problems, language)
    return link_page(
        request, opened, "link_progress_project.html", 422 if wrong else 200, project=project,
        statuses=[(one.value, name.said_in(language)) for one, name in STATUS_NAMES.items()],
        typed={name: value for name, value in typed.items() if isinstance(value, str)},
        wrong=wrong, problems=[*wrong.items()], parts=DATE_PARTS, **facts,
    )  # fmt: skip


def _send(request: Request, sent: Mapping[str, Any]) -> Response:
    try:
        problems = _act(request, sent)
    except LinkClosed as closed:
        return closed_page(request, closed.found)
    except Refused as refusal:
        problems = {"": refusal.phrase}
    except ConcurrentChange:
        problems = {"": WORDS["concurrent"]}
    if problems:
        return shown(request, lambda s, o: _show(request, s, o, sent, problems))
    told = {"lang": language_of(request).value, "saved": request.query_params["project"]}
    return RedirectResponse(f"/l/{request.path_params['token']}/progress?{urlencode(told)}", 303)


def _act(request: Request, sent: Mapping[str, Any]) -> dict[str, Phrase]:
    """What is wrong with the form; nothing is recorded unless it is nothing."""
    with writing(site_of(request).engine) as session:
        opened = open_link(session, request)
        content = _content(session, opened)
        project = _project(request, content)
        given = sent.get("form_token")
        if not is_form_token(opened.keys, given, opened.token, FORM, opened.today):
            return {"": WORDS["stale"]}
        form = ProjectForm(project, sent, opened.today)
        progress = form.progress()
        current, _ = known_progress(session, opened)
        if form.problems or current.with_more(progress) == current:
            return form.problems  # sent twice by a thumb in doubt: it is recorded, once
        door.fire(
            session, opened.plan.id, acts.REPORT_PROGRESS, actor=opened.actor,
            at=site_of(request).clock.now(), cause=CAUSE, content=content,
            document=current.with_more(progress),
        )  # fmt: skip
    return {}


def _content(session: Session, opened: Opened) -> Content:
    """The content in force, while progress may be reported.

    Raises:
        HTTPException: 404.
    """
    if not may_follow(opened):
        raise HTTPException(404)
    try:
        return version(session, opened.plan.id).content
    except NoContent as unknown:
        raise HTTPException(404) from unknown


def _project(request: Request, content: Content) -> Project:
    wanted = request.query_params.get("project", "")
    found = [one for one in content.projects() if one.code == wanted]
    if not found:
        raise HTTPException(404)
    return found[0]


def _counted(project: Project, current: Progress) -> dict[str, Any]:
    known = current.by_code()
    return {
        "code": project.code,
        "title_ar": project.title_ar,
        "title_fr": project.title_fr,
        "all": len(project.activities),
        "some": sum(one.code in known for one in project.activities),
    }
