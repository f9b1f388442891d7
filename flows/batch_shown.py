"""What a decision for many plans changes, as the command line prints it."""

import argparse
from typing import Any

from sqlalchemy.orm import Session

from flows.shown import print_json, print_table
from lifecycle.batches import apply_batch
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.foreseen import Foreseen
from lifecycle.pathway_words import ROLE_NAMES, STEP_NAMES, TRIGGER_NAMES
from lifecycle.previews import Preview, preview
from lifecycle.whatif import Question
from models.words import Role


def ask(
    session: Session,
    question: Question,
    arguments: argparse.Namespace,
    occasion: Occasion,
    undoes: int | None = None,
) -> tuple[Preview, int | None]:
    """The preview of a question; with `--apply`, the number of the batch that did it.

    Where every plan stays as it is there is nothing to record, and no batch.

    Raises:
        Refused: it is to be applied without a reason.
    """
    told = preview(session, question.work(), question.asked)
    if not arguments.apply:
        return told, None
    if not arguments.reason.strip():
        raise refusal("يجب ذكر السبب.", "Un motif est requis.", "--apply needs a --reason")
    if not told.done:
        return told, None
    done = apply_batch(
        session, question.make, kind=question.kind, asked=question.asked, reason=question.reason,
        occasion=occasion, digest=told.digest, undoes=undoes,
    )  # fmt: skip
    return told, done.batch.id


def print_preview(told: Preview, batch: int | None, arguments: argparse.Namespace) -> None:
    """Counts first, then every plan with what changes, then the letters and the refusals."""
    if arguments.json:
        return print_json({"batch": batch, "digest": told.digest, "plans": told.plans})
    lang = arguments.lang
    letters = told.letters()
    plans = len({one.plan_id for one in told.done})
    moved = sum(len(one.deadlines) for one in told.done)
    print(f"{plans} plans change, {len(told.refused)} do not; {moved} deadlines, "
          f"{sum(letters.values())} letters.")  # fmt: skip
    if told.done:
        print_table(
            "plan by plan",
            ("plan", "session", "what changes"),
            [(one.reference, _session(one), _changes(one, lang)) for one in told.done],
        )
    if letters:
        print_table(
            "letters",
            ("letter", "to", "number"),
            [(kind, ROLE_NAMES[role].said_in(lang), n) for (kind, role), n in letters.items()],
        )
    for one in told.refused:
        print(f"{one.reference}: {one.refusal.said_in(lang) if one.refusal else ''}")
    print(f"Done: batch {batch}." if batch else _nothing_written(arguments))
    return None


def _nothing_written(arguments: argparse.Namespace) -> str:
    if arguments.apply:
        return "Nothing was written: no plan changes."
    return "Nothing was written; add --apply and --reason."


def _session(one: Foreseen) -> str:
    was, to = (f"{code or '-'} {on or ''}" for code, on in (one.session, one.to_session))
    return was if one.session == one.to_session else f"{was} → {to}"


def _changes(one: Foreseen, lang: str) -> str:
    said: list[Any] = [
        f"{STEP_NAMES[moved.step].said_in(lang)}: {moved.was or '-'} → {moved.due_on or '-'}"
        for moved in one.deadlines
    ]
    said += [
        f"{TRIGGER_NAMES[moved.trigger].said_in(lang)}: "
        f"{moved.was or '-'} → {moved.opens_on or '-'}"
        for moved in one.dates
    ]
    if one.table != one.to_table:
        said.append(f"table {one.table} → {one.to_table}")
    said += [f"{ROLE_NAMES[Role(role)].said_in(lang)}: mandate ends" for role in one.ended]
    if one.stage != one.to_stage:
        said.append(f"{one.stage} → {one.to_stage}")
    return "\n".join(said) or "recorded; no date moves"
