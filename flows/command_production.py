"""`infitah production`: both databases looked at, ours made ready, then everything kept up."""

import argparse
import os
import sys
import time

from flows.api_password import api_password
from flows.command_up import make_ready
from flows.first_sign_in import make_first_accounts
from flows.ports import PortTaken
from flows.production_databases import OURS, DatabasesMissing, production_databases
from flows.recorded_commands import record_command
from flows.up import AlreadyUp, NotAnswering, Place, check_ports, only_one
from lifecycle.legal_time import check_legal_time
from models.database import open_database
from models.settings import data_folder


def production(arguments: argparse.Namespace) -> int:
    """Run the production form until Ctrl-C; with `--check`, only make it ready."""
    from flows.children import ChildEnded
    from flows.production import NotDeployed, Plant, keep_up
    from flows.shown import clock_of

    if arguments.data:
        os.environ["INFITAH_DATA"] = str(arguments.data.resolve())
    began = time.monotonic()
    try:
        _check_counts(arguments)
        check_legal_time()
        ours, prefects = production_databases(arguments.db)
        os.environ[OURS] = ours
        place = Place(data_folder(), ours, arguments.port, arguments.portal_port)
        if not arguments.check:
            check_ports(place)
        with only_one(place.data):
            make_ready(ours, clock_of(arguments), empty=True, lang=arguments.lang)
            engine = open_database(ours)
            make_first_accounts(engine, place.data, clock_of(arguments).now())
            record_command(arguments, engine, began=began, code=0, cause=None)
            engine.dispose()
            password = api_password(place.data)
            if arguments.check:
                return 0
            runs = arguments.runs_per_worker
            return keep_up(Plant(place, prefects, password, arguments.workers, runs))
    except (
        AlreadyUp, ChildEnded, DatabasesMissing, NotAnswering, NotDeployed, PortTaken, ValueError,
    ) as error:  # fmt: skip
        print(f"infitah: {error}", file=sys.stderr)
        return 1


def _check_counts(arguments: argparse.Namespace) -> None:
    for name in ("workers", "runs_per_worker"):
        if not 1 <= getattr(arguments, name) <= 64:
            option = "--" + name.replace("_", "-")
            raise ValueError(f"{option} {getattr(arguments, name)}: give a number from 1 to 64")
