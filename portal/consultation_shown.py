"""A consultation and its ideas in the words of a page; nothing in them tells who proposed what."""

import re
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lifecycle.consultation_search import FoundConsultation, one_consultation
from lifecycle.consultation_window import WindowState
from lifecycle.consultation_words import HIDDEN_NAMES, KIND_NAMES, REJECTED_NAMES
from lifecycle.consultations import state_of, window_of
from lifecycle.content import Part
from lifecycle.contents import NoContent, version
from lifecycle.pathway_words import full_name
from lifecycle.published_reasons import REASON_NAMES, PublishedReason
from models.consultation import Idea
from models.words import ConsultationKind, FactBasis, IdeaOutcome, Language
from portal.consultation_words import MODERATION_NAMES, STATE_NAMES

NAMED = re.compile(r"(ideas|projects)-([1-9][0-9]{0,3})")


def named_consultation(session: Session, request: Request) -> FoundConsultation:
    """The consultation that an address names: `<reference>/ideas-1`.

    Raises:
        HTTPException: 404 when there is none.
    """
    named = NAMED.fullmatch(request.path_params["consultation"])
    found = named and one_consultation(
        session, request.path_params["reference"], ConsultationKind(named[1]), int(named[2])
    )
    if not found:
        raise HTTPException(404)
    return found


def consultation_shown(found: FoundConsultation, language: Language, today: date) -> dict[str, Any]:
    """One consultation for a template: names, dates, where to take part, counts."""
    row, window = found.row, window_of(found.row)
    state = state_of(row, today)
    published = REASON_NAMES[PublishedReason(row.published)] if row.published else None
    path = f"{found.reference}/{row.kind.value}-{row.number}"
    return {
        "row": row,
        "kind": row.kind.value,
        "title": KIND_NAMES[row.kind].said_in(language),
        "place": full_name(
            found.place.kind, found.place.name_ar, found.place.name_fr
        ).said_in(language),
        "reference": found.reference,
        "illustrative": found.basis == FactBasis.ILLUSTRATIVE,
        "path": f"/consultations/{path}",
        "work_path": f"/work/consultations/{path}",
        "state": STATE_NAMES[state].said_in(language),
        "state_key": state.value,
        "open": state is WindowState.OPEN,
        "over": state in (WindowState.ENDED, WindowState.CLOSED),
        "days": window.days,
        "short": window.days < row.least_days,
        "why_short": published.said_in(language) if published else "",
        "counts": found.counts,
        "told": row.ideas_told if row.ideas_told is not None else found.counts.all,
        "unanswered": found.counts.open
        + max(0, (row.ideas_told or 0) - found.counts.all),
    }  # fmt: skip


def idea_shown(idea: Idea, titles: dict[str, str], language: Language) -> dict[str, Any]:
    """One idea for a template, with what became of it."""
    because = REJECTED_NAMES[idea.rejected_because] if idea.rejected_because else None
    hidden = HIDDEN_NAMES[idea.hidden_because] if idea.hidden_because else None
    own_words = bool(idea.reason)
    return {
        "row": idea,
        "number": idea.number,
        "words": idea.words,
        "about": _titled(idea.part, titles),
        "outcome": idea.outcome.value if idea.outcome else "",
        "kept": idea.outcome == IdeaOutcome.KEPT,
        "project": _titled(idea.project, titles),
        "because": because.said_in(language) if because and not own_words else "",
        "reason": idea.reason or "",
        "state": MODERATION_NAMES[idea.moderation].said_in(language),
        "state_key": idea.moderation.value,
        "hidden_because": hidden.said_in(language) if hidden else "",
    }


def part_titles(session: Session, plan_id: int, language: Language) -> dict[str, str]:
    """The titles of the axes and projects of a plan by their codes; empty while none is filed."""
    try:
        content = version(session, plan_id).content
    except NoContent:
        return {}
    return {
        one.code: _title(one, language) for axis in content.axes for one in (axis, *axis.projects)
    }


def _title(part: Part, language: Language) -> str:
    return part.title_fr if language is Language.FRENCH else part.title_ar


def _titled(code: str | None, titles: dict[str, str]) -> dict[str, str] | None:
    return {"code": code, "title": titles.get(code, "")} if code else None
