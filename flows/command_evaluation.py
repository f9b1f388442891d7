"""`infitah evaluation`: what a programme achieved, by its own view and by those of others."""

import argparse
from typing import Any

from flows.command_plan import mark, name_of
from flows.command_round import paper_language, read_plan
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts, door
from lifecycle.achieved import Achieved, achieved, by_axis, by_principle
from lifecycle.contents import version
from lifecycle.evaluation import Evaluation
from lifecycle.evaluations import VIEWS
from lifecycle.grid_child import grid_in_child
from lifecycle.plans import find_plan
from lifecycle.progress_sheet import ratings_of_sheet
from lifecycle.progress_template import ratings_book
from models.database import writing
from models.words import Completion, FilingKind, ProgressStatus
from notifications.evaluation_paper import evaluation_pdf


def show(arguments: argparse.Namespace) -> None:
    """What was promised and is done, by axis and principle, and how each view rates it."""
    told = read_plan(arguments)
    content, progress, views = told.content, told.last_progress, told.views
    whole = achieved(content.projects(), progress, views)
    axes, principles = by_axis(content, progress, views), by_principle(content, progress, views)
    if arguments.json:
        return print_json(
            {
                "all": _said(whole),
                "axes": {code: _said(one) for code, one in axes.items()},
                "principles": {name: _said(one) for name, one in principles.items()},
                "authors": {view: one.author for view, one in views.items()},
            }
        )
    print(f"{told.plan.reference}  {name_of(told.plan, arguments.lang)}{mark(told.plan.basis)}")
    names = ("", "projects", "activities", "done", "delayed", "not reported", "targets met",
             *(view.value for view in VIEWS))  # fmt: skip
    parts = [*axes.items(), *principles.items(), ("all", whole)]
    rows = [_row(name, one) for name, one in parts]
    return print_table("promised and achieved (projects rated substantial or more)", names, rows)


def sheet(arguments: argparse.Namespace) -> None:
    """Write the workbook of one view, with what it said before filled in."""
    told = read_plan(arguments)
    known = told.views.get(FilingKind(arguments.view))
    arguments.file.write_bytes(ratings_book(told.content, known, paper_language(arguments)))
    print(f"{arguments.file}: fill it in, then infitah evaluation file {arguments.file} PLAN")


def file(arguments: argparse.Namespace) -> None:
    """Check a sheet of ratings; with `--apply`, file it as the view of its author."""
    grid = grid_in_child(arguments.file.read_bytes(), arguments.file.name)
    clock = clock_of(arguments)
    with writing(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock.today())
        content = version(session, plan.id).content
        ratings = ratings_of_sheet(grid, content)
        told = Evaluation(author=arguments.author, ratings=ratings, lessons=arguments.lessons)
        door.fire(
            session, plan.id, acts.EVALUATE, actor=acts.coordinator("cli"), at=clock.now(),
            cause="cli", content=content, document=told, reason=arguments.reason,
            said={"view": arguments.view},
        )  # fmt: skip
        if not arguments.apply:
            session.rollback()
    owed = content.counts()["projects"] - len(ratings)
    if arguments.json:
        said = {"rated": len(ratings), "owed": owed, "written": arguments.apply}
        return print_json(said)
    print(f"{plan.reference}: {len(ratings)} projects rated, {owed} not")
    return print("filed" if arguments.apply else "right; nothing was written (--apply files it)")


def report(arguments: argparse.Namespace) -> None:
    """Write the report of the evaluation."""
    told = read_plan(arguments)
    arguments.file.write_bytes(evaluation_pdf(told))
    print(f"{arguments.file}: the evaluation of {told.plan.reference}")


def _row(name: str, one: Achieved) -> tuple[Any, ...]:
    status = one.by_status
    return (
        name, one.projects, one.activities, status.get(ProgressStatus.DONE, 0),
        status.get(ProgressStatus.DELAYED, 0), one.unreported, f"{one.met}/{one.indicators}",
        *(one.high(view) if view in one.ratings else "" for view in VIEWS),
    )  # fmt: skip


def _said(one: Achieved) -> dict[str, Any]:
    levels = {
        view: {level: told.get(level, 0) for level in Completion}
        for view, told in one.ratings.items()
    }
    return {
        "projects": one.projects, "activities": one.activities, "by_status": one.by_status,
        "not_reported": one.unreported, "indicators": one.indicators, "measured": one.measured,
        "targets_met": one.met, "ratings": levels,
    }  # fmt: skip
