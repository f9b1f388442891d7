"""Doing a transaction again when another one was in its way."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

TRIES = 5
IN_THE_WAY = ("40P01", "40001")  # deadlock, serialization failure: PostgreSQL says to try again
Result = TypeVar("Result")


def try_again(work: Callable[[], Result], *also: type[Exception]) -> Result:
    """Run a whole transaction, and again when the database or a person was in its way.

    Args:
        work: opens, commits and gives back; nothing of a failed try may be left in memory.
        also: the refusals after which the same work, read anew, may go.

    Raises:
        Exception: what the last of five tries raised, or anything else at once.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except also:
            continue
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in IN_THE_WAY:
                raise
    return work()
