"""What the doctor looks at of the clock: against the database server, the history and NTP."""

import ctypes
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select, text

from flows.doctor_checks import Check
from lifecycle.clock import Clock
from models.database import reading
from models.history import HistoryEntry
from models.log import LogCheckpoint

APART = timedelta(seconds=30)  # policy: entries of two machines may be so far out of order
MEND = "set the machine's clock and keep it set (chrony or systemd-timesyncd), then start again"
UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)
LARGEST = 512  # bytes, more than a struct timex has on any machine


def clock_and_server(engine: Engine, clock: Clock) -> Check:
    """Whether this machine and the database's server agree; a file has no clock of its own."""
    if engine.dialect.name != "postgresql":
        return Check("clock", True, f"{clock.now():%Y-%m-%d %H:%M} UTC; {synchronised()}")
    with engine.execution_options(reading=True).connect() as connection:
        before = clock.now()
        server: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        between = before + (clock.now() - before) / 2
    apart = abs(server - between)
    seen = f"{apart.total_seconds():.1f} s from the database server's; {synchronised()}"
    return Check("clock", apart <= APART, seen, MEND)


def clock_and_history(engine: Engine, clock: Clock) -> Check:
    """Whether the clock is not behind what has been recorded already."""
    with reading(engine) as session:
        by_number = select(HistoryEntry.recorded_at).order_by(HistoryEntry.id.desc()).limit(1)
        told = [session.scalar(by_number), session.scalar(select(func.max(LogCheckpoint.made_at)))]
    newest = max((one for one in told if one), default=None)
    if newest is None or newest <= clock.now() + APART:
        return Check("clock and history", True, "nothing is recorded later than now")
    seen = f"the newest record is of {newest.astimezone(UTC):%Y-%m-%d %H:%M} UTC, later than now"
    return Check("clock and history", False, seen, MEND)


def synchronised() -> str:
    """What the kernel says of NTP: a note, since a container cannot mend it."""
    try:
        answer = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(LARGEST))
    except (AttributeError, OSError):
        return "whether NTP keeps it is not known here"
    if answer < 0:
        return "whether NTP keeps it is not known here"
    return "NTP does not keep it" if answer == UNSYNCHRONISED else "NTP keeps it"
