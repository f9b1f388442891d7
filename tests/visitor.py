"""Somebody who visits pages without a network: an application of some pages, and its answers."""

import asyncio
from collections.abc import Iterable
from typing import Any

import httpx
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from lifecycle.clock import Clock
from portal.headers import SafeHeaders
from portal.pages import Site, page
from portal.route_table import Page


def an_app(engine: Engine, clock: Clock, pages: Iterable[Page], **state: Any) -> Starlette:
    """An application of these pages alone, without the check of who may open them."""
    app = Starlette(
        routes=[Route(p.path, p.endpoint, methods=list(p.methods)) for p in pages],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _refused},
    )
    app.state.site = Site(engine, clock)
    for name, value in state.items():
        setattr(app.state, name, value)
    return app


class Visitor:
    """Asks an application itself, as a browser without any cookie."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, path: str) -> httpx.Response:
        return asyncio.run(self._ask("GET", path))

    async def _ask(self, method: str, path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path)


class Asking:
    """Asks an application itself, with any method and headers."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._ask(method, path, **more))

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, **more)


def _refused(request: Request, problem: Exception) -> HTMLResponse:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    return page(request, "not_found.html", status)
