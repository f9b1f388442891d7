"""The page of one plan, for everybody: where it stands, why, and what happened; it names nobody."""

from collections import Counter
from typing import Any

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.consultation_search import all_consultations
from lifecycle.facts import SETTLED
from lifecycle.holds import holds_of
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import STAGE_NAMES, full_name
from lifecycle.plan_search import regions
from lifecycle.plans import NoSuchPlan, PlanRow, cycles_of, find_plan, other_tracks
from lifecycle.session_moves import WAITING
from models.database import reading
from models.plan import Plan
from models.words import Language, Stage, Track
from portal.board_pages import plan_shown
from portal.board_words import board_words
from portal.consultation_shown import consultation_shown
from portal.pages import language_of, page, site_of
from portal.plan_shown import letters_shown, steps_shown, timeline, ways_shown

STANDS = (Stage.SUSPENDED, Stage.WITHDRAWN)  # beside the path
LATEST = 12  # entries of the timeline that are shown before the rest is asked for


def plan_page(request: Request) -> HTMLResponse:
    """GET /plans/<reference>: one plan, without any personal data."""
    site, language = site_of(request), language_of(request)
    today = site.clock.today()
    with reading(site.engine) as session:
        try:
            row = find_plan(session, request.path_params["reference"], on=today)
        except NoSuchPlan as unknown:
            raise HTTPException(404) from unknown
        steps = steps_shown(session, row.id, language, today)
        letters = letters_shown(session, row.id, language)
        entries = timeline(session, row.id, language)[::-1]
        facts: dict[str, Any] = {
            "plan": plan_shown(row, language, holds_of(session, [row.id]).get(row.id)),
            "path": _path(session, row, language),
            "ways": ways_shown(session, row.id, language, today),
            "region": _region(row, language),
            "others": [plan_shown(o, language, None) for o in other_tracks(session, row, on=today)],
            "consulted": [
                consultation_shown(one, language, today)
                for one in all_consultations(session, plan_id=row.id)
            ],
            "cycles": [c for c in cycles_of(session, row, on=today) if c.id != row.id],
        }
    return page(
        request,
        "plan.html",
        b=board_words(language),
        track="" if row.track == Track.REMACTO else row.track.value,
        waits=row.stage in WAITING,
        followed=any(one.cycle > row.cycle for one in facts["cycles"]),
        steps=[step for step in steps if step["row"].state not in SETTLED],
        earlier=[step for step in steps if step["row"].state in SETTLED][::-1],
        latest=entries[:LATEST],
        older=entries[LATEST:],
        letters=letters,
        letter_states=Counter((one["state_key"], one["state"]) for one in letters),
        **facts,
    )


def _path(session: Session, row: PlanRow, language: Language) -> list[dict[str, Any]]:
    """The stages of the path: those passed, the present one, those to come.

    A suspended plan stands where it was; one that withdrew stands nowhere.
    """
    stage = session.get_one(Plan, row.id).resume_stage or row.stage
    path = [one for one in VERSIONS[row.pathway_version].stages if one not in STANDS]
    here = path.index(stage) if stage in path else -1
    return [
        {
            "name": STAGE_NAMES[one].said_in(language),
            "here": number == here,
            "passed": number < here,
        }
        for number, one in enumerate(path)
    ]


def _region(row: PlanRow, language: Language) -> str:
    region = regions()[row.region_code]
    return full_name(region.kind, region.name_ar, region.name_fr).said_in(language)
