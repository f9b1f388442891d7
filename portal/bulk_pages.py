"""The same decision for many plans: chosen by boxes, shown plan by plan, and then recorded."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lifecycle.batches import apply_batch
from lifecycle.entries import Occasion
from lifecycle.pathway_words import KIND_NAMES, STAGE_NAMES, STEP_NAMES, TRACK_NAMES
from lifecycle.plan_search import Asked, Choices, choices, newest
from lifecycle.previews import Preview, PreviewChanged, preview
from lifecycle.published_reasons import reason_choices
from lifecycle.tracks import stages_of, steps_of, versions_of
from models.database import reading, writing
from models.words import CollectivityKind, Language
from portal.board_pages import asked_of, plan_shown
from portal.board_words import board_words
from portal.bulk_acts import BULK_ACTS, possible_plans
from portal.bulk_form import BulkForm, read_bulk_form, read_values
from portal.bulk_words import bulk_words, result_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.preview_shown import preview_shown
from portal.route_table import Access, Page

PATH, CAUSE = "/work/bulk", "portal:bulk"


def bulk_page(request: Request) -> Response:
    """GET /work/bulk: the decision and the filters; then the plans that it may be taken for."""
    form = BulkForm(read_values(request.query_params), request.query_params.getlist("plan"))
    return _bulk(request, form)


def decide_page(request: Request) -> Response:
    """POST /work/bulk: the preview; with its digest, the decision and what became of each plan."""
    form, site = read_bulk_form(request.state.form), site_of(request)
    numbers = _numbers(request, form)
    if form.problems:
        return _bulk(request, form, 422)
    if form.act.table and not viewer_of(request).national:
        raise HTTPException(403)  # a version of the table is the programme's, not a region's
    if "back" in request.state.form:
        return _bulk(request, form)
    occasion = Occasion(viewer_of(request).actor, site.clock.now(), CAUSE)
    digest = request.state.form.get("digest")
    question = form.question(numbers, occasion)
    try:
        with writing(site.engine) as session:
            if not isinstance(digest, str):
                told = preview(session, question.work(), question.asked)
                return _told(request, form, told, session)
            done = apply_batch(
                session, question.make, kind=question.kind, asked=question.asked,
                reason=question.reason, occasion=occasion, digest=digest,
            )  # fmt: skip
            return _told(request, form, done.told, session, done=done.batch.id)
    except PreviewChanged as changed:
        with reading(site.engine) as session:
            return _told(request, form, changed.preview, session, 409)


def _numbers(request: Request, form: BulkForm) -> list[int]:
    """The numbers of the ticked plans, in the order of their references.

    Raises:
        HTTPException: 404 when one of them is no newest plan that the viewer decides for.
    """
    site, viewer = site_of(request), viewer_of(request)
    with reading(site.engine) as session:
        known = {
            row.reference: row.id
            for row in newest(session, on=site.clock.today())
            if viewer.may_decide(row.region_code)
        }
    if not known.keys() >= set(form.references):
        raise HTTPException(404)
    return [known[reference] for reference in form.references]


def _bulk(request: Request, form: BulkForm, status: int = 200) -> Response:
    site, language, viewer = site_of(request), language_of(request), viewer_of(request)
    asked, today, words = asked_of(request), site.clock.today(), bulk_words(language)
    with reading(site.engine) as session:
        offered = choices(session, newest(session, on=today), asked.track)
        rows = []
        if form.complete:
            step = form.values["step"]
            rows = possible_plans(session, form.act, step, asked, viewer, today)
    ticked = {row.reference for row in rows} if _ticks_all(request) else set(form.references)
    return page(
        request,
        "bulk.html",
        status,
        s=words,
        b=board_words(language),
        asked=asked,
        form=form.values,
        act=form.act,
        complete=form.complete,
        problems={name: words[said] for name, said in form.problems.items()},
        plans=[plan_shown(row, language, None) for row in rows],
        ticked=ticked,
        reasons=_reasons(form, language),
        regions=[
            (code, ar if language is Language.ARABIC else fr)
            for code, ar, fr in offered.regions
            if viewer.may_decide(code)
        ],
        **_choices(asked, offered, language),
    )


def _choices(asked: Asked, offered: Choices, language: Language) -> dict[str, Any]:
    """What the first form offers, in words."""
    return {
        "acts": [(act.trigger, act.name.said_in(language)) for act in BULK_ACTS.values()],
        "steps": [(key, STEP_NAMES[key].said_in(language)) for key in steps_of(asked.track)],
        "tables": [(version, version) for version in versions_of(asked.track)],
        "stages": [(s.value, STAGE_NAMES[s].said_in(language)) for s in stages_of(asked.track)],
        "tracks": [(t.value, TRACK_NAMES[t].said_in(language)) for t in offered.tracks],
        "kinds": [(kind.value, KIND_NAMES[kind].said_in(language)) for kind in CollectivityKind],
    }


def _reasons(form: BulkForm, language: Language) -> list[tuple[str, str]]:
    offered = reason_choices(form.act.trigger, form.values["step"] or None)
    return [(value, phrase.said_in(language)) for value, phrase in offered]


def _ticks_all(request: Request) -> bool:
    return request.method == "GET" and request.query_params.get("tick") == "all"


def _told(
    request: Request, form: BulkForm, told: Preview, session: Session, status: int = 200,
    *, done: int = 0,
) -> Response:  # fmt: skip
    """The preview; or, with the number of the batch that was done, the result plan by plan."""
    language, step = language_of(request), form.values["step"]
    return page(
        request,
        "bulk_result.html" if done else "bulk_preview.html",
        status,
        s=result_words(language) if done else bulk_words(language),
        told=preview_shown(session, told, language),
        form=form.values,
        references=form.references,
        act=form.act.name.said_in(language),
        step=STEP_NAMES[step].said_in(language) if form.act.on_step else "",
        due_on=form.due_on,
        batch=done,
        changed=status == 409,
    )


BULK_PAGES = (
    Page(PATH, bulk_page, Access.DECIDES),
    Page(PATH, decide_page, Access.DECIDES, ("POST",)),
)
