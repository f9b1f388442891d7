"""`infitah session`: what a moved or cancelled council session changes; with --apply, do it."""

import argparse
from datetime import date

from flows.batch_shown import ask
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.foreseen import Foreseen
from lifecycle.pathway_words import STEP_NAMES
from lifecycle.previews import Preview
from lifecycle.published_reasons import KEY
from lifecycle.whatif import session_moves
from models.collectivity import Collectivity
from models.database import writing
from models.words import CollectivityKind


def move(arguments: argparse.Namespace) -> None:
    """Move a session to the day of --to."""
    _change(arguments, arguments.to)


def cancel(arguments: argparse.Namespace) -> None:
    """Cancel a session: its plans aim at the next one that they can reach."""
    _change(arguments, None)


def _change(arguments: argparse.Namespace, opens_on: date | None) -> None:
    occasion = Occasion(acts.coordinator("cli"), clock_of(arguments).now(), "cli")
    with writing(connect(arguments)) as session:
        if arguments.of:
            _check_place(session.get(Collectivity, arguments.of), arguments)
        question = session_moves(
            session, CollectivityKind(arguments.kind), arguments.code, opens_on=opens_on,
            cancel=opens_on is None, collectivity_code=arguments.of, occasion=occasion,
            reason=arguments.reason, source=arguments.source,
            said={KEY: arguments.publish} if arguments.publish else None,
        )  # fmt: skip
        told, batch = ask(session, question, arguments, occasion)
    if arguments.json:
        return print_json(
            {"applied": arguments.apply, "batch": batch, "plans": [_plain(p) for p in told.plans]}
        )
    _print(told, arguments)
    return None


def _check_place(place: Collectivity | None, arguments: argparse.Namespace) -> None:
    """Refuse a code that is no collectivity of the kind: nobody would be moved."""
    if place is None or place.kind != arguments.kind:
        raise refusal(
            f"الرمز {arguments.of} لا يوافق أي جماعة ترابية من هذا النوع.",
            f"Aucune collectivité de ce type n’a le code {arguments.of}.",
            f"no {arguments.kind} of the engine has the code {arguments.of}",
        )


def _print(told: Preview, arguments: argparse.Namespace) -> None:
    print_table(
        f"session {arguments.code} of each {arguments.kind}: {len(told.done)} plans change",
        ("plan", "session", "was", "will be", "deadlines", "letters"),
        [
            (one.reference, one.to_session[0], one.session[1], one.to_session[1],
             _deadlines(one, arguments.lang), len(one.letters))
            for one in told.done
        ],
    )  # fmt: skip
    for one in told.refused:
        print(f"{one.reference}: {one.refusal.said_in(arguments.lang) if one.refusal else ''}")
    letters = sum(told.letters().values())
    if arguments.apply:
        print(f"Done: {len(told.done)} plans dated again, {letters} letters owed.")
    else:
        print(f"Nothing was written: {letters} letters would be owed; add --apply.")


def _deadlines(one: Foreseen, lang: str) -> str:
    return "\n".join(
        f"{STEP_NAMES[moved.step].said_in(lang)}: {moved.was or '-'} -> {moved.due_on or '-'}"
        for moved in one.deadlines
    )


def _plain(one: Foreseen) -> dict[str, object]:
    """What becomes of a plan, as plain data."""
    return {
        "plan": one.reference,
        "session": {"code": one.session[0], "opens_on": one.session[1]},
        "to_session": {"code": one.to_session[0], "opens_on": one.to_session[1]},
        "deadlines": one.deadlines,
        "letters": [{"kind": kind, "role": role} for kind, role in one.letters],
        "refused": one.refusal.en if one.refusal else None,
    }
