"""One record that cannot be read or decided must not stop the others: which ones, and why."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.orm import Session

from lifecycle.errors import ConcurrentChange

N = TypeVar("N")  # the number of a record
R = TypeVar("R")  # what the work gives
LONGEST = 200  # of a cause
# The database is away, locked or full, or somebody was quicker: no record is to blame.
OF_NO_RECORD = (OperationalError, InterfaceError, InternalError, ConcurrentChange)


def done_apart(
    session: Session,
    numbers: Callable[[], Sequence[N]],
    work: Callable[[Sequence[N] | None], R],
    *,
    not_all: bool = False,
) -> tuple[R, dict[N, str]]:
    """Do a batch of work, without the records that it cannot be done for.

    As a rule it is done at once. Only when that fails is it tried for halves, and halves of them,
    each attempt taken back; then it is done at once for all the others.

    Args:
        session: in a transaction that writes.
        numbers: the records of the batch; asked only when the whole fails.
        work: does it for some of them, for all when it is given None; it keeps nothing in memory.
        not_all: whether a fault of each of several is no fault of theirs, and is raised.

    Returns:
        What the work gave, and why it could not be done, by record.

    Raises:
        Exception: what the work raised, when the database is to blame, or when it fails only for
            several together: then the fault is not in a record.
    """
    try:
        with session.begin_nested():
            return work(None), {}
    except OF_NO_RECORD:
        raise
    except Exception:
        some = list(numbers())
        broken = _broken_among(session, some, work)
        if not broken or (not_all and len(broken) == len(some) > 1):
            raise
    return work([one for one in some if one not in broken]), broken


def _broken_among(
    session: Session, numbers: Sequence[N], work: Callable[[Sequence[N]], object]
) -> dict[N, str]:
    """Which of some records the work cannot be done for, and why; nothing that it wrote stays."""
    why = _tried(session, numbers, work)
    if why is None:
        return {}
    if len(numbers) == 1:
        return {numbers[0]: why}
    half = len(numbers) // 2
    first, second = numbers[:half], numbers[half:]
    return _broken_among(session, first, work) | _broken_among(session, second, work)


def _tried(
    session: Session, numbers: Sequence[N], work: Callable[[Sequence[N]], object]
) -> str | None:
    attempt = session.begin_nested()
    try:
        work(numbers)
        session.flush()
    except OF_NO_RECORD:
        raise
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"[:LONGEST]
    finally:
        attempt.rollback()
        session.expire_all()
    return None
