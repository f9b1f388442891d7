"""Erasing the words of a citizen's idea that name somebody (law 09-08); the idea stays counted."""

from typing import Any

from sqlalchemy.orm import Session

from audit.own_entries import add_own_entry
from audit.person_reasons import Because
from lifecycle.entries import Occasion
from lifecycle.ideas import destroy_words, hide_idea
from models.consultation import Consultation, Idea
from models.plan import Plan
from models.words import HiddenBecause, LogEntryKind


def erase_idea(session: Session, idea: Idea, because: Because, occasion: Occasion) -> None:
    """Hide an idea, destroy its words with the key of their commitment, and log that it was done.

    Args:
        session: the caller's; nothing is committed here.
        idea: the idea.
        because: why, in a word of the list.
        occasion: who erases, and when.
    """
    hidden = idea.hidden_because or HiddenBecause.NAMES_SOMEBODY
    hide_idea(session, idea, hidden, actor=occasion.actor, at=occasion.at)
    destroy_words(idea)
    row = session.get_one(Consultation, idea.consultation_id)
    plan = session.get_one(Plan, row.plan_id)
    body: dict[str, Any] = {
        "person": None,
        "words": [],
        "idea": f"{plan.reference} {row.kind.value}-{row.number} {idea.number}",
        "because": because.value,
    }
    add_own_entry(session, LogEntryKind.ERASED, body, occasion)
    session.flush()
