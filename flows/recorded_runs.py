"""Every run of a flow enters the operations log, by its hooks: whether it ended well, was refused,
failed, crashed or was cancelled.

A hook that cannot write is told in the run's log by Prefect, and the run stays as it ended.
"""

import logging
from typing import Any

from audit.operations import Operation, record
from flows.clock_of_run import engine_of_run
from flows.deployments import DEPLOYMENTS
from flows.without_words import RunBroke, SaidOnPurpose
from lifecycle.clock import Clock, SystemClock
from lifecycle.errors import LifecycleError
from models.log_lines import log_event
from models.words import OperationKind, OperationResult

PATIENCE = 10.0  # seconds: nobody waits for the hook of a run
FLOWS = frozenset(one.name for one in DEPLOYMENTS)


class RunRefused(SaidOnPurpose):
    """A run that said no to what it was asked, and wrote nothing."""


def recorded(flow: Any, flow_run: Any, state: Any) -> None:
    """The hook of a run that has ended: one record, without the words of its error.

    Only parameters that the flow declares are looked at, and each is filtered.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it could not be written.
    """
    clock, asked = SystemClock(), flow_run.parameters or {}
    cause = _cause(state)
    one = Operation(
        OperationKind.FLOW,
        flow.name,
        "flow",
        flow_run.start_time or clock.now(),
        _result(state, cause),
        state.type.value.lower() + (f": {_kind(cause)}" if cause else ""),
        {name: asked[name] for name in flow.parameters.properties if name in asked},
        FLOWS,
    )
    engine = engine_of_run()
    _log(flow_run, one, clock)
    record(engine, clock, one, patience=PATIENCE)


def _log(flow_run: Any, one: Operation, clock: Clock) -> None:
    """The same as one line of the log, with the number of the run."""
    level = logging.ERROR if one.result is OperationResult.FAILED else logging.INFO
    took = round((clock.now() - one.began_at).total_seconds() * 1000)
    run = getattr(flow_run, "id", None)
    log_event("run", level, flow=one.name, run=run, result=one.result, told=one.told, ms=took)


def _cause(state: Any) -> BaseException | None:
    """What broke a run, where it is still at hand: a state that was read back has only words."""
    found = getattr(state.data, "result", state.data)
    return found if isinstance(found, BaseException) else None


def _kind(cause: BaseException) -> str:
    return cause.kind if isinstance(cause, RunBroke) else type(cause).__name__


def _result(state: Any, cause: BaseException | None) -> OperationResult:
    if state.is_completed():
        return OperationResult.DONE
    said_no = isinstance(cause, (RunRefused, LifecycleError)) or getattr(cause, "refused", False)
    return OperationResult.REFUSED if said_no else OperationResult.FAILED
