"""`infitah person erase` and `erase-words`: shown first, done with --yes (law 09-08)."""

import argparse
from typing import Any

from audit.bytes_gone import BytesGone, destroy_bytes
from audit.erase_person import erase_person
from audit.erase_words import erase_words as erase_words_of_entry
from audit.erase_words import words_at
from audit.found_person import find_person
from audit.held_on_person import held_on_person
from audit.person_reasons import reason_of
from flows.command_person import occasion_of
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.plans import find_plan
from models.database import reading, writing
from notifications.destroyed_reports import destroy_reports

REFUSED = 1


def erase(arguments: argparse.Namespace) -> int:
    """Erase a person, or show what erasing would destroy and what it would keep.

    What is shown was really done, and taken back.
    """
    engine = connect(arguments)
    with writing(engine) as session:
        person_id = find_person(session, arguments.who).id
        because, attempt = reason_of(arguments.reason), session.begin_nested()
        erased = erase_person(session, person_id, because, occasion_of(arguments))
        kept = {kind.where: len(kind.rows) for kind in held_on_person(session, person_id)}
        if arguments.yes:
            attempt.commit()
        else:
            attempt.rollback()
    told: dict[str, Any] = {
        "person": erased.person, "done": arguments.yes, "destroyed": erased.counts,
        "words": erased.words, "kept": kept,
    }  # fmt: skip
    if not arguments.yes:
        return _shown(arguments, told)
    told["destroyed"]["files of bounces"] = destroy_reports(erased.reports)
    return _shown(arguments, told, destroy_bytes(engine))


def erase_words(arguments: argparse.Namespace) -> int:
    """Erase words of one entry, or show what they say and where else they stand."""
    engine = connect(arguments)
    with reading(engine) as session:
        plan = find_plan(session, arguments.plan, on=clock_of(arguments).today())
        place = (plan.reference, arguments.seq, arguments.label)
        words = words_at(session, *place)
    if arguments.yes:
        with writing(engine) as session:
            because = reason_of(arguments.reason)
            erase_words_of_entry(session, *place, because, occasion_of(arguments))
    told = {"done": arguments.yes, "words": [one.place for one in words]}
    if arguments.yes:
        return _shown(arguments, told, destroy_bytes(engine))
    return _shown(arguments, told | {"value": words[0].value})


def _shown(
    arguments: argparse.Namespace, told: dict[str, Any], gone: BytesGone | None = None
) -> int:
    if gone:
        told["bytes"] = gone
    if arguments.json:
        print_json(told)
    else:
        _print(told)
    return 0 if gone is None or gone.done else REFUSED


def _print(told: dict[str, Any]) -> None:
    done = told["done"]
    if "value" in told:
        print(f"it says: {told['value']}")
    for name, title in (
        ("destroyed", "destroyed" if done else "would be destroyed"),
        ("kept", "kept, by number only"),
    ):
        if name in told:
            rows = [(what, count) for what, count in told[name].items() if count]
            print_table(title, ("what", "how many"), rows)
    if told["words"]:
        title = "words of the history " + ("destroyed" if done else "that would be destroyed")
        print_table(title, ("plan", "entry", "label"), told["words"])
    if "bytes" in told:
        print(told["bytes"].told)
    else:
        print("nothing was done: give --yes; it cannot be undone")
