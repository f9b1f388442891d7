"""`infitah whatif`: a session moves, plans get more time, a step is not asked."""

import argparse

from sqlalchemy.orm import Session

from flows.batch_shown import ask, print_preview
from flows.connect import connect
from flows.shown import clock_of
from lifecycle import acts
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.plans import find_plan
from lifecycle.table_moves import choose_plans
from lifecycle.whatif import Question, more_time, optional_step, session_moves
from models.database import writing
from models.words import CollectivityKind

ASKED = "what if"  # stands for the reason while only asking


def session(arguments: argparse.Namespace) -> None:
    """A council session moves by some days, or to a day."""
    if not arguments.days and arguments.to is None:
        raise refusal(
            "حددوا عدد الأيام أو التاريخ الجديد.",
            "Donnez un nombre de jours ou la nouvelle date.",
            "give --days or --to",
        )
    _run(arguments, _session_question)


def time(arguments: argparse.Namespace) -> None:
    """Some plans get more calendar days for a step, or for all that is open."""
    _run(
        arguments,
        lambda inside, given, occasion: more_time(
            _plans(inside, given), days=given.days, step=given.step, occasion=occasion,
            reason=given.reason or ASKED,
        ),
    )  # fmt: skip


def optional(arguments: argparse.Namespace) -> None:
    """A step is not asked of some plans."""
    _run(
        arguments,
        lambda inside, given, occasion: optional_step(
            _plans(inside, given), given.step, occasion=occasion, reason=given.reason or ASKED
        ),
    )


def _run(arguments: argparse.Namespace, question_of: object) -> None:
    occasion = Occasion(acts.coordinator("cli"), clock_of(arguments).now(), "cli")
    with writing(connect(arguments)) as inside:
        question: Question = question_of(inside, arguments, occasion)  # type: ignore[operator]
        told, batch = ask(inside, question, arguments, occasion)
    print_preview(told, batch, arguments)


def _session_question(
    inside: Session, arguments: argparse.Namespace, occasion: Occasion
) -> Question:
    return session_moves(
        inside, CollectivityKind(arguments.kind), arguments.code, days=arguments.days,
        opens_on=arguments.to, collectivity_code=arguments.of, occasion=occasion,
        reason=arguments.reason or ASKED, source=arguments.source or "the operator",
    )  # fmt: skip


def _plans(inside: Session, arguments: argparse.Namespace) -> list[int]:
    on = clock_of(arguments).today()
    named = [find_plan(inside, one, on=on).reference for one in arguments.plan]
    return choose_plans(inside, cohort=arguments.cohort, region=arguments.region, references=named)
