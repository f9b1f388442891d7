"""What only letters about more time, successors, links and consultations say besides the rest."""

from typing import Any

from lifecycle.consultation_rungs import CONSULTATION_AHEAD, PUBLISH_OUTCOMES
from lifecycle.consultation_words import KIND_NAMES
from lifecycle.language import Phrase
from lifecycle.pathway_words import ROLE_NAMES
from models.words import ConsultationKind, Language, Role
from notifications.due import Due
from notifications.written_facts import civil_date

NAMED_BY = {
    "coordination": Phrase("تنسيق الشبكة", "la coordination du réseau", "the coordination"),
    "collectivity": Phrase("الجماعة الترابية", "la collectivité", "the collectivity"),
}


def answer_facts(letter: Due, block: Language) -> dict[str, Any]:
    """The facts that the kind of a letter adds, from its row, in one language.

    A role that the row does not name is '', and a new link may be about no step: the words then
    leave it out.
    """
    facts = letter.context
    if letter.kind == "extension_asked":
        return {"asked_until": civil_date(facts.get("asked_until"))}
    if letter.kind == "successor_named":
        by = NAMED_BY.get(facts.get("named_by", ""))
        return {"role": _role(facts, block), "named_by": by.said_in(block) if by else ""}
    if letter.kind == "hand_over_done":
        return {"role": _role(facts, block)}
    if letter.kind == "council_renewed":
        return {"name_by": civil_date(facts.get("name_by")), "aims": bool(facts.get("aims"))}
    if letter.kind == "new_link":
        return {"step": "", "due_on": None}
    if letter.kind in (CONSULTATION_AHEAD, PUBLISH_OUTCOMES):
        return {
            "consultation": KIND_NAMES[ConsultationKind(facts["consulted_on"])].said_in(block),
            "opens_on": civil_date(facts["opens_on"]),
            "closes_on": civil_date(facts["closes_on"]),
        }
    return {}


def _role(facts: dict[str, Any], block: Language) -> str:
    written = facts.get("role")
    return ROLE_NAMES[Role(written)].said_in(block) if written else ""
