"""`infitah consultation ideas|decide|moderate|erase`: what citizens proposed, and the answer."""

import argparse
from collections import Counter
from typing import Any

from sqlalchemy.orm import Session

from audit.bytes_gone import destroy_bytes
from audit.erase_idea import erase_idea
from audit.person_reasons import reason_of
from flows.command_person import occasion_of
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.consultation_words import HIDDEN_NAMES, OUTCOME_NAMES, REJECTED_NAMES
from lifecycle.consultations import find_consultation, ideas_of
from lifecycle.errors import refusal
from lifecycle.idea_outcomes import decide_ideas
from lifecycle.idea_sheet import decisions_in_child, sheet_of
from lifecycle.ideas import hide_idea, show_idea
from lifecycle.plans import find_plan
from models.consultation import Consultation, Idea
from models.database import reading, writing
from models.words import ConsultationKind, HiddenBecause

REFUSED = 1


def ideas(arguments: argparse.Namespace) -> None:
    """The ideas with what became of them; with `--sheet`, a workbook to decide in."""
    with reading(connect(arguments)) as session:
        found = ideas_of(session, _consultation(session, arguments).id)
    found = [one for one in found if arguments.state in (None, one.moderation.value)]
    if arguments.sheet:
        arguments.sheet.write_bytes(sheet_of(found, "fr" if arguments.lang == "fr" else "ar"))
        if not arguments.json:
            then = f"infitah consultation decide {arguments.sheet} PLAN {arguments.kind}"
            return print(f"{arguments.sheet}: fill in what becomes of each, then {then}")
    if arguments.json:
        return print_json([_said(one) for one in found])
    rows = [
        (one.number, one.received_at, one.moderation, one.part, _became(one, arguments.lang),
         one.words or "(not kept here)")
        for one in found
    ]  # fmt: skip
    return print_table("ideas", ("n", "received", "state", "about", "became", "words"), rows)


def decide(arguments: argparse.Namespace) -> None:
    """Check a sheet of decisions; with `--apply`, publish them."""
    decisions = decisions_in_child(arguments.file.read_bytes(), arguments.file.name)
    clock = clock_of(arguments)
    with writing(connect(arguments)) as session:
        changed = decide_ideas(
            session, _consultation(session, arguments), decisions, actor=acts.coordinator("cli"),
            at=clock.now(), cause="cli",
        )  # fmt: skip
        counts = Counter(one.outcome.value for one in changed if one.outcome)
        if not arguments.apply:
            session.rollback()
    if arguments.json:
        return print_json({"written": arguments.apply, "changed": sum(counts.values()), **counts})
    told = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
    end = "published" if arguments.apply else "right; nothing was written (--apply publishes it)"
    return print(f"{told}: {end}")


def moderate(arguments: argparse.Namespace) -> None:
    """Show or hide one idea."""
    clock = clock_of(arguments)
    who: dict[str, Any] = {"actor": acts.coordinator("cli"), "at": clock.now()}
    with writing(connect(arguments)) as session:
        idea = _idea(session, arguments)
        if arguments.what == "show":
            show_idea(session, idea, **who)
        elif arguments.because:
            hide_idea(session, idea, HiddenBecause(arguments.because), **who)
        else:
            raise refusal(
                "يجب ذكر سبب الحجب.",
                "Le motif est requis pour masquer une idée.",
                "say why it is hidden: --because " + "|".join(HiddenBecause),
            )
        told = _said(idea)
    if arguments.json:
        return print_json(told)
    return print(f"idea {told['number']}: {told['state']}")


def erase(arguments: argparse.Namespace) -> int:
    """Erase the words of one idea, or show what they say."""
    engine = connect(arguments)
    if not arguments.yes:
        with reading(engine) as session:
            words = _idea(session, arguments).words
        print(f"it says: {words}\nnothing was done: give --yes; it cannot be undone")
        return 0
    with writing(engine) as session:
        because = reason_of(arguments.because)
        erase_idea(session, _idea(session, arguments), because, occasion_of(arguments))
    gone = destroy_bytes(engine)
    print_json({"done": True, "bytes": gone}) if arguments.json else print(gone.told)
    return 0 if gone.done else REFUSED


def _consultation(session: Session, arguments: argparse.Namespace) -> Consultation:
    plan = find_plan(session, arguments.plan, on=clock_of(arguments).today())
    return find_consultation(session, plan.id, ConsultationKind(arguments.kind))


def _idea(session: Session, arguments: argparse.Namespace) -> Idea:
    idea = session.get(Idea, (_consultation(session, arguments).id, arguments.idea))
    if idea is None:
        raise refusal(
            f"لا توجد فكرة بالرقم {arguments.idea}.",
            f"Il n’y a pas d’idée {arguments.idea}.",
            f"there is no idea {arguments.idea}",
        )
    return idea


def _said(one: Idea) -> dict[str, Any]:
    return {
        "number": one.number, "received_at": one.received_at, "state": one.moderation.value,
        "hidden_because": one.hidden_because, "about": one.part, "outcome": one.outcome,
        "because": one.rejected_because, "reason": one.reason, "project": one.project,
        "words": one.words,
    }  # fmt: skip


def _became(one: Idea, lang: str) -> str:
    if one.hidden_because:
        return HIDDEN_NAMES[one.hidden_because].said_in(lang)
    if one.outcome is None:
        return ""
    because = REJECTED_NAMES[one.rejected_because].said_in(lang) if one.rejected_because else ""
    told = one.project or one.reason or because
    return f"{OUTCOME_NAMES[one.outcome].said_in(lang)}: {told}"
