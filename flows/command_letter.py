"""`infitah letter`: see one with sample data; list and release those that are held."""

import argparse

from flows.shown import clock_of, print_json, print_table
from models.words import Language


def preview(arguments: argparse.Namespace) -> int:
    """Print a letter's subject and text; `--html` writes what a mail reader would show."""
    from notifications.letters import kinds, render
    from notifications.sample import sample_context

    if arguments.kind not in kinds():
        names = sorted(kinds())
        if arguments.json:
            print_json({"kinds": names})
        else:
            print("letters: " + ", ".join(names))
        return 1 if arguments.kind else 0
    rendered = render(arguments.kind, Language(arguments.language), sample_context(arguments.kind))
    if arguments.html:
        arguments.html.write_text(rendered.html, encoding="utf-8")
    if arguments.json:
        print_json({"subject": rendered.subject, "text": rendered.text, "html": rendered.html})
    else:
        print(f"{rendered.subject}\n\n{rendered.text}")
    return 0


def held(arguments: argparse.Namespace) -> None:
    """The letters that wait for a person: notices to presidents, and what could not be written."""
    from flows.connect import connect
    from models.database import reading
    from notifications.held_letters import held_letters

    with reading(connect(arguments)) as session:
        rows = held_letters(session)
    if arguments.json:
        print_json(rows)
    else:
        columns = ("letter", "kind", "plan", "role", "written", "why")
        print_table(
            f"{len(rows)} held letters",
            columns,
            ((r.id, r.kind, r.reference, r.role, r.written_on, r.cause) for r in rows),
        )


def release(arguments: argparse.Namespace) -> None:
    """Let one held letter leave with the next delivery."""
    from flows.connect import connect
    from models.database import writing
    from notifications.held_letters import release_letter

    with writing(connect(arguments)) as session:
        released = release_letter(session, arguments.letter, clock_of(arguments).now())
    if arguments.json:
        print_json({"released": released})
    else:
        print(f"{released}: released; the next delivery takes it")
