"""Decisions for many plans, after they were taken: what became of each plan, and their undoing."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.batch_undo import NEVER, undo
from lifecycle.batches import NoSuchBatch, apply_batch, batches, find_batch
from lifecycle.collectivity_names import names_of
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.pathway_words import STEP_NAMES
from lifecycle.previews import PreviewChanged, preview
from lifecycle.rows import PLAN
from models.batch import Batch, BatchPlan
from models.collectivity import Collectivity
from models.database import reading, writing
from models.words import BatchKind, Language
from portal.batch_words import KINDS, batch_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.preview_shown import preview_shown
from portal.route_table import Access, Page
from portal.session_form import written

PATH, CAUSE = "/work/batches", "portal:batches"
ONE = f"{PATH}/{{batch}}"


def batches_page(request: Request) -> Response:
    """GET /work/batches: the newest first, those with a plan that the viewer sees."""
    language = language_of(request)
    with reading(site_of(request).engine) as session:
        seen = _seen(session, request)
        lines = [line for line in batches(session) if line.batch.id in seen]
        shown = [
            {**_told(line.batch, language), "plans": line.plans, "refused": line.refused,
             "undone_by": line.undone_by}
            for line in lines
        ]  # fmt: skip
    return page(request, "batches.html", b=batch_words(language), batches=shown)


def batch_page(request: Request) -> Response:
    """GET /work/batches/<number>: what it did to each plan that the viewer sees."""
    return _one(request, {})


def undo_page(request: Request) -> Response:
    """POST /work/batches/<number>: what undoing it changes; with its digest, the undoing.

    Raises:
        HTTPException: 403 when a plan of it is not theirs to decide for.
    """
    site, viewer, language = site_of(request), viewer_of(request), language_of(request)
    form, number = request.state.form, _number(request)
    reason, digest = written(form.get("reason")), form.get("digest")
    with reading(site.engine) as session:
        regions = _regions(session, number)
    if not regions:
        raise HTTPException(404)
    if not all(viewer.may_decide(region) for region in regions):
        raise HTTPException(403)
    with reading(site.engine) as session:
        if _of_everybody(find_batch(session, number)[0]) and not viewer.national:
            raise HTTPException(403)
    if not reason:
        return _one(request, {"reason": batch_words(language)["need_reason"]}, 422)
    occasion = Occasion(viewer.actor, site.clock.now(), CAUSE)
    try:
        with writing(site.engine) as session:
            question = undo(session, number, occasion=occasion, reason=reason)
            if not isinstance(digest, str):
                told = preview(session, question.work(), question.asked)
                return _preview(request, preview_shown(session, told, language), reason)
            done = apply_batch(
                session, question.make, kind=question.kind, asked=question.asked, reason=reason,
                occasion=occasion, digest=digest, undoes=number,
            )  # fmt: skip
            came = done.batch.id
    except Refused as refused:
        return _one(request, {"reason": refused.phrase.said_in(language)}, 422)
    except PreviewChanged as changed:
        with reading(site.engine) as session:
            shown = preview_shown(session, changed.preview, language)
        return _preview(request, shown, reason, 409)
    return RedirectResponse(f"{PATH}/{came}?{urlencode({'lang': language.value})}", 303)


def _one(request: Request, problems: dict[str, str], status: int = 200) -> Response:
    language, viewer, number = language_of(request), viewer_of(request), _number(request)
    with reading(site_of(request).engine) as session:
        if number not in _seen(session, request):
            raise HTTPException(404)
        try:
            batch, rows = find_batch(session, number)
        except NoSuchBatch as unknown:
            raise HTTPException(404) from unknown
        plans = _plans(session, request, rows)
        undone_by = session.scalar(select(Batch.id).where(Batch.undoes_id == number))
        mine = all(viewer.may_decide(region) for region in _regions(session, number))
        return page(
            request,
            "batch.html",
            status,
            b=batch_words(language),
            batch=_told(batch, language),
            reason=batch.reason,
            plans=plans,
            undone_by=undone_by,
            may_undo=mine
            and viewer.decides
            and (viewer.national or not _of_everybody(batch))
            and undone_by is None
            and batch.undoes_id is None
            and batch.kind not in NEVER,
            problems=problems,
        )


def _preview(request: Request, shown: dict[str, Any], reason: str, status: int = 200) -> Response:
    return page(
        request,
        "batch_undo.html",
        status,
        s=batch_words(language_of(request)),
        number=_number(request),
        told=shown,
        reason=reason,
        changed=status == 409,
    )


def _told(batch: Batch, language: Language) -> dict[str, Any]:
    step = batch.asked.get("step") or ""
    return {
        "id": batch.id,
        "kind": KINDS[batch.kind].said_in(language),
        "step": STEP_NAMES[step].said_in(language) if step in STEP_NAMES else "",
        "made_at": batch.made_at,
        "undoes": batch.undoes_id,
    }


def _plans(session: Session, request: Request, rows: list[BatchPlan]) -> list[dict[str, Any]]:
    """What became of each plan that the viewer sees."""
    viewer, language = viewer_of(request), language_of(request)
    found = session.execute(
        select(PLAN.id, PLAN.reference, PLAN.collectivity_code, Collectivity.region_code)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(PLAN.id.in_([row.plan_id for row in rows]))
    )
    known = {row.id: row for row in found if viewer.may_see(row.region_code)}
    names = names_of(session, [row.collectivity_code for row in known.values()])
    return [
        {
            "reference": known[row.plan_id].reference,
            "name": names[known[row.plan_id].collectivity_code].said_in(language),
            "seq": row.seq,
            "refusal": row.refusal[language.value] if row.refusal else "",
            "deadlines": [
                (STEP_NAMES[key].said_in(language), _day(was), _day(came))
                for key, (was, came) in row.before.get("deadlines", {}).items()
            ],
        }
        for row in rows
        if row.plan_id in known
    ]


def _of_everybody(batch: Batch) -> bool:
    """Whether a batch moved the session of every council of a kind: a national decision."""
    whole_kind = batch.kind == BatchKind.MOVE_SESSION and not batch.asked.get("collectivity")
    return whole_kind or batch.kind == BatchKind.RENEW_COUNCIL


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _seen(session: Session, request: Request) -> set[int]:
    """The batches with at least one plan that the viewer sees."""
    viewer = viewer_of(request)
    query = (
        select(BatchPlan.batch_id, Collectivity.region_code)
        .join(PLAN.id.table, PLAN.id == BatchPlan.plan_id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .distinct()
    )
    return {batch for batch, region in session.execute(query) if viewer.may_see(region)}


def _regions(session: Session, number: int) -> set[str]:
    """The regions of every plan of a batch."""
    query = (
        select(Collectivity.region_code)
        .join(PLAN.id.table, PLAN.collectivity_code == Collectivity.code)
        .join(BatchPlan, BatchPlan.plan_id == PLAN.id)
        .where(BatchPlan.batch_id == number)
    )
    return set(session.scalars(query))


def _number(request: Request) -> int:
    """The number in the address.

    Raises:
        HTTPException: 404 for what is none.
    """
    text = request.path_params["batch"]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise HTTPException(404)
    return int(text)


BATCH_PAGES = (
    Page(PATH, batches_page, Access.SIGNED_IN),
    Page(ONE, batch_page, Access.SIGNED_IN),
    Page(ONE, undo_page, Access.DECIDES, ("POST",)),
)
