"""`infitah up`: make everything ready, print where every plan stands, start it and keep it up."""

import argparse
import os
import sys
import time
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from flows.command_board import print_board
from flows.first_sign_in import make_first_accounts
from flows.ports import PortTaken
from flows.recorded_commands import record_command
from flows.up import AlreadyUp, NotAnswering, Place, check_ports, keep_up, only_one
from lifecycle.board import board
from lifecycle.clock import Clock
from lifecycle.legal_time import check_legal_time
from models.database import open_database, reading, writing
from models.schema import migrate
from models.settings import data_folder, database_url


def up(arguments: argparse.Namespace) -> int:
    """Run everything until Ctrl-C; with `--check`, only make it ready."""
    from flows.children import ChildEnded
    from flows.shown import clock_of

    if arguments.data:
        os.environ["INFITAH_DATA"] = str(arguments.data.resolve())
    database, began = arguments.db or database_url(), time.monotonic()
    place = Place(data_folder(), database, arguments.port, arguments.portal_port)
    os.environ.setdefault("INFITAH_MAIL_BASE_URL", place.portal)
    try:
        check_legal_time()
        if not arguments.check:
            check_ports(place)
        with only_one(place.data):
            clock = clock_of(arguments)
            make_ready(database, clock, empty=arguments.empty, lang=arguments.lang)
            engine = open_database(database)
            first = make_first_accounts(engine, place.data, clock.now())
            # Now, not at its end: it stays up for days, and what it writes itself is written.
            record_command(arguments, engine, began=began, code=0, cause=None)
            return 0 if arguments.check else keep_up(replace(place, first_address=first))
    except (AlreadyUp, ChildEnded, NotAnswering, PortTaken) as error:
        print(f"infitah: {error}", file=sys.stderr)
        return 1


def make_ready(database: str, clock: Clock, *, empty: bool, lang: str) -> None:
    """Migrate, check the table and the letters, open the founders and replay them, print it."""
    from flows.readiness import check_readiness

    engine = open_database(database)
    migrate(engine)
    engine.dispose()
    engine = open_database(database)
    check_readiness()
    if empty:
        _load_register(engine)
        print("An empty start: open a cohort with the deployment open-cohort.")
        return
    _open_and_replay(database, clock.today())
    _seal(engine, clock)
    with reading(engine) as session:
        print_board(board(session, on=clock.today()), lang)


def _load_register(engine: Engine) -> None:
    from lifecycle.onboarding import load_register

    with writing(engine) as session:
        load_register(session)


def _seal(engine: Engine, clock: Clock) -> None:
    """Sign what was replayed; a history that does not hold is told, and the engine still starts."""
    from audit.checkpoints import read_checkpoint
    from audit.sealing import PastChanged, seal

    try:
        note = seal(engine, clock).note
    except (PastChanged, ValueError) as refused:
        print(f"infitah: {refused}", file=sys.stderr)
        return
    if note:
        signed = read_checkpoint(note)
        print(f"the history is sealed: {signed.size} entries, root {signed.short_root}")


def _open_and_replay(database: str, today: date) -> None:
    """The founders: opened once, replayed once; a second start repeats nothing."""
    from flows.founding import open_founders, replay_founders, replayed_until
    from flows.replay import replay_engine

    engine = replay_engine(database)
    if open_founders(engine):
        print("opened the founding cohort: 66 members, on 21 October 2022")
    if (done := replayed_until(engine)) is not None:
        print(f"the founding cohort was replayed until {done}; nothing is repeated")
        return
    start = time.monotonic()
    report = replay_founders(engine, today, _progress)
    print(
        f"\rreplayed {report.days} days in {time.monotonic() - start:.1f} s: {report.acts} acts of "
        f"people, {report.moves} moves, {report.delivered} letters in the mailbox"
    )
    for refused in report.refused:
        print(f"  refused: {refused}")
    engine.dispose()


def _progress(on: date) -> None:
    if sys.stdout.isatty():
        print(f"\rreplaying {on} ...", end="", flush=True)
