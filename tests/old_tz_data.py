"""Tz data from before the change of September 2026, made here: no machine needs to be old.

Casablanca at +01 with +00 around Ramadan, as tz 2025b has it, up to the spring of 2026, and +01
from then on.
"""

import struct
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from lifecycle.legal_time import CASABLANCA

SINCE, UNTIL = datetime(2018, 10, 28, 2, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZERO, ONE = 0, 1  # the numbers of the two types: +00 and +01


def old_zone_file(folder: Path) -> Path:
    """Write `Africa/Casablanca` into a folder as a compiled file (RFC 9636); gives the folder."""
    file = folder / "Africa" / "Casablanca"
    file.parent.mkdir(parents=True)
    header = b"TZif2" + b"\0" * 15
    empty = header + struct.pack(">6L", 0, 0, 0, 0, 1, 1) + _type(0, 0) + b"\0"
    file.write_bytes(empty + header + _body(_changes()) + b"\n<+01>-1\n")
    return folder


def old_package(folder: Path) -> Path:
    """A package `tzdata` that is too old, to stand before the real one on the path."""
    zones = folder / "tzdata" / "zoneinfo"
    old_zone_file(zones)
    for package in (folder / "tzdata", zones, zones / "Africa"):
        (package / "__init__.py").touch()
    return folder


def _changes() -> list[tuple[int, int]]:
    """The real changes of those years: (instant, type), from the data that the engine carries."""
    hours = int((UNTIL - SINCE) / HOUR)
    instants = [SINCE + number * HOUR for number in range(hours)]
    offsets = [one.astimezone(CASABLANCA).utcoffset() for one in instants]
    changes = [(SINCE, offsets[0])] + [
        (instant, now)
        for instant, (before, now) in zip(instants[1:], pairwise(offsets), strict=True)
        if now != before
    ]
    return [(int(at.timestamp()), ONE if offset else ZERO) for at, offset in changes]


def _body(changes: list[tuple[int, int]]) -> bytes:
    names = b"+00\0+01\0"
    counts = struct.pack(">6L", 0, 0, 0, len(changes), 2, len(names))
    times = b"".join(struct.pack(">q", at) for at, _ in changes)
    types = bytes(number for _, number in changes)
    return counts + times + types + _type(0, 0) + _type(3600, 4) + names


def _type(offset: int, name: int) -> bytes:
    return struct.pack(">lBB", offset, 0, name)
