"""The pages that anybody may read: the overview, and one plan with its steps and history."""

from datetime import date
from typing import Any

from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.board import Board, board
from lifecycle.board import letters as letter_counts
from lifecycle.facts import ASKED
from lifecycle.pathway_words import (
    LETTER_STATE_NAMES,
    STAGE_NAMES,
    STEP_NAMES,
    STEP_STATE_NAMES,
    TRIGGER_DONE,
    full_name,
)
from lifecycle.plans import HistoryRow, NoSuchPlan, PlanRow, find_plan, history_of, plan_rows
from models.database import reading
from models.plan import PlanStep
from models.words import CollectivityKind, FactBasis, Language
from notifications.session_names import session_name
from portal.pages import language_of, page, site_of


def overview(request: Request) -> HTMLResponse:
    """GET /: where the plans stand by region, the letters by state; `?region=` lists its plans."""
    site, language = site_of(request), language_of(request)
    today, region = site.clock.today(), request.query_params.get("region", "")
    with reading(site.engine) as session:
        stands = board(session, on=today)
        plans = plan_rows(session, on=today, region=region) if region else []
        counts = letter_counts(session)
    return page(
        request,
        "overview.html",
        region=region,
        stages=[(stage, STAGE_NAMES[stage].said_in(language)) for stage in stands.stages()],
        regions=_regions(stands, language),
        plans=[_shown(plan, language) for plan in plans],
        letters=[
            (state.value, LETTER_STATE_NAMES[state].said_in(language), count)
            for state, count in counts.by_state.items()
        ],
    )


def plan_page(request: Request) -> HTMLResponse:
    """GET /plans/<reference>: one plan, without any personal data."""
    site, language = site_of(request), language_of(request)
    with reading(site.engine) as session:
        try:
            plan = find_plan(session, request.path_params["reference"], on=site.clock.today())
        except NoSuchPlan as unknown:
            raise HTTPException(404) from unknown
        query = select(PlanStep).where(PlanStep.plan_id == plan.id).order_by(PlanStep.id)
        steps = [_step(step, language, site.clock.today()) for step in session.scalars(query)]
        history = [_said(entry, language) for entry in history_of(session, plan.id)]
    return page(
        request, "plan.html", plan=_shown(plan, language), steps=steps, history=history[::-1]
    )


def _regions(stands: Board, language: Language) -> list[dict[str, Any]]:
    """The regions that have a plan, with their counts by stage."""
    found = []
    for code, name_ar, name_fr in stands.regions:
        counts = [stands.counts.get((code, stage), 0) for stage in stands.stages()]
        late = sum(n for (region, _), n in stands.late.items() if region == code)
        if any(counts):
            name = full_name(CollectivityKind.REGION, name_ar, name_fr).said_in(language)
            row = {"code": code, "name": name, "counts": counts, "late": late, "total": sum(counts)}
            found.append(row)
    return found


def _shown(plan: PlanRow, language: Language) -> dict[str, Any]:
    """A plan in the words of the page."""
    return {
        "row": plan,
        "name": full_name(plan.kind, plan.name_ar, plan.name_fr).said_in(language),
        "stage": STAGE_NAMES[plan.stage].said_in(language),
        "session": session_name(plan.session_code, language),
        "illustrative": plan.basis == FactBasis.ILLUSTRATIVE,
    }


def _step(step: PlanStep, language: Language, today: date) -> dict[str, Any]:
    asked = step.state in ASKED
    return {
        "row": step,
        "name": STEP_NAMES[step.key].said_in(language),
        "state": STEP_STATE_NAMES[step.state].said_in(language),
        "late": asked and step.asked_on is None and step.due_on is not None and step.due_on < today,
        "moved": step.original_due_on if step.original_due_on != step.due_on else None,
    }


def _said(entry: HistoryRow, language: Language) -> dict[str, Any]:
    """One entry of the history as a sentence. Reasons are left out: they may name people."""
    step = entry.step_key
    return {
        "on": entry.effective_on,
        "sentence": TRIGGER_DONE[entry.trigger].said_in(language),
        "step": STEP_NAMES[step].said_in(language) if step else "",
        "illustrative": entry.basis == FactBasis.ILLUSTRATIVE,
    }
