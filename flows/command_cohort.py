"""`infitah cohort`: check or open a cohort's sheet, list cohorts."""

import argparse

from sqlalchemy import func, select

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.cohort_calendar import read_calendar
from lifecycle.onboarding import OnboardingReport, open_cohort
from models.cohort import Cohort
from models.database import reading
from models.plan import Plan


def open_(arguments: argparse.Namespace) -> None:
    """Check a cohort's sheet; with `--apply`, open it in one transaction."""
    calendar = read_calendar(
        arguments.calendar.read_text(encoding="utf-8"), arguments.calendar.name
    )
    report = open_cohort(
        connect(arguments),
        arguments.file.read_bytes(),
        arguments.file.name,
        calendar,
        clock=clock_of(arguments),
        actor=acts.coordinator("cli"),
        dry_run=not arguments.apply,
        cause="cli",
    )
    if arguments.json:
        return print_json(report)
    print(sentence(report))
    return None


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
