"""`infitah consultation`: windows announced and counted."""

import argparse
from typing import Any

from sqlalchemy.orm import Session

from flows.command_plan import name_of
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.consultation_acts import close_consultation, open_consultation
from lifecycle.consultation_window import Window
from lifecycle.consultation_words import KIND_NAMES
from lifecycle.consultations import (
    consultations_of,
    find_consultation,
    ideas_of,
    state_of,
    window_of,
)
from lifecycle.idea_counts import counted
from lifecycle.plans import PlanRow, find_plan, plan_rows
from models.consultation import Consultation
from models.database import reading, writing
from models.words import ConsultationKind

COLUMNS = ("plan", "kind", "n", "opens", "closes", "days", "where", "state", "participants",
           "ideas", "kept", "rejected", "open")  # fmt: skip


def open_(arguments: argparse.Namespace) -> None:
    """Announce a window, or date it again; a short one is told so."""
    clock = clock_of(arguments)
    window = Window(
        ConsultationKind(arguments.kind), arguments.opens, arguments.closes, arguments.notice,
        arguments.link,
    )  # fmt: skip
    with writing(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock.today())
        row = open_consultation(
            session, plan.id, window, actor=acts.coordinator("cli"), at=clock.now(), cause="cli",
            reason=arguments.reason, published=arguments.publish or "",
        )  # fmt: skip
        least, told = row.least_days, _told(session, plan, row, arguments)
    if not arguments.json and window.days < least:
        print(f"a short window: {window.days} days, and the policy asks for {least}")
    _print(arguments, [told])


def close(arguments: argparse.Namespace) -> None:
    """Tell the counts of a consultation that is over."""
    clock = clock_of(arguments)
    with writing(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock.today())
        row = find_consultation(session, plan.id, ConsultationKind(arguments.kind))
        close_consultation(
            session, row, participants=arguments.participants, ideas=arguments.ideas,
            actor=acts.coordinator("cli"), at=clock.now(), cause="cli",
        )  # fmt: skip
        told = _told(session, plan, row, arguments)
    _print(arguments, [told])


def list_(arguments: argparse.Namespace) -> None:
    """The consultations of a plan, or of all: windows, counts, and how many ideas are answered."""
    today = clock_of(arguments).today()
    with reading(connect(arguments)) as session:
        plans = (
            [find_plan(session, arguments.plan, on=today)]
            if arguments.plan
            else plan_rows(session, on=today)
        )
        told = [
            _told(session, plan, row, arguments)
            for plan in plans
            for row in consultations_of(session, plan.id)
        ]
    _print(arguments, told)


def _told(
    session: Session, plan: PlanRow, row: Consultation, arguments: argparse.Namespace
) -> dict[str, Any]:
    window, counts = window_of(row), counted(ideas_of(session, row.id))
    return {
        "plan": plan.reference,
        "name": name_of(plan, arguments.lang),
        "kind": row.kind.value,
        "title": KIND_NAMES[row.kind].said_in(arguments.lang),
        "number": row.number,
        "notice_on": row.notice_on,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "days": window.days,
        "least_days": row.least_days,
        "link": row.link,
        "own_page": row.own_page,
        "state": state_of(row, clock_of(arguments).today()).value,
        "participants": row.participants,
        "ideas": counts.all if row.ideas_told is None else row.ideas_told,
        **counts._asdict(),
        "open": counts.open,
    }


def _print(arguments: argparse.Namespace, told: list[dict[str, Any]]) -> None:
    if arguments.json:
        return print_json(told)
    rows = [
        (one["plan"], one["kind"], one["number"], one["opens_on"], one["closes_on"],
         f"{one['days']} < {one['least_days']}" if one["days"] < one["least_days"]
         else one["days"],
         "own page" if one["own_page"] else one["link"], one["state"], one["participants"],
         one["ideas"], one["kept"], one["rejected"], one["open"])
        for one in told
    ]  # fmt: skip
    return print_table("consultations", COLUMNS, rows)
