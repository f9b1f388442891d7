"""Every request is counted when it has been answered: by the route of the table, never its path."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.metrics import Metrics

ROUTE = "infitah.route"  # in the scope of a request: the path of its page, with placeholders
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Watched:
    """Stands around everything else; what falls over inside is counted as 500 and raised."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and count."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._answered(scope, status, time.perf_counter() - began)

    def _answered(self, scope: Scope, status: int, seconds: float) -> None:
        """A method that nobody knows is a word of whoever asks: it makes no new series."""
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        self._metrics.answered(scope.get(ROUTE, ""), method, status, seconds)
