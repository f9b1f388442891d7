"""Every request is counted and logged when it is answered: by its route, never by its path."""

import logging
import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.log_lines import log_event
from portal.metrics import NO_ROUTE, Metrics

ROUTE = "infitah.route"  # in the scope of a request: the path of its page, with placeholders
OFTEN = frozenset({"/healthz", "/metrics"})  # asked by machines: a line only when it goes wrong
REFERENCE = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]{2,12}-[0-9]{1,2}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Watched:
    """Stands around everything else; what falls over inside is a 500, and raised."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, count, log."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        cause = None
        try:
            await self._app(scope, receive, noted)
        except Exception as problem:
            cause, status = type(problem).__name__, 500
            raise
        finally:
            self._answered(scope, status, time.perf_counter() - began, cause)

    def _answered(self, scope: Scope, status: int, seconds: float, cause: str | None) -> None:
        """A method that nobody knows is a word of whoever asks: it makes no new series."""
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = scope.get(ROUTE, "")
        self._metrics.answered(route, method, status, seconds)
        if route in OFTEN and status < 400:
            return
        log_event(
            "request", logging.ERROR if status >= 500 else logging.INFO, route=route or NO_ROUTE,
            method=method, status=status, ms=round(seconds * 1000, 1), plan=_plan(scope),
            error=cause,
        )  # fmt: skip


def _plan(scope: Scope) -> str | None:
    """The reference of the plan that was asked for, if it looks like one."""
    told = str(scope.get("path_params", {}).get("reference", ""))
    return told if REFERENCE.fullmatch(told) else None
