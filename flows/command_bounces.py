"""`infitah bounces`: read the letters that came back, once, by hand."""

import argparse

from flows.connect import connect
from flows.shown import clock_of, print_json


def bounces(arguments: argparse.Namespace) -> None:
    """Read what lies in the drop and the Maildir, and print the counts."""
    from notifications.bounce_sources import bounce_sources
    from notifications.bounces import read_bounces

    counts = read_bounces(connect(arguments), bounce_sources(), clock_of(arguments))
    if arguments.json:
        return print_json(counts)
    did = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"bounces: {did or 'nothing was there'}")
    return None
