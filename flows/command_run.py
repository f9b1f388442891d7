"""`infitah sweep`, `advance`, `deliver` and `replay`: what the flows do, once, by hand."""

import argparse
from collections.abc import Mapping

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table


def sweep(arguments: argparse.Namespace) -> None:
    """Write the letters that open steps owe."""
    from lifecycle.sweep import sweep as run

    clock = clock_of(arguments)
    report = run(
        connect(arguments),
        on=clock.today(),
        clock=clock,
        cohort=arguments.cohort,
        dry_run=arguments.dry_run,
        cause="cli",
    )
    if arguments.json:
        return print_json(report)
    verb = "would be" if arguments.dry_run else "were"
    print(
        f"{report.on}: {report.looked_at} steps owed something; {report.letters} letters {verb} "
        f"written, {report.skipped} lower rungs skipped."
    )
    _print_broken(report.broken)
    if report.lost:
        print("passed while the daily check did not run:", "; ".join(map(str, report.lost)))
    return None


def advance(arguments: argparse.Namespace) -> None:
    """Move the plans whose guards hold."""
    from lifecycle.advance import advance as run

    clock = clock_of(arguments)
    report = run(
        connect(arguments),
        on=clock.today(),
        clock=clock,
        cohort=arguments.cohort,
        dry_run=arguments.dry_run,
        cause="cli",
    )
    if arguments.json:
        return print_json(report)
    if report.moved:
        print_table(f"moves of {report.on}", ("plan", "transition"), report.moved)
    print(f"{report.on}: {report.looked_at} plans looked at, {len(report.moved)} moves.")
    _print_broken(report.broken)
    return None


def _print_broken(broken: Mapping[str, str]) -> None:
    if broken:
        print_table("could not be looked at", ("plan", "cause"), sorted(broken.items()))


def deliver(arguments: argparse.Namespace) -> int:
    """Send what the outbox owes; 1 when the mail server does not answer."""
    from flows.sending import deliver_all

    report = deliver_all(connect(arguments), clock_of(arguments), "cli")
    if arguments.json:
        print_json(report)
    else:
        counts = report.counts()
        down = counts.pop("server_down", None)
        did = ", ".join(f"{count} {name}" for name, count in counts.items())
        print(f"delivery: {did or ('nothing was sent' if down else 'nothing was due')}")
        if down:
            print(f"server_down: {down}. The letters wait in the outbox; none is lost.")
    return 1 if report.server_down else 0


def replay(arguments: argparse.Namespace) -> None:
    """Replay the founding cohort; what was replayed is not repeated."""
    from flows.founding import replay_founders

    clock = clock_of(arguments)
    report = replay_founders(connect(arguments), arguments.until or clock.today())
    if arguments.json:
        return print_json(report)
    print(
        f"{report.days} virtual days: {report.acts} acts of people, {report.moves} moves, "
        f"{report.letters} reminders written, {report.delivered} letters in the mailbox."
    )
    return None
