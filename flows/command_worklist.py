"""`infitah worklist`: what waits for a coordinator."""

import argparse
from typing import Any

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.pathway_words import ROLE_NAMES, STEP_NAMES, full_name
from lifecycle.worklist import Line, Worklist, read, what_to_do
from models.database import reading

TITLES = {
    "to_review": "reports to look at",
    "extensions": "extensions to decide",
    "unreachable": "addresses that letters come back from",
    "no_focal_point": "focal points missing, out of reach or silent",
    "renewed": "presidents and committees missing since elections",
    "stalled": "plans thirty working days late or more",
    "held": "letters that wait to be released",
}


def worklist(arguments: argparse.Namespace) -> None:
    """Print each list that is not empty, and the counts of all."""
    with reading(connect(arguments)) as session:
        found = read(session, clock_of(arguments).today(), arguments.region)
    if arguments.json:
        return print_json(plain(found))
    for name, lines in found.lists():
        if lines:
            print_table(
                f"{len(lines)} {TITLES[name]}",
                ("plan", "collectivity", "since", "about", "what to do"),
                [_row(line, arguments.lang) for line in lines],
            )
    total = sum(found.counts().values())
    print(f"{found.on}: {total} things wait." if total else f"{found.on}: nothing waits.")
    return None


def plain(found: Worklist) -> dict[str, Any]:
    """The worklist as plain data."""
    lists = dict(found.lists())
    return {"on": found.on, "region": found.region, "counts": found.counts()} | lists


def _row(line: Line, lang: str) -> tuple[Any, ...]:
    place = full_name(line.kind, line.name_ar, line.name_fr).said_in(lang) if line.kind else "-"
    return (line.reference, place, line.since, _about(line, lang), what_to_do(line).said_in(lang))


def _about(line: Line, lang: str) -> str:
    """The step and its dates, or the role and the person's number, or the letter."""
    parts = [
        STEP_NAMES[line.step_key].said_in(lang) if line.step_key else "",
        f"{line.due_on} -> {line.asked_until}" if line.asked_until else "",
        f"{line.working_days} working days" if line.working_days else "",
        line.letter_kind or "",
        ROLE_NAMES[line.role].said_in(lang) if line.role else "",
        f"person:{line.person_id}" if line.person_id else "",
        line.why,
    ]
    return ", ".join(part for part in parts if part)
