"""`infitah person retention`: what was kept long enough, and destroying it (law 09-08)."""

import argparse
from typing import Any

from audit.bytes_gone import destroy_bytes
from audit.found_person import opaque_id
from audit.retention import Due, apply_retention, what_is_due
from audit.retention_settings import RetentionSettings
from flows.connect import connect
from flows.shown import clock_of, print_json
from lifecycle import acts
from models.database import reading
from notifications.destroyed_reports import destroy_reports

REFUSED = 1


def retention(arguments: argparse.Namespace) -> int:
    """Count what is due; with --apply destroy it, and write the files of the database anew."""
    engine, clock, settings = connect(arguments), clock_of(arguments), RetentionSettings.read()
    if not arguments.apply:
        with reading(engine) as session:
            due = what_is_due(session, clock.today(), settings)
        return _shown(arguments, settings, _told(due) | {"done": False})
    actor = acts.coordinator("cli")
    due, erased = apply_retention(engine, settings, clock=clock, actor=actor, cause="cli")
    files = destroy_reports([digest for one in erased for digest in one.reports])
    gone = destroy_bytes(engine)
    done = {"done": True, "erased": [one.person for one in erased], "files": files, "bytes": gone}
    _shown(arguments, settings, _told(due) | done)
    return 0 if gone.done else REFUSED


def _told(due: Due) -> dict[str, Any]:
    return {
        "letters": len(due.letters),
        "people": [opaque_id(number) for number in due.people],
        "sessions": due.sessions,
    }


def _shown(arguments: argparse.Namespace, settings: RetentionSettings, told: dict[str, Any]) -> int:
    if arguments.json:
        print_json({"settings": settings.model_dump()} | told)
        return 0
    kept = ", ".join(f"{name}={value}" for name, value in settings.model_dump().items())
    print(f"kept (0 = for ever): {kept}")
    people = ", ".join(told["people"]) or "nobody"
    print(f"due: the bytes of {told['letters']} letters; {people}; {told['sessions']} sign-ins")
    if told["done"]:
        print(f"erased: {', '.join(told['erased']) or 'nobody'}. {told['bytes'].told}")
    else:
        print("nothing was done: give --apply")
    return 0
