"""A request that is too large: refused as it arrives, with a page that says so."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import create_engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from lifecycle.clock import VirtualClock
from portal.bounded_body import LARGEST_REQUEST, BoundedBody
from portal.document_words import TOO_LARGE
from portal.headers import SafeHeaders
from portal.pages import Site
from portal.uploads import LARGEST_FILE

LIMIT = 2000
BOUNDARY = "b0undary"


@pytest.fixture
def heard() -> list[str]:
    """What the page behind the bound came to hear."""
    return []


@pytest.fixture
def site(clock: VirtualClock) -> Site:
    """A site whose database is never asked."""
    return Site(create_engine("sqlite://"), clock)


@pytest.fixture
def app(site: Site, heard: list[str]) -> Starlette:
    async def report(request: Request) -> PlainTextResponse:
        async with request.form() as form:
            heard.extend(form)
        return PlainTextResponse("taken")

    made = Starlette(
        routes=[Route("/report", report, methods=["POST"])],
        middleware=[Middleware(SafeHeaders), Middleware(BoundedBody, largest=LIMIT)],
    )
    made.state.site = site
    return made


def a_form(size: int) -> bytes:
    """A form with one file, of so many bytes in all."""
    before = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
    ).encode()
    after = f"\r\n--{BOUNDARY}--\r\n".encode()
    return before + b"x" * (size - len(before) - len(after)) + after


def send(app: Starlette, body: bytes, path: str = "/report", **headers: str) -> httpx.Response:
    return asyncio.run(_send(app, body, path, headers))


def send_in_pieces(app: Starlette, body: bytes) -> httpx.Response:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 100):
            yield body[start : start + 100]

    return asyncio.run(_send(app, pieces(), "/report", {}))


async def _send(
    app: Starlette, body: bytes | AsyncIterator[bytes], path: str, headers: dict[str, str]
) -> httpx.Response:
    transport = httpx.ASGITransport(app=app)
    told = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **headers}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.post(path, content=body, headers=told)


def test_a_request_of_exactly_the_bound_is_taken(app: Starlette, heard: list[str]) -> None:
    assert send(app, a_form(LIMIT)).text == "taken"
    assert heard == ["files"]


def test_one_byte_more_is_refused_in_the_language_of_the_reader(
    app: Starlette, heard: list[str]
) -> None:
    for language, path in (("ar", "/report"), ("fr", "/report?lang=fr")):
        answer = send(app, a_form(LIMIT + 1), path)
        assert answer.status_code == 413
        assert TOO_LARGE.said_in(language) in answer.text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert heard == []


def test_a_body_that_declares_no_length_is_counted_all_the_same(
    app: Starlette, heard: list[str]
) -> None:
    assert send_in_pieces(app, a_form(LIMIT)).text == "taken"
    assert send_in_pieces(app, a_form(LIMIT + 1)).status_code == 413
    assert heard == ["files"]


@pytest.mark.parametrize("told", ["12", "-1", "1e9", "9" * 40])
def test_a_length_that_lies_is_not_believed(app: Starlette, told: str) -> None:
    assert send(app, a_form(LIMIT + 1), **{"Content-Length": told}).status_code == 413
    assert send(app, a_form(LIMIT), **{"Content-Length": told}).status_code == 200


def test_a_declared_length_is_refused_before_anything_is_read(site: Site) -> None:
    app = Starlette()
    app.state.site = site
    bounded = BoundedBody(app, largest=LIMIT)
    read: list[int] = []
    answered: list[int] = []

    async def receive() -> dict[str, object]:
        read.append(1)
        return {"type": "http.disconnect"}

    async def send_back(message: dict[str, object]) -> None:
        if "status" in message:
            answered.append(int(str(message["status"])))

    scope = {
        "type": "http", "method": "POST", "path": "/report", "query_string": b"", "app": app,
        "headers": [(b"content-length", b"2001"), (b"expect", b"100-continue")],
    }  # fmt: skip
    asyncio.run(bounded(scope, receive, send_back))  # type: ignore[arg-type]
    assert (answered, read) == ([413], [])


def test_three_of_the_largest_files_fit_into_a_request() -> None:
    assert 3 * LARGEST_FILE < LARGEST_REQUEST < 4 * LARGEST_FILE


def test_too_much_in_the_last_piece_is_answered_at_once(app: Starlette, heard: list[str]) -> None:
    pieces = [{"type": "http.request", "body": a_form(LIMIT + 1), "more_body": False}]
    told: list[Message] = []

    async def receive() -> Message:
        assert pieces, "it waits for a piece that never comes"
        return pieces.pop()

    async def say(message: Message) -> None:
        told.append(message)

    kind = f"multipart/form-data; boundary={BOUNDARY}".encode()
    scope = {
        "type": "http", "method": "POST", "path": "/report", "raw_path": b"/report",
        "root_path": "", "query_string": b"", "scheme": "http", "http_version": "1.1",
        "headers": [(b"content-type", kind), (b"transfer-encoding", b"chunked")],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    asyncio.run(app(scope, receive, say))
    assert told[0]["status"] == 413
    assert heard == []
