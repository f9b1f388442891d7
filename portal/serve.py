"""Serving the portal, as a process of its own: `python -m portal.serve --port 4280`."""

import argparse
import os
from collections.abc import Sequence

import uvicorn

from lifecycle.clock import SystemClock
from lifecycle.legal_time import check_legal_time
from models.database import open_database
from models.log_setup import set_up_log
from models.schema import migrate
from models.settings import database_url
from portal.app import create_app
from portal.scanning import scanner_address
from portal.settings import PortalSettings


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until it is told to stop, on 127.0.0.1 unless INFITAH_PORTAL_HOST says otherwise.

    In production a proxy stands in front, with TLS; INFITAH_MAIL_BASE_URL is its address.
    """
    parser = argparse.ArgumentParser(prog="python -m portal.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=4280, help="the port (4280)")
    parser.add_argument("--data", help="the data folder (INFITAH_DATA, or var)")
    asked = parser.parse_args(arguments)
    if asked.data:
        os.environ["INFITAH_DATA"] = asked.data
    set_up_log("uvicorn")
    check_legal_time()
    scanner_address()  # a setting that is none is refused now, not with the first document
    settings, engine = PortalSettings(), open_database(database_url())
    migrate(engine)
    # No access log: the addresses that are asked for will hold signed links.
    uvicorn.run(
        create_app(engine, SystemClock(), settings),
        host=settings.host,
        port=asked.port,
        access_log=False,
        proxy_headers=False,  # portal.asking reads them, and only from whom the settings trust
        server_header=False,
        log_config=None,  # models.log_setup says where it goes, and leaves links out of it
    )


if __name__ == "__main__":
    main()
