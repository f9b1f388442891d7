"""What happened to a plan, entry by entry, in the words of a page; nothing in it names anybody."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.acts import CORRECT, DECLINE_ROLE, HAND_OVER, REPORT, RETURN, WAIVE
from lifecycle.language import Phrase
from lifecycle.legal_time import local_date
from lifecycle.pathway_words import STAGE_NAMES, STEP_NAMES, TRIGGER_DONE
from lifecycle.plans import HistoryRow, history_of
from lifecycle.published_reasons import VOTE, published
from models.person import RoleHolding
from models.plan import Plan
from models.words import ActorKind, FactBasis, Language, Stage
from notifications.session_names import session_name

ENGINE, COLLECTIVITY, COORDINATION, REPLAY = "engine", "collectivity", "coordination", "replay"
WHO = {
    ENGINE: Phrase("النظام الآلي", "Moteur du parcours", "The engine"),
    COLLECTIVITY: Phrase("الجماعة الترابية", "Collectivité", "The collectivity"),
    COORDINATION: Phrase("التنسيق", "Coordination", "Coordination"),
    REPLAY: Phrase("إعادة تمثيل الوقائع", "Reconstitution", "A replay"),
}
BY_A_VOTE = ("postpone", "return_to_co_creation")
# What holds a plan or sends a step back: everybody may know why, or that no reason was published.
WITH_REASON = frozenset({"suspend", "withdraw", RETURN, WAIVE, *BY_A_VOTE})


def timeline(session: Session, plan_id: int, language: Language) -> list[dict[str, Any]]:
    """The entries of a plan's history, oldest first, ready for a template.

    Each is {"seq", "trigger", "on" (when it happened), "recorded_at" (aware), "recorded_later"
    (on another day), "sentence", "step", "step_key", "moved", "from_stage", "to_stage", "who",
    "who_key", "asks_reason", "reason" (the published one, '' when there is none), "free_reason"
    (what a person wrote: never on a public page), "evidence" (SHA-256 or ''), "deadline" (the new
    one, or None), "session", "source" (of a replayed act), "illustrative", "leaf_hash"}.
    """
    history = history_of(session, plan_id)
    of_collectivity = _people(session, plan_id, history)
    rows, why_the_vote, session_before = [], None, None
    for entry in history:
        if entry.step_key == VOTE and entry.trigger in (REPORT, CORRECT):
            why_the_vote = published(entry.body)
        phrase = why_the_vote if entry.trigger in BY_A_VOTE else published(entry.body)
        row = _row(entry, language, of_collectivity, phrase)
        aimed = entry.body.get("session")
        row["session"] = session_name(aimed, language) if aimed != session_before else ""
        session_before = aimed
        rows.append(row)
    return rows


def _row(
    entry: HistoryRow, language: Language, of_collectivity: set[str], reason: Phrase | None
) -> dict[str, Any]:
    who = _who(entry, of_collectivity)
    moved = entry.from_stage != entry.to_stage
    return {
        "seq": entry.seq,
        "trigger": entry.trigger,
        "on": entry.effective_on,
        "recorded_at": entry.recorded_at,
        "recorded_later": local_date(entry.recorded_at) != entry.effective_on,
        "sentence": TRIGGER_DONE[entry.trigger].said_in(language),
        "step": STEP_NAMES[entry.step_key].said_in(language) if entry.step_key else "",
        "step_key": entry.step_key or "",
        "moved": moved,
        "from_stage": _stage(entry.from_stage, language) if moved else "",
        "to_stage": _stage(entry.to_stage, language) if moved else "",
        "who": WHO[who].said_in(language),
        "who_key": who,
        "asks_reason": entry.trigger in WITH_REASON,
        "reason": reason.said_in(language) if reason else "",
        "free_reason": entry.reason,
        "evidence": entry.body.get("evidence") or "",
        "deadline": _deadline(entry),
        # Only a replay cites a public document; what a coordinator cites may be a private letter.
        "source": (entry.body.get("source") or "") if entry.basis else "",
        "illustrative": entry.basis == FactBasis.ILLUSTRATIVE,
        "leaf_hash": entry.leaf_hash,
    }


def _stage(stage: Stage | None, language: Language) -> str:
    return STAGE_NAMES[stage].said_in(language) if stage else ""


def _deadline(entry: HistoryRow) -> date | None:
    """The deadline that an act on one step gave it, when it is about deadlines."""
    if entry.trigger not in ("move_deadline", "grant_extension", "refuse_extension"):
        return None
    mine = [step["due"] for step in entry.body["steps"] if step["key"] == entry.step_key]
    return date.fromisoformat(mine[0]) if mine and mine[0] else None


def _who(entry: HistoryRow, of_collectivity: set[str]) -> str:
    """Which side acted. Who it was is personal data, and stays in the history."""
    if entry.actor_kind == ActorKind.ENGINE:
        return ENGINE
    if entry.actor_id == "person:replay":
        return REPLAY
    # A successor answers before they hold the role, or never holds it.
    ours = entry.actor_id in of_collectivity or entry.trigger in (HAND_OVER, DECLINE_ROLE)
    return COLLECTIVITY if ours else COORDINATION


def _people(session: Session, plan_id: int, history: Iterable[HistoryRow]) -> set[str]:
    """Those of the actors who hold, or held, a role of the plan's collectivity."""
    numbers = {entry.actor_id.partition(":")[2] for entry in history}
    asked = select(RoleHolding.person_id).where(
        RoleHolding.person_id.in_([int(n) for n in numbers if n.isascii() and n.isdigit()]),
        RoleHolding.collectivity_code
        == select(Plan.collectivity_code).where(Plan.id == plan_id).scalar_subquery(),
    )
    return {f"person:{number}" for number in session.scalars(asked)}
