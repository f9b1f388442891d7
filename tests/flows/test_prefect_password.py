"""With a password, Prefect's API answers nobody who lacks it: on no route and on no socket.

`infitah production` sets it; under `infitah up` the server is on loopback of one machine.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from prefect.server.api.server import create_api_app
from prefect.settings import PREFECT_SERVER_API_AUTH_STRING, temporary_settings

PASSWORD = "infitah:marked-for-this-test"
OPEN = {"/health", "/ready"}  # for whoever watches the machine: they tell nothing

SOCKETS = (
    "/events/in", "/events/out", "/logs/out", "/task_runs/subscriptions/scheduled",
    "/work_pools/infitah/workers/connect",
)  # fmt: skip


@pytest.fixture
def app() -> Iterator[FastAPI]:
    with temporary_settings({PREFECT_SERVER_API_AUTH_STRING: PASSWORD}):
        yield create_api_app(ignore_cache=True)


def filled(path: str) -> str:
    """A path with something for each of its parts."""
    return re.sub(r"\{[^}]+\}", "x", path)


async def let_in(app: FastAPI, auth: tuple[str, str] | None) -> tuple[int, set[str]]:
    """How many routes there are, and which of the closed ones answer something else than 401."""
    paths = app.openapi()["paths"]
    asked = [(method, path) for path in paths.keys() - OPEN for method in paths[path]]
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://127.0.0.1", auth=auth) as client:
        answers = [(path, await client.request(how, filled(path))) for how, path in asked]
    return len(asked), {path for path, answer in answers if answer.status_code != 401}


@pytest.mark.parametrize("auth", [None, ("infitah", "guessed"), ("", "")])
def test_every_route_asks_for_it(app: FastAPI, auth: tuple[str, str] | None) -> None:
    many, open_to_all = asyncio.run(let_in(app, auth))
    assert many > 150
    assert open_to_all == set()


async def answers(app: FastAPI, path: str, first: dict[str, str] | None) -> list[dict[str, Any]]:
    """What a socket says to whoever speaks Prefect's protocol, or none, and this first word."""
    said: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = [{"type": "websocket.connect"}]
    if first is not None:
        told.append({"type": "websocket.receive", "text": json.dumps(first)})
    told.append({"type": "websocket.disconnect", "code": 1000})

    async def receive() -> dict[str, Any]:
        return told.pop(0)

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    spoken = ["prefect"] if first is not None else []
    headers = [(b"sec-websocket-protocol", one.encode()) for one in spoken]
    scope = {
        "type": "websocket", "path": path, "raw_path": path.encode(), "root_path": "",
        "scheme": "ws", "query_string": b"", "headers": headers, "subprotocols": spoken,
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 4200), "state": {},
    }  # fmt: skip
    await app(scope, receive, send)  # type: ignore[arg-type]
    return said


WORDS = [None, {"type": "auth", "token": "guessed"}, {"type": "auth"}, {"type": "filter"}]


@pytest.mark.parametrize("first", WORDS, ids=["none", "wrong", "empty", "another"])
def test_every_socket_asks_for_it(app: FastAPI, first: dict[str, str] | None) -> None:
    for path in SOCKETS:
        said = asyncio.run(answers(app, path, first))
        assert said[-1]["type"] == "websocket.close", path
        assert all("success" not in str(message) for message in said), path


def test_whoever_has_it_is_let_in(app: FastAPI) -> None:
    said = asyncio.run(answers(app, "/events/out", {"type": "auth", "token": PASSWORD}))
    assert "auth_success" in str(said)
