"""`infitah council-renewal`: what elections change, the batch that does it, who is missing."""

import argparse

from sqlalchemy.orm import Session

from flows.batch_shown import ask, print_preview
from flows.connect import connect
from flows.shown import print_json, print_table
from lifecycle import acts
from lifecycle.clock import Clock, SystemClock, VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.pathway_words import ROLE_NAMES, full_name
from lifecycle.plans import find_plan
from lifecycle.previews import Preview
from lifecycle.renewal import council_renewal as renewal
from lifecycle.renewal import nobody_left, plans_of_councils
from lifecycle.renewal_gaps import Gap, gaps
from models.database import reading, writing
from models.words import CollectivityKind, Role

ASKED = "what if"  # stands for the reason while only asking


def council_renewal(arguments: argparse.Namespace) -> None:
    """What the elections of `--on` change; with `--apply`, do it; or who is `--missing` since."""
    if arguments.missing:
        return _missing(arguments)
    if arguments.on is None:
        raise refusal(
            "حددوا يوم الاقتراع.",
            "Donnez le jour du scrutin.",
            "give the day of the elections: --on",
        )
    occasion = Occasion(acts.coordinator("cli"), _clock(arguments).now(), "cli")
    with writing(connect(arguments)) as session:
        question = renewal(
            _plans(session, arguments), arguments.on, occasion=occasion,
            reason=arguments.reason or ASKED,
        )  # fmt: skip
        told, batch = ask(session, question, arguments, occasion)
    if not arguments.json:
        _print_counts(told)
    return print_preview(told, batch, arguments)


def _clock(arguments: argparse.Namespace) -> Clock:
    """`--on` is the day of the elections here; `--today` stands for the machine's day."""
    return VirtualClock(arguments.today) if arguments.today else SystemClock()


def _plans(session: Session, arguments: argparse.Namespace) -> list[int]:
    on = _clock(arguments).today()
    named = [find_plan(session, one, on=on).reference for one in arguments.plan]
    return plans_of_councils(
        session, kinds=[CollectivityKind(one) for one in arguments.kind],
        region=arguments.region, cohort=arguments.cohort, references=named,
    )  # fmt: skip


def _print_counts(told: Preview) -> None:
    ended = [Role(role) for one in told.done for role in one.ended]
    presidents = ended.count(Role.PRESIDENT)
    print(f"{len(ended)} mandates end: {presidents} presidents, "
          f"{len(ended) - presidents} of committees.")  # fmt: skip
    alone = nobody_left(told)
    if alone:
        print(f"{len(alone)} plans have nobody that a letter reaches: {', '.join(alone)}")


def _missing(arguments: argparse.Namespace) -> None:
    """The plans that still have no president, committee or focal point since the elections."""
    with reading(connect(arguments)) as session:
        found = gaps(
            session, _clock(arguments).today(), region=arguments.region, cohort=arguments.cohort
        )
    if arguments.json:
        return print_json(found)
    if found:
        print_table(
            "missing since the elections",
            ("plan", "collectivity", "elections", "missing", "asked, and has not answered"),
            [_row(one, arguments.lang) for one in found],
        )
    print(f"{len(found)} plans miss somebody since the elections.")
    return None


def _row(one: Gap, lang: str) -> tuple[object, ...]:
    place = full_name(one.kind, one.name_ar, one.name_fr).said_in(lang)
    missing, named = (
        ", ".join(ROLE_NAMES[role].said_in(lang) for role in roles)
        for roles in (one.missing, one.named)
    )
    return (one.reference, place, one.renewed_on, missing, named)
