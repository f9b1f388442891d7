"""A share of the work: which of the rows that are due one of several workers takes.

Every plan falls in exactly one share of so many by its number, whatever machine asks. A share only
keeps workers out of each other's way: that nothing is done twice is held by the unique keys and
the versions of the database.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from models.text_number import TextNumber

MOST = 64  # shares: more are more processes than any one PostgreSQL here has use for


class NoSuchShare(ValueError):
    """A share that there is not: its sentence is ours and names nobody."""


@dataclass(frozen=True, slots=True)
class Share:
    """One of so many shares: `number` counts from 1.

    Raises:
        NoSuchShare: there is no such share.
    """

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of <= MOST:
            raise NoSuchShare(
                f"share {self.number} of {self.of}: shares count from 1, and there are at most "
                f"{MOST} of them"
            )

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def told(self) -> dict[str, str]:
        """What is noted of it beside the counts of a run; nothing when it is all of the work."""
        return {} if self.is_all else {"share": str(self)}

    def named(self, work: str) -> str:
        """What is told of it beside the name of the work; only the name when it is all of it."""
        return work if self.is_all else f"{work} {self}"

    @property
    def is_all(self) -> bool:
        """Whether it is all of the work."""
        return self.of == 1

    def by_number(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """The condition that the row of a number (a plan's) is of this share; none for all."""
        return [] if self.is_all else [column % self.of == self.number - 1]

    def by_text(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """The condition that the row of a text (a code) is of this share; none for all."""
        return [] if self.is_all else [TextNumber(column) % self.of == self.number - 1]


ALL = Share()
