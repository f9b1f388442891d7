"""Every deadline that was moved, from and to, and each step's first deadline against today's."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from audit.deadline_changes import DeadlineChange, DeadlineHistory, MovedStep, deadline_changes
from audit.entry_words import words_of
from models.database import reading
from models.words import Language
from portal.audit_asked import entries_asked, number_of
from portal.deadline_words import deadline_words
from portal.entry_pages import step_options
from portal.entry_shown import (
    place_names,
    step_said,
    trigger_options,
    trigger_said,
    who_said,
)
from portal.entry_words import WORDS_STATES
from portal.pages import language_of, page, site_of, viewer_of
from portal.route_table import Access, Page
from portal.work_list import offered_regions

PATH, PAGE = "/audit/deadlines", 50
CHANGES, STEPS = "changes", "steps"


def deadlines_page(request: Request) -> HTMLResponse:
    """GET /audit/deadlines: the changes, the newest first; `?view=steps`: original and current."""
    language, asked = language_of(request), entries_asked(request)
    view = STEPS if request.query_params.get("view") == STEPS else CHANGES
    with reading(site_of(request).engine) as session:
        found = deadline_changes(session, asked)
        number, pages = _place(request, found, view)
        part = slice((number - 1) * PAGE, number * PAGE)
        changes = _changes(session, found.changes[part], language) if view == CHANGES else []
        steps = _steps(session, found.steps[part], language) if view == STEPS else []
    return page(
        request,
        "deadlines.html",
        e=deadline_words(language),
        given={name: value or "" for name, value in asdict(asked).items()},
        view=view,
        found=found,
        changes=changes,
        steps_told=steps,
        number=number,
        pages=pages,
        triggers=trigger_options(language),
        steps=step_options(language),
        regions=offered_regions(viewer_of(request), language),
    )


def _place(request: Request, found: DeadlineHistory, view: str) -> tuple[int, int]:
    """The page that is asked for, within those there are. All is read anew for each of them."""
    count = len(found.changes if view == CHANGES else found.steps)
    pages = max(1, -(-count // PAGE))
    number = number_of(request.query_params.get("page", "")) or 1
    return min(max(1, number), pages), pages


def _changes(
    session: Session, changes: Sequence[DeadlineChange], language: Language
) -> list[dict[str, Any]]:
    names = place_names(session, (one.collectivity_code for one in changes), language)
    lines = []
    for one in changes:
        words = words_of(session, one.plan, one.seq, one.reference, one.committed)
        line = {
            "one": one,
            "name": names[one.collectivity_code],
            "step": step_said(one.step, language),
            "sentence": trigger_said(one.trigger, language),
            "who": who_said(one.actor_kind, language),
            "why": [word.value for word in words if word.value],
            "why_not": [
                WORDS_STATES[word.state].said_in(language) for word in words if not word.value
            ],
        }
        lines.append(line)
    return lines


def _steps(
    session: Session, steps: Sequence[MovedStep], language: Language
) -> list[dict[str, Any]]:
    names = place_names(session, (one.collectivity_code for one in steps), language)
    return [
        {"one": one, "name": names[one.collectivity_code], "step": step_said(one.step, language)}
        for one in steps
    ]


DEADLINE_PAGES = (Page(PATH, deadlines_page, Access.AUDITS, personal=True),)
