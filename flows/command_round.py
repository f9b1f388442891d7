"""`infitah round`: what is reported of a programme, round by round."""

import argparse
from typing import Any

from flows.command_plan import mark, name_of
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts, door
from lifecycle.contents import version
from lifecycle.errors import LifecycleError
from lifecycle.grid_child import grid_in_child
from lifecycle.monitoring import Opinion, Round, rounds
from lifecycle.plans import find_plan
from lifecycle.progress import Progress
from lifecycle.progress_sheet import progress_of_sheet
from lifecycle.progress_template import progress_book
from lifecycle.progress_words import STATUS_NAMES, UNREPORTED
from models.database import reading, writing
from models.words import ProgressStatus
from notifications.followed_plan import FollowedPlan, followed_plan
from notifications.round_paper import round_pdf


class NoRound(LifecycleError):
    """The plan has no such round."""


def list_(arguments: argparse.Namespace) -> None:
    """Every round: when it was due and reported, how its activities stand, who confirmed it."""
    told = read_plan(arguments)
    if arguments.json:
        return print_json([_said(one, told) for one in told.rounds])
    plan = told.plan
    print(f"{plan.reference}  {name_of(plan, arguments.lang)}{mark(plan.basis)}")
    names = ("round", "opened", "due", "reported", "activities", "committee", "civil society", "")
    rows = [
        (one.number, one.opened_on, one.due_on, one.reported_on,
         _counted(one, told, arguments.lang), _opinion(one.committee),
         _opinion(one.civil_society), "closed" if one.closed else "open")
        for one in told.rounds
    ]  # fmt: skip
    return print_table("rounds of co-monitoring", names, rows)


def sheet(arguments: argparse.Namespace) -> None:
    """Write the workbook of the last round, with what was reported last filled in."""
    told = read_plan(arguments)
    book = progress_book(told.content, told.last_progress, paper_language(arguments))
    arguments.file.write_bytes(book)
    print(f"{arguments.file}: fill it in, then infitah round file {arguments.file} PLAN")


def file(arguments: argparse.Namespace) -> None:
    """Check a sheet against the programme in force; with `--apply`, report what it says."""
    grid = grid_in_child(arguments.file.read_bytes(), arguments.file.name)
    clock = clock_of(arguments)
    with writing(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock.today())
        content = version(session, plan.id).content
        known = rounds(session, plan.id)
        before = known[-1].progress if known else Progress()
        progress = before.with_more(progress_of_sheet(grid, content))
        door.fire(
            session, plan.id, acts.REPORT_PROGRESS, actor=acts.coordinator("cli"), at=clock.now(),
            cause="cli", content=content, document=progress,
        )  # fmt: skip
        if not arguments.apply:
            session.rollback()
    owed = len({one.code for one in content.activities()} - progress.by_code().keys())
    said = {"reported": len(progress.activities), "owed": owed, "written": arguments.apply}
    if arguments.json:
        return print_json(said)
    print(f"{plan.reference}: {said['reported']} activities reported, {owed} still owed")
    return print("filed" if arguments.apply else "right; nothing was written (--apply files it)")


def report(arguments: argparse.Namespace) -> None:
    """Write the one-page report of a round."""
    told = read_plan(arguments)
    number = arguments.round or (told.rounds[-1].number if told.rounds else 0)
    one = told.round(number)
    if one is None:
        raise NoRound(f"{told.plan.reference} has no round {number or ''}".rstrip())
    arguments.file.write_bytes(round_pdf(told, one))
    print(f"{arguments.file}: round {number} of {told.plan.reference}")


def read_plan(arguments: argparse.Namespace) -> FollowedPlan:
    """The plan of a command, with its content, rounds and evaluations."""
    clock = clock_of(arguments)
    with reading(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock.today())
        return followed_plan(session, plan, paper_language(arguments), clock.now())


def paper_language(arguments: argparse.Namespace) -> str:
    """The language of a paper or a workbook: Arabic unless French was asked for."""
    return "fr" if arguments.lang == "fr" else "ar"


def _counted(one: Round, told: FollowedPlan, lang: str) -> str:
    counts = one.counts(told.content)
    names: dict[str, str] = {s.value: STATUS_NAMES[s].said_in(lang) for s in ProgressStatus}
    names[""] = UNREPORTED.said_in(lang)
    return ", ".join(f"{count} {names[status]}" for status, count in counts.items())


def _opinion(opinion: Opinion | None) -> str:
    if opinion is None:
        return ""
    return opinion.said or {"waived": "did not answer", "waiting": ""}.get(opinion.state, "asked")


def _said(one: Round, told: FollowedPlan) -> dict[str, Any]:
    return {
        "round": one.number, "opened_on": one.opened_on, "due_on": one.due_on,
        "reported_on": one.reported_on, "closed": one.closed,
        "activities": one.counts(told.content), "committee": _opinion(one.committee),
        "civil_society": _opinion(one.civil_society), "progress": one.progress.written(),
    }  # fmt: skip
