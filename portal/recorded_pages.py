"""What is done on a page enters the operations log: every POST, and who opened personal pages.

What a form holds is not recorded: it stands in the history, or was refused. A page that only shows
is recorded when it holds personal data and its reader is signed in; a GET of anybody else writes
nothing at all, so that mail programs and scanners may open what they like.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audit.operations import Operation, record
from models.words import OperationKind, OperationResult
from portal.asking import asker_of
from portal.pages import site_of
from portal.rate_limit import RateLimit
from portal.route_table import Access, Page
from portal.work_acts import WORK_ACTS

Answering = Callable[[Page, Request], Awaitable[Response]]
SECRET = frozenset({"token"})  # whoever has it acts in its person's name
# Policy: the log can only grow, so strangers who are refused again and again fill it no further.
STRANGERS = (60, 600)  # from one machine, in seconds
LOG = logging.getLogger(__name__)


async def recorded(one: Page, request: Request, answered: Answering) -> Response:
    """The answer of a page, once it is recorded: what it raises is recorded too, and raised."""
    began = site_of(request).clock.now()
    try:
        answer = await answered(one, request)
    except Exception as problem:
        await run_in_threadpool(_record, one, request, began, _status(problem), problem)
        raise
    await run_in_threadpool(_record, one, request, began, answer.status_code, None)
    return answer


def _record(
    one: Page, request: Request, began: datetime, status: int, problem: Exception | None
) -> None:
    """Record what is to be recorded. When it cannot be, the page answers all the same."""
    who, result = _who(one, request), _result(request, status)
    if not _concerns(one, request, who) or _too_often(request, who, result):
        return
    told = f"status {status}" + (f": {type(problem).__name__}" if problem else "")
    asked = {name: said for name, said in request.path_params.items() if name not in SECRET}
    name = f"{request.method} {one.path}"
    done = Operation(OperationKind.PAGE, name, who, began, result, told, asked, WORK_ACTS)
    site = site_of(request)
    try:
        record(site.engine, site.clock, done)
    except SQLAlchemyError as failed:  # without its words: they hold what was to be written
        LOG.warning("%s is not in the operations log (%s)", name, type(failed).__name__)


def _concerns(one: Page, request: Request, who: str) -> bool:
    return request.method == "POST" or (one.personal and who.startswith("person:"))


def _who(one: Page, request: Request) -> str:
    """The number of who is signed in, or has just done so; else by which way they came."""
    if one.access is Access.LINK:
        return "link"
    viewer = getattr(request.state, "viewer", None)
    number = viewer.person_id if viewer else getattr(request.state, "signed_in", None)
    return "anybody" if number is None else f"person:{number}"


def _result(request: Request, status: int) -> OperationResult:
    if status >= 500:
        return OperationResult.FAILED
    turned_away = getattr(request.state, "turned_away", False)
    return OperationResult.REFUSED if status >= 400 or turned_away else OperationResult.DONE


def _status(problem: Exception) -> int:
    """The status that the application answers a problem with."""
    if isinstance(problem, HTTPException):
        return problem.status_code
    return 400 if isinstance(problem, DataError) else 500


def _too_often(request: Request, who: str, result: OperationResult) -> bool:
    """Whether a stranger was refused so often that more of it says nothing more."""
    if who.startswith("person:") or result is OperationResult.DONE:
        return False
    state = request.app.state
    if not hasattr(state, "refused_strangers"):
        state.refused_strangers = RateLimit(*STRANGERS)
    limit: RateLimit = state.refused_strangers
    return limit.wait(asker_of(request)) > 0
