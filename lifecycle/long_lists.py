"""Long lists of numbers or codes, asked for in parts."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Name = TypeVar("Name")
CHUNK = 900  # names in one IN: SQLite once allowed 999 parameters


def chunks(names: Sequence[Name]) -> Iterator[list[Name]]:
    """Names in lists short enough for one IN."""
    for start in range(0, len(names), CHUNK):
        yield list(names[start : start + CHUNK])
