"""Entries in the words of a page; nobody is named."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from audit.entry_search import EntryLine
from audit.one_entry import OneEntry
from lifecycle.collectivity_names import names_of
from lifecycle.language import Phrase, all_said
from lifecycle.pathway_words import STAGE_NAMES, STEP_NAMES, TRIGGER_DONE
from models.words import ActorKind, Language, Stage
from portal.entry_words import ACTORS, LABELS, OWN_KINDS, WORDS_STATES, entry_words

SEALED, PLACED, WAITING = "sealed", "placed", "waiting"
TRIGGERS: dict[str, Phrase] = TRIGGER_DONE | {kind.value: said for kind, said in OWN_KINDS.items()}


def lines_shown(
    session: Session, lines: Iterable[EntryLine], covered: int, language: Language
) -> list[dict[str, Any]]:
    """Each line with what it shows; `covered` is how many entries the newest checkpoint covers."""
    lines = list(lines)
    names = place_names(session, (one.collectivity_code for one in lines), language)
    return [{"line": one, **_shown(one, names, covered, language)} for one in lines]


def entry_shown(
    session: Session, one: OneEntry, covered: int, language: Language
) -> dict[str, Any]:
    """One entry with what its page shows."""
    names = place_names(session, [one.collectivity_code], language)
    return {
        "one": one,
        "bytes": one.content.decode(errors="backslashreplace"),
        "words": [
            {
                "label": LABELS[word.label].said_in(language)
                if word.label in LABELS
                else word.label,
                "state_key": word.state.value,
                "state": WORDS_STATES[word.state].said_in(language),
                "value": word.value,
            }
            for word in one.words
        ],
        **_shown(one, names, covered, language),
    }


def trigger_options(language: Language) -> list[tuple[str, str]]:
    """What may be chosen as a trigger, those of the log itself last."""
    return [(key, phrase.said_in(language)) for key, phrase in TRIGGERS.items()]


def trigger_said(trigger: str, language: Language) -> str:
    """What happened, in words; the trigger itself when no table knows it."""
    known = TRIGGERS.get(trigger)
    return known.said_in(language) if known else trigger


def step_said(key: str | None, language: Language) -> str:
    """The name of a step; its key when no table knows it, '' for none."""
    if not key:
        return ""
    return STEP_NAMES[key].said_in(language) if key in STEP_NAMES else key


def place_names(
    session: Session, codes: Iterable[str | None], language: Language
) -> dict[str, str]:
    """The full names of collectivities by code."""
    known = names_of(session, [code for code in codes if code])
    return all_said(known, language)


def who_said(kind: str, language: Language) -> str:
    """Which kind of actor it was."""
    return ACTORS[ActorKind(kind)].said_in(language) if kind in set(ActorKind) else kind


def _shown(
    one: EntryLine | OneEntry, names: dict[str, str], covered: int, language: Language
) -> dict[str, Any]:
    moved = one.from_stage != one.to_stage
    key = WAITING if one.n is None else SEALED if one.n < covered else PLACED
    words = entry_words(language)
    return {
        "sentence": trigger_said(one.trigger, language),
        "step": step_said(one.step_key, language),
        "name": names.get(one.collectivity_code or "", words["of_the_log"]),
        "from_stage": _stage(one.from_stage, language) if moved else "",
        "to_stage": _stage(one.to_stage, language) if moved else "",
        "who": who_said(one.actor_kind, language),
        "state_key": key,
        "state": words[key],
    }


def _stage(stage: Stage | None, language: Language) -> str:
    return STAGE_NAMES[stage].said_in(language) if stage else ""
