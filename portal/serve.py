"""Serving the pages on this machine: `python -m portal.serve --port 4280 --data FOLDER`."""

import argparse
import os
from collections.abc import Sequence

import uvicorn

from lifecycle.clock import SystemClock
from lifecycle.legal_time import check_legal_time
from models.database import open_database
from models.schema import migrate
from models.settings import database_url
from portal.app import create_app

LOOPBACK = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until it is told to stop. Only this machine is listened to: letters name people."""
    parser = argparse.ArgumentParser(prog="python -m portal.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=4280, help="the port on 127.0.0.1 (4280)")
    parser.add_argument("--data", help="the data folder (INFITAH_DATA, or var)")
    asked = parser.parse_args(arguments)
    if asked.data:
        os.environ["INFITAH_DATA"] = asked.data
    check_legal_time()
    engine = open_database(database_url())
    migrate(engine)
    # No access log: the addresses that are asked for will hold signed links.
    uvicorn.run(
        create_app(engine, SystemClock()),
        host=LOOPBACK,
        port=asked.port,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
