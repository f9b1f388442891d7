"""`infitah letter preview`: a letter with sample data, before anybody gets it."""

import argparse

from flows.shown import print_json
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
