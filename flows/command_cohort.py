"""`infitah cohort`: check or open a cohort's sheet, list cohorts."""

import argparse
import sys

from sqlalchemy import func, select

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.cohort_calendar import read_calendar
from lifecycle.cohort_members import OnboardingReport
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_result import Marks, marks_of, marks_of_refused
from lifecycle.cohort_template import template as blank_workbook
from lifecycle.onboarding import open_cohort
from lifecycle.sheet_child import mark_in_child, read_in_child
from models.cohort import Cohort
from models.database import reading
from models.plan import Plan


def open_(arguments: argparse.Namespace) -> None:
    """Check a cohort's sheet; with `--apply`, open it in one transaction.

    With `--result`, the sheet is handed back with a column that says what each row brings, or what
    is wrong with it, whether it was refused or not.
    """
    content, name = arguments.file.read_bytes(), arguments.file.name
    calendar = read_calendar(
        arguments.calendar.read_text(encoding="utf-8"), arguments.calendar.name
    )
    try:
        report = open_cohort(
            connect(arguments), content, name, calendar, clock=clock_of(arguments),
            actor=acts.coordinator("cli"), dry_run=not arguments.apply, cause="cli",
            read=read_in_child,
        )  # fmt: skip
    except CohortFileRefused as refused:
        _hand_back(arguments, content, name, marks_of_refused(refused))
        raise
    _hand_back(arguments, content, name, marks_of(report))
    if arguments.json:
        return print_json(report)
    print(sentence(report))
    return None


def template(arguments: argparse.Namespace) -> None:
    """Write the workbook that is filled in."""
    arguments.file.write_bytes(blank_workbook())
    print(f"written: {arguments.file}")


def _hand_back(arguments: argparse.Namespace, content: bytes, name: str, found: Marks) -> None:
    if not arguments.result:
        return
    made = mark_in_child(content, name, found)
    if made is None:
        print("the sheet cannot be handed back with its results", file=sys.stderr)
        return
    arguments.result.write_bytes(made)
    print(f"the sheet with its results: {arguments.result}", file=sys.stderr)


def list_(arguments: argparse.Namespace) -> None:
    """The cohorts, their members and plans."""
    with reading(connect(arguments)) as session:
        rows = session.execute(
            select(
                Cohort.code, Cohort.name_ar, Cohort.name_fr, Cohort.founded_on,
                Cohort.pathway_version, Cohort.replayed_until,
                func.count(func.distinct(Plan.collectivity_code)), func.count(Plan.id),
            )
            .outerjoin(Plan, Plan.cohort_id == Cohort.id)
            .group_by(Cohort.id)
            .order_by(Cohort.founded_on)
        ).all()  # fmt: skip
    names = ("code", "name_ar", "name_fr", "founded_on", "table", "replayed_until", "members",
             "plans")  # fmt: skip
    if arguments.json:
        return print_json([dict(zip(names, row, strict=True)) for row in rows])
    print_table("cohorts", names, rows)
    return None


def sentence(report: OnboardingReport) -> str:
    """What a sheet brings, or brought, in one line."""
    counts = ", ".join(f"{count} {name}" for name, count in report.counts().items())
    if report.applied_before:
        return f"{report.cohort}: this very file was applied before; nothing changes ({counts})."
    if report.dry_run:
        return f"{report.cohort}: the sheet is right: {counts}. Nothing was written; add --apply."
    return f"{report.cohort}: opened: {counts}."
