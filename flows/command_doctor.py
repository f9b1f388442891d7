"""`infitah doctor`: whether everything is in order, and how to mend what is not."""

import argparse
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine

from flows.connect import NotReady, connect
from flows.doctor_checks import Check
from flows.doctor_clock import clock_and_history, clock_and_server
from flows.doctor_disk import room, room_of_log, write_ahead_log
from flows.doctor_history import chains, log, triggers, verification
from flows.doctor_letters import held, left_behind, oldest_late, undeliverable
from flows.doctor_machine import machine, server
from flows.doctor_mail import mail
from flows.doctor_runs import failed_runs, last_backup
from flows.doctor_secrets import secret_files
from flows.shown import clock_of, print_json, print_table
from lifecycle.clock import Clock, SystemClock
from lifecycle.incident_words import INCIDENT_ADVICE
from lifecycle.incidents import incident_rows, open_incidents
from lifecycle.outages import KIND, lost_deadlines
from lifecycle.sweep_records import last_sweep
from models.database import reading

A_WEEK = timedelta(days=7)
Look = Callable[[Engine, Clock], Check]


def doctor(arguments: argparse.Namespace) -> int:
    """Look at everything; 1 when something must be mended."""
    checks = [*machine(), *mail(), *_database_checks(arguments), server()]
    if arguments.json:
        print_json(checks)
    else:
        print_table(
            "infitah doctor",
            ("", "what", "seen", "how to mend it"),
            [("ok" if c.good else "!!", c.name, c.seen, "" if c.good else c.mend) for c in checks],
        )
    return 0 if all(check.good for check in checks) else 1


def _database_checks(arguments: argparse.Namespace) -> list[Check]:
    try:
        engine = connect(arguments)
    except NotReady as missing:
        return [Check("database", False, str(missing), "what it says")]
    clock = clock_of(arguments)
    stands = Check("database", True, f"{engine.dialect.name}, at the newest revision")
    machine = [look(engine, SystemClock()) for look in OF_MACHINE]
    return [stands, *machine, *(look(engine, clock) for look in OF_RECORDS)]


def _sweeps(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        last = last_sweep(session, "deadlines")
    if last is None:
        return Check("daily check", True, "check-deadlines has not run yet on this database")
    late = clock.now() - last.finished_at > A_WEEK
    seen = f"check-deadlines finished on {last.finished_at:%Y-%m-%d %H:%M} UTC"
    return Check("daily check", not late, seen, "is infitah up? look at check-deadlines' runs")


def _lost(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        lost = lost_deadlines(session, clock.today())
    seen = "; ".join(map(str, lost)) or "none passed while the check did not run"
    return Check("lost deadlines", not lost, seen, INCIDENT_ADVICE[KIND].en)


def _incidents(engine: Engine, clock: Clock) -> Check:
    with reading(engine) as session:
        found = open_incidents(incident_rows(session, closed=0))
    told = [f"{one.opened_at:%Y-%m-%d} {one.subject}: {one.told}" for one in found]
    mend = " ".join(dict.fromkeys(INCIDENT_ADVICE[one.kind].en for one in found))
    return Check("incidents", not found, " ".join(told) or "none is open", mend)


# The machine is looked at as it is now, the records as of `--on`.
OF_MACHINE: tuple[Look, ...] = (
    clock_and_server, clock_and_history, room, room_of_log, write_ahead_log, secret_files,
)  # fmt: skip
OF_RECORDS: tuple[Look, ...] = (
    triggers, chains, log, verification, _sweeps, _lost, failed_runs, _incidents,
    undeliverable, held, left_behind, oldest_late, last_backup,
)  # fmt: skip
