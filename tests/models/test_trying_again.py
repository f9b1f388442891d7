"""A transaction is done again when another one was in its way, and not for any other reason."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from models.trying_again import TRIES, try_again


class Deadlock(Exception):
    sqlstate = "40P01"


class Asked:
    """Work that fails so many times, and then goes."""

    def __init__(self, fails: int, problem: Exception) -> None:
        self.fails, self.problem, self.times = fails, problem, 0

    def __call__(self) -> str:
        self.times += 1
        if self.times <= self.fails:
            raise self.problem
        return "done"


def of_database(cause: Exception) -> OperationalError:
    return OperationalError("UPDATE", {}, cause)


def test_a_deadlock_is_tried_again() -> None:
    work = Asked(2, of_database(Deadlock()))
    assert (try_again(work), work.times) == ("done", 3)


def test_a_refusal_that_is_named_is_tried_again_and_another_is_not() -> None:
    assert try_again(Asked(1, KeyError()), KeyError) == "done"
    work = Asked(1, ValueError("wrong"))
    with pytest.raises(ValueError, match="wrong"):
        try_again(work, KeyError)
    assert work.times == 1


def test_an_error_of_the_database_that_will_not_pass_is_raised_at_once() -> None:
    work: Callable[[], str] = Asked(1, of_database(Exception("disk full")))
    with pytest.raises(OperationalError, match="disk full"):
        try_again(work)


def test_what_stays_in_the_way_is_raised_in_the_end() -> None:
    work = Asked(99, of_database(Deadlock()))
    with pytest.raises(OperationalError):
        try_again(work)
    assert work.times == TRIES
