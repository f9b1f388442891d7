"""The exhibition of the network, for everybody: every member's programme, or why it is missing."""

from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.collectivity_words import full_name
from lifecycle.content_words import PART_NAMES
from lifecycle.gathering import (
    MISSING_NAMES,
    Exhibit,
    exhibits,
    held_because,
    why_missing,
)
from lifecycle.pathway_words import STAGE_NAMES
from lifecycle.plan_search import regions
from lifecycle.programmes import Missing
from models.words import CollectivityKind, FactBasis, Language
from portal.gathering_words import gathering_words
from portal.open_data_shelf import snapshot_of
from portal.pages import language_of, page
from portal.route_table import Access, Page

PATH = "/gathering"
_SHOWN = "shown"
_KINDS = (_SHOWN, *(one.value for one in Missing))  # what a tile leaves alone on the page


def gathering_page(request: Request) -> HTMLResponse:
    """GET /gathering: region by region; `?only=` leaves those shown, or missing for one reason."""
    snapshot, language = snapshot_of(request), language_of(request)
    every = exhibits(snapshot.data.programmes)
    asked = request.query_params.get("only", "")
    only = asked if asked in _KINDS else ""
    found = [one for one in every if only in ("", _why(one))]
    return page(
        request,
        "gathering.html",
        g=gathering_words(language),
        only=only,
        tiles=_tiles(every, language),
        regions=_regions(found, every, language),
        on=snapshot.data.on,
        illustrative=any(one.programme.plan.basis == FactBasis.ILLUSTRATIVE for one in found),
    )


def _why(one: Exhibit) -> str:
    return one.programme.missing.value if one.programme.missing else _SHOWN


def _tiles(every: list[Exhibit], language: Language) -> list[tuple[str, str, int]]:
    """How many are shown, and how many are missing for each reason: (word, name, number)."""
    names = {_SHOWN: gathering_words(language)["shown"]}
    names |= {one.value: phrase.said_in(language) for one, phrase in MISSING_NAMES.items()}
    counted = {kind: sum(_why(one) == kind for one in every) for kind in _KINDS}
    return [(kind, names[kind], counted[kind]) for kind in _KINDS if counted[kind]]


def _regions(
    found: list[Exhibit], every: list[Exhibit], language: Language
) -> list[dict[str, Any]]:
    """The members found, by region; how many are shown there is of all its members."""
    told = []
    for code, members in groupby(found, _region):
        place = regions()[code]
        name = full_name(CollectivityKind.REGION, place.name_ar, place.name_fr)
        whole = [one for one in every if _region(one) == code]
        told.append({
            "code": code,
            "name": name.said_in(language),
            "members": [_member(one, language) for one in members],
            "shown": sum(_why(one) == _SHOWN for one in whole),
            "whole": len(whole),
        })  # fmt: skip
    return told


def _region(one: Exhibit) -> str:
    return one.programme.plan.region_code


def _member(one: Exhibit, language: Language) -> dict[str, Any]:
    """One member: what its programme holds, or the sentences that say why it is missing."""
    programme, plan = one.programme, one.programme.plan
    content = programme.content
    counts = content.counts() if content else {}
    why = held_because(programme) if content else why_missing(programme)
    return {
        "reference": plan.reference,
        "name": full_name(plan.kind, plan.name_ar, plan.name_fr).said_in(language),
        "counts": [(PART_NAMES[part].said_in(language), number) for part, number in counts.items()],
        "adopted_on": programme.adopted_on,
        "why": [phrase.said_in(language) for phrase in why],
        "since": programme.hold.since if programme.hold else None,
        "following": STAGE_NAMES[one.following.plan.stage].said_in(language)
        if one.following else "",
        "illustrative": plan.basis == FactBasis.ILLUSTRATIVE,
    }  # fmt: skip


GATHERING_PAGES = (Page(PATH, gathering_page, Access.PUBLIC),)
