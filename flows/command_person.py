"""`infitah person show` and `correct`: access and rectification (law 09-08)."""

import argparse

from audit.correct_person import Corrected, correct_person
from audit.found_person import find_person, opaque_id
from audit.held_on_person import Held, held_on_person
from audit.person_reasons import reason_of
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.entries import Occasion
from models.database import reading, writing
from models.words import Language


def show(arguments: argparse.Namespace) -> None:
    """Print what is held, kind by kind, with the table it lies in and why it is kept."""
    with reading(connect(arguments)) as session:
        person = find_person(session, arguments.who)
        number, held = opaque_id(person.id), held_on_person(session, person.id)
    if arguments.json:
        return print_json({"person": number, "held": held})
    print(f"{number}: what is held, where, and why.")
    for kind in held:
        _print(kind, arguments.lang)
    return None


def correct(arguments: argparse.Namespace) -> None:
    """Correct what is wrong; the log names the fields, never what they hold."""
    language = Language(arguments.language) if arguments.language else None
    right = Corrected(arguments.name, arguments.email, language)
    with writing(connect(arguments)) as session:
        person_id = find_person(session, arguments.who).id
        because = reason_of(arguments.reason)
        fields = correct_person(session, person_id, right, because, occasion_of(arguments))
    if arguments.json:
        return print_json({"person": opaque_id(person_id), "fields": fields})
    print(f"{opaque_id(person_id)}: corrected {', '.join(fields)}; the log says so.")
    return None


def occasion_of(arguments: argparse.Namespace) -> Occasion:
    """Who acts on the command line, and when."""
    return Occasion(acts.coordinator("cli"), clock_of(arguments).now(), "cli")


def _print(kind: Held, lang: str) -> None:
    columns = tuple(kind.rows[0])
    rows = [tuple(_cell(row[name]) for name in columns) for row in kind.rows]
    print_table(f"{kind.where} ({len(rows)}): {kind.why.said_in(lang)}", columns, rows)


def _cell(value: object) -> object:
    """Words and fields on a line each."""
    if isinstance(value, dict):
        return "\n".join(f"{name}: {inside}" for name, inside in value.items())
    return value
