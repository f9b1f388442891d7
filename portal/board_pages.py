"""The board of stages and regions, and the list of plans, for everybody: no personal data."""

from collections import Counter
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.board import letters as letter_counts
from lifecycle.holds import Hold, holds_of
from lifecycle.pathway_words import (
    KIND_NAMES,
    LETTER_STATE_NAMES,
    STAGE_NAMES,
    TRACK_NAMES,
    TRIGGER_DONE,
    full_name,
)
from lifecycle.plan_search import Asked, Choices, FoundPlans, choices, choose, outside
from lifecycle.plans import STOPPED, PlanRow
from lifecycle.tracks import stages_of
from models.database import reading
from models.words import CollectivityKind, FactBasis, Language, Stage, Track
from notifications.session_names import session_name
from portal.board_words import board_words
from portal.kept_plans import kept_plans
from portal.pages import language_of, letters_open, page, site_of

Region = tuple[str, str, str]
ByPlace = Counter[tuple[str, Stage]]  # by region and stage
Counts = tuple[ByPlace, ByPlace]  # how many there are, how many of them are late
LONGEST = 100  # characters of a search


def overview(request: Request) -> HTMLResponse:
    """GET /: the board, filtered by cohort, kind, session and lateness."""
    site, language, asked = site_of(request), language_of(request), asked_of(request)
    with reading(site.engine) as session:
        every = kept_plans(request, session)
        offered = choices(session, every, asked.track)
        letters = letter_counts(session).by_state if letters_open(request) else {}
    found = choose(every, replace(asked, text="", region="", stage=None))
    counts = found.counts(), found.late()
    return page(
        request,
        "overview.html",
        b=board_words(language),
        asked=asked,
        stages=_stages(asked, language),
        rows=_rows(counts, offered.regions, asked, language),
        totals=_cells(counts, [region[0] for region in offered.regions], asked),
        tiles=_tiles(found),
        illustrative=any(row.basis == FactBasis.ILLUSTRATIVE for row in found.every),
        letters=[(s.value, LETTER_STATE_NAMES[s].said_in(language), n) for s, n in letters.items()],
        **_offered(offered, asked, language),
    )


def plans_list(request: Request) -> HTMLResponse:
    """GET /plans: the plans that answer to the filters, page by page, with what holds them."""
    site, language, asked = site_of(request), language_of(request), asked_of(request)
    with reading(site.engine) as session:
        every = kept_plans(request, session)
        found = choose(every, asked)
        offered, holds = (
            choices(session, every, asked.track),
            holds_of(session, [r.id for r in found.rows]),
        )
    elsewhere = outside(asked.text) if asked.text and not found.every else []
    return page(
        request,
        "plans.html",
        b=board_words(language),
        asked=asked,
        found=found,
        plans=[plan_shown(row, language, holds.get(row.id)) for row in found.rows],
        elsewhere=[full_name(o.kind, o.name_ar, o.name_fr).said_in(language) for o in elsewhere],
        regions=[(region[0], _region(region, language)) for region in offered.regions],
        stages=_stages(asked, language),
        **_offered(offered, asked, language),
    )


def asked_of(request: Request) -> Asked:
    """The filters of a request; what is not understood filters nothing."""
    said = request.query_params
    kind, stage, number = said.get("kind", ""), said.get("stage", ""), said.get("page", "1")
    track = said.get("track", "")
    return Asked(
        text=said.get("q", "").strip()[:LONGEST],
        cohort=said.get("cohort", "")[:LONGEST],
        region=said.get("region", "")[:LONGEST],
        kind=CollectivityKind(kind) if kind in set(CollectivityKind) else None,
        stage=Stage(stage) if stage in set(Stage) else None,
        session=said.get("session", "")[:LONGEST],
        late=said.get("late") == "1",
        track=Track(track) if track in set(Track) else Track.REMACTO,
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
    )


def plan_shown(row: PlanRow, language: Language, hold: Hold | None) -> dict[str, Any]:
    """A plan in the words of a page, with what holds it and the reason that was published."""
    return {
        "row": row,
        "name": full_name(row.kind, row.name_ar, row.name_fr).said_in(language),
        "stage": STAGE_NAMES[row.stage].said_in(language),
        "session": session_name(row.session_code, language),
        "track": TRACK_NAMES[row.track].said_in(language),
        "illustrative": row.basis == FactBasis.ILLUSTRATIVE,
        "hold": {
            "sentence": TRIGGER_DONE[hold.trigger].said_in(language),
            "since": hold.since,
            "reason": hold.reason.said_in(language) if hold.reason else "",
        } if hold else None,
    }  # fmt: skip


def _rows(
    counts: Counts, regions: list[Region], asked: Asked, language: Language
) -> list[dict[str, Any]]:
    """The regions that have a plan among those found, with their cells."""
    rows: list[dict[str, Any]] = [
        {"code": region[0], "name": _region(region, language),
         "cells": _cells(counts, [region[0]], asked)}
        for region in regions
    ]  # fmt: skip
    return [row for row in rows if row["cells"][-1]["count"]]


def _cells(counts: Counts, regions: list[str], asked: Asked) -> list[dict[str, Any]]:
    """A cell for each stage of the track, then one for all of them."""
    all_of, late = counts
    cells: list[dict[str, Any]] = [
        {"stage": stage.value, "count": sum(all_of[code, stage] for code in regions),
         "late": sum(late[code, stage] for code in regions)}
        for stage in stages_of(asked.track)
    ]  # fmt: skip
    whole = {"stage": "", "count": sum(c["count"] for c in cells),
             "late": sum(c["late"] for c in cells)}  # fmt: skip
    return [*cells, whole]


def _stages(asked: Asked, language: Language) -> list[tuple[str, str]]:
    """The stages of the track that is asked for, in words."""
    return [(s.value, STAGE_NAMES[s].said_in(language)) for s in stages_of(asked.track)]


def _tiles(found: FoundPlans) -> dict[str, int]:
    return {
        "members": len(found.every),
        "late": sum(1 for row in found.every if row.late_steps),
        "held": sum(1 for row in found.every if row.stage in STOPPED),
        "done": sum(1 for row in found.every if row.stage == Stage.COMPLETED),
    }


def _region(region: Region, language: Language) -> str:
    _, name_ar, name_fr = region
    return full_name(CollectivityKind.REGION, name_ar, name_fr).said_in(language)


def _offered(offered: Choices, asked: Asked, language: Language) -> dict[str, Any]:
    """What the filters offer, in words; the tracks, when there is a plan in more than the own."""
    tracks = offered.tracks if set(offered.tracks) - {Track.REMACTO} else []
    arabic = language is Language.ARABIC
    return {
        "cohorts": [(code, ar if arabic else fr) for code, ar, fr in offered.cohorts],
        "kinds": [(kind.value, KIND_NAMES[kind].said_in(language)) for kind in CollectivityKind],
        "sessions": [(code, session_name(code, language)) for code in offered.sessions],
        "tracks": [(t.value, TRACK_NAMES[t].said_in(language)) for t in tracks],
        "track_name": TRACK_NAMES[asked.track].said_in(language) if asked.other_track else "",
    }
