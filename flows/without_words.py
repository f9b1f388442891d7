"""Runs and tasks that fail without anybody's words: Prefect keeps what an exception says.

It stands in the run's state, its log and its page, which hold no personal data (law 09-08). So
what nobody foresaw is raised anew as its kind and its places; what a flow says on purpose passes.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from lifecycle.cohorts import NoSuchCohort
from lifecycle.errors import LifecycleError
from lifecycle.shares import NoSuchShare
from models.fault_told import kind_of, told

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class SaidOnPurpose(RuntimeError):
    """A run fails so that it is seen; its sentence is ours and names nobody."""


class RunBroke(RuntimeError):
    """Something that nobody foresaw; `kind` is the name of its class, the message its places."""

    def __init__(self, fault: Exception) -> None:
        super().__init__(f"{told(fault)}\nIts words are left out: they may name somebody.")
        self.kind = kind_of(fault).rpartition(".")[2]
        self.refused = isinstance(fault, LifecycleError)


def without_words(work: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """The same work of a flow or a task; what it breaks by is told without its words.

    Raises:
        RunBroke: in place of any exception that is not said on purpose.
    """

    @wraps(work)
    def held(*asked: Asked.args, **more: Asked.kwargs) -> Answer:
        try:
            return work(*asked, **more)
        except (SaidOnPurpose, NoSuchCohort, NoSuchShare, RunBroke) as said:
            said.__cause__ = said.__context__ = None  # Prefect would show these with their words
            raise
        except Exception as fault:
            broke = RunBroke(fault)
        raise broke  # out here it has no context

    return held
