"""A preview in the words of a page: plans, sessions and deadlines from -> to, letters, refusals."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.foreseen import Foreseen
from lifecycle.pathway_words import ROLE_NAMES, STAGE_NAMES, STEP_NAMES, TRIGGER_NAMES, full_name
from lifecycle.previews import Preview
from models.collectivity import Collectivity
from models.words import Language
from notifications.session_names import session_name
from portal.kind_names import KIND_NAMES


def preview_shown(session: Session, told: Preview, language: Language) -> dict[str, Any]:
    """A preview for a template.

    Gives {"digest", "done": [plan], "refused": [plan], "letters": [(kind, role, count)]}; a plan is
    {"reference", "name", "stage", "to_stage", "session", "session_on", "to_session",
    "to_session_on", "deadlines": [(step, was, due_on)], "letters" (a count), "refusal"}.
    """
    names = _names(session, told, language)
    return {
        "digest": told.digest,
        "done": [_plan(one, names, language) for one in told.done],
        "refused": [_plan(one, names, language) for one in told.refused],
        "letters": [
            (KIND_NAMES[kind].said_in(language), ROLE_NAMES[role].said_in(language), count)
            for (kind, role), count in told.letters().items()
        ],
    }


def _names(session: Session, told: Preview, language: Language) -> dict[str, str]:
    """The collectivities of the plans by code, in one query."""
    codes = {one.collectivity_code for one in told.plans}
    found = session.execute(
        select(
            Collectivity.code, Collectivity.kind, Collectivity.name_ar, Collectivity.name_fr
        ).where(Collectivity.code.in_(codes))
    )
    return {code: full_name(kind, ar, fr).said_in(language) for code, kind, ar, fr in found}


def _plan(one: Foreseen, names: dict[str, str], language: Language) -> dict[str, Any]:
    was, to = one.session, one.to_session
    return {
        "reference": one.reference,
        "name": names[one.collectivity_code],
        "stage": STAGE_NAMES[one.stage].said_in(language),
        "to_stage": STAGE_NAMES[one.to_stage].said_in(language) if _moves(one) else "",
        "session": session_name(was[0], language),
        "session_on": was[1],
        "to_session": session_name(to[0], language) if was != to else "",
        "to_session_on": to[1],
        "deadlines": [
            (STEP_NAMES[moved.step].said_in(language), moved.was, moved.due_on)
            for moved in one.deadlines
        ]
        + [
            (TRIGGER_NAMES[moved.trigger].said_in(language), moved.was, moved.opens_on)
            for moved in one.dates
        ],
        "letters": len(one.letters),
        "refusal": one.refusal.said_in(language) if one.refusal else "",
    }


def _moves(one: Foreseen) -> bool:
    return one.stage != one.to_stage
