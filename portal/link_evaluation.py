"""Behind a link: the evaluation of a programme, project by project."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle import acts, door
from lifecycle.content import Content
from lifecycle.contents import NoContent, version
from lifecycle.errors import ConcurrentChange, Refused
from lifecycle.evaluation import Evaluation, Rating
from lifecycle.evaluations import views
from lifecycle.language import Phrase, all_said
from lifecycle.progress_words import LEVEL_NAMES
from models.database import writing
from models.words import Completion, FilingKind, LinkAct, Stage
from portal.followed_form_words import followed_form_words, told_word
from portal.form_tokens import is_form_token
from portal.link_opening import CAUSE, LinkClosed, Opened, open_link
from portal.link_rendering import closed_page, link_page, shown
from portal.link_words import WORDS
from portal.pages import language_of, site_of

FORM = "evaluation"
# Whose view a step asks for.
VIEW_OF = {
    "self_evaluate": FilingKind.SELF_EVALUATION,
    "evaluate_by_committee": FilingKind.COMMITTEE_EVALUATION,
}
MOST_FIELDS = 1500  # of 720 projects, far above any programme


async def link_evaluation(request: Request) -> Response:
    """GET, POST /l/<token>/evaluation: every project with its level."""
    if request.method != "POST":
        return await run_in_threadpool(shown, request, lambda s, o: _show(request, s, o))
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:
        return await run_in_threadpool(_send, request, dict(sent))


def view_of(opened: Opened) -> FilingKind | None:
    """Whose view is asked for behind this link now; None for none."""
    view = VIEW_OF.get(opened.link.step_key or "")
    asked = opened.link.act == LinkAct.ANSWER and opened.plan.stage == Stage.CO_EVALUATION
    return view if asked and "content" in opened.plan.filed else None


def _show(
    request: Request,
    session: Session,
    opened: Opened,
    typed: Mapping[str, Any] | None = None,
    problems: Mapping[str, Phrase] | None = None,
) -> Response:
    view, content = _asked(session, opened)
    language = language_of(request)
    if typed is None:
        typed = _typed(views(session, opened.plan.id).get(view))
    wrong = all_said(problems or {}, language)
    return link_page(
        request, opened, "link_evaluation.html", 422 if wrong else 200, content=content,
        m=followed_form_words(language), wrong=wrong, problems=[*wrong.items()],
        levels=[(one.value, name.said_in(language)) for one, name in LEVEL_NAMES.items()],
        typed={name: value for name, value in typed.items() if isinstance(value, str)},
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
    language = language_of(request).value
    return RedirectResponse(f"/l/{request.path_params['token']}?lang={language}", 303)


def _act(request: Request, sent: Mapping[str, Any]) -> dict[str, Phrase]:
    """What is wrong with the form; nothing is recorded unless it is nothing."""
    with writing(site_of(request).engine) as session:
        opened = open_link(session, request)
        view, content = _asked(session, opened)
        given = sent.get("form_token")
        if not is_form_token(opened.keys, given, opened.token, FORM, opened.today):
            return {"": WORDS["stale"]}
        author, ratings = _text(sent, "author", 300), _ratings(sent, content)
        problems = {} if author else {"author": told_word("no_author")}
        problems |= {} if ratings else {"": told_word("nothing_rated")}
        if problems:
            return problems
        told = Evaluation(author=author, ratings=ratings, lessons=_text(sent, "lessons"))
        if views(session, opened.plan.id).get(view) == told:
            return {}  # sent twice by a thumb in doubt: it is recorded, once
        door.fire(
            session, opened.plan.id, acts.EVALUATE, actor=opened.actor,
            at=site_of(request).clock.now(), cause=CAUSE, content=content, document=told,
            said={"view": view.value},
        )  # fmt: skip
    return {}


def _asked(session: Session, opened: Opened) -> tuple[FilingKind, Content]:
    """Whose view is asked for, and of what.

    Raises:
        HTTPException: 404.
    """
    view = view_of(opened)
    try:
        content = version(session, opened.plan.id).content
    except NoContent as unknown:
        raise HTTPException(404) from unknown
    if view is None:
        raise HTTPException(404)
    return view, content


def _ratings(sent: Mapping[str, Any], content: Content) -> tuple[Rating, ...]:
    chosen = [(one.code, _text(sent, f"level-{one.code}")) for one in content.projects()]
    return tuple(
        Rating(code=code, level=Completion(level), achieved=_text(sent, f"achieved-{code}"))
        for code, level in chosen
        if level in set(Completion)
    )


def _typed(known: Evaluation | None) -> dict[str, str]:
    if known is None:
        return {}
    typed = {"author": known.author, "lessons": known.lessons}
    for one in known.ratings:
        typed |= {f"level-{one.code}": one.level.value, f"achieved-{one.code}": one.achieved}
    return typed


def _text(sent: Mapping[str, Any], name: str, longest: int = 1000) -> str:
    value = sent.get(name, "")
    return value.replace("\0", "").strip()[:longest] if isinstance(value, str) else ""
