"""The public pages of consultations: what is asked, and what became of each idea."""

from typing import Any

from sqlalchemy import Select, func, select
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.consultation_search import all_consultations
from lifecycle.consultation_words import HIDDEN_NAMES
from models.consultation import Idea
from models.database import reading
from models.words import HiddenBecause, Language, Moderation
from portal.consultation_shown import (
    consultation_shown,
    idea_shown,
    named_consultation,
    part_titles,
)
from portal.consultation_words import consultation_words
from portal.idea_pages import idea_page, idea_received
from portal.pages import language_of, page, site_of
from portal.route_table import Access, Page

PAGE = 30
PATH = "/consultations"
ONE = PATH + "/{reference}/{consultation}"


def consultations_page(request: Request) -> HTMLResponse:
    """GET /consultations: open now, coming, and those that ended with how many ideas were kept."""
    language, today = language_of(request), site_of(request).clock.today()
    with reading(site_of(request).engine) as session:
        found = all_consultations(session)
        shown = [consultation_shown(one, language, today) for one in found]
    over = [one for one in shown if one["over"]]
    number, pages = _place(request, len(over))
    return page(
        request,
        "consultations.html",
        c=consultation_words(language),
        open_now=[one for one in reversed(shown) if one["open"]],
        coming=sorted(
            (one for one in shown if one["state_key"] == "coming"), key=lambda x: x["row"].opens_on
        ),
        over=over[(number - 1) * PAGE : number * PAGE],
        number=number,
        pages=pages,
    )


def consultation_page(request: Request) -> HTMLResponse:
    """GET /consultations/<reference>/<kind>-<number>: its window, and each idea with its answer."""
    language, today = language_of(request), site_of(request).clock.today()
    with reading(site_of(request).engine) as session:
        found = named_consultation(session, request)
        number, pages = _place(
            request, found.counts.all - found.counts.hidden - found.counts.pending
        )
        titles = part_titles(session, found.row.plan_id, language)
        ideas = session.scalars(_ideas(found.row.id, number))
        return page(
            request,
            "consultation.html",
            c=consultation_words(language),
            one=consultation_shown(found, language, today),
            ideas=[idea_shown(idea, titles, language) for idea in ideas],
            hidden=_hidden(session.execute(_why_hidden(found.row.id)), language),
            number=number,
            pages=pages,
        )


def _ideas(consultation_id: int, number: int) -> Select[Idea]:
    """One page of the ideas that are shown."""
    shown = (Idea.consultation_id == consultation_id, Idea.moderation == Moderation.SHOWN)
    query = select(Idea).where(*shown).order_by(Idea.number)
    return query.offset((number - 1) * PAGE).limit(PAGE)


def _why_hidden(consultation_id: int) -> Select[HiddenBecause | None, int]:
    mine = (Idea.consultation_id == consultation_id, Idea.moderation == Moderation.HIDDEN)
    query = select(Idea.hidden_because, func.count()).where(*mine)
    return query.group_by(Idea.hidden_because).order_by(Idea.hidden_because)


def _hidden(rows: Any, language: Language) -> list[tuple[str, int]]:
    """How many ideas are not shown, by reason."""
    return [(HIDDEN_NAMES[because].said_in(language), count) for because, count in rows if because]


def _place(request: Request, count: int) -> tuple[int, int]:
    """The page that is asked for, within those there are."""
    asked, pages = request.query_params.get("page", ""), max(1, -(-count // PAGE))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return min(max(1, number), pages), pages


CONSULTATION_PAGES = (
    Page(PATH, consultations_page, Access.PUBLIC),
    Page(ONE, consultation_page, Access.PUBLIC),
    Page(f"{ONE}/idea", idea_page, Access.PUBLIC, ("GET", "POST")),
    Page(f"{ONE}/received", idea_received, Access.PUBLIC),
)
