"""The clock and the database of a flow's run."""

import os
from datetime import date
from functools import cache

from sqlalchemy import Engine

from lifecycle.clock import Clock, SystemClock, VirtualClock
from models.database import open_database
from models.log_setup import set_up_log
from models.settings import database_url

RUN = "PREFECT__FLOW_RUN_ID"  # Prefect gives it to each process that it starts for one run


def clock_on(on: date | None) -> Clock:
    """The machine's clock, or one that stands at nine o'clock of a civil date."""
    return VirtualClock(on) if on else SystemClock()


@cache
def engine_of_run() -> Engine:
    """The engine of this process, opened once; in a run's own process it sets our log up."""
    if RUN in os.environ:
        set_up_log()
    return open_database(database_url())
