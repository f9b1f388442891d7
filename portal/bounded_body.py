"""No request brings more than a form with its files may: bytes are counted as they arrive.

A declared length proves nothing (a chunked body declares none), and the parser of forms bounds its
text only, not its files.
"""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.document_words import TOO_LARGE, TOO_LARGE_TITLE
from portal.pages import language_of, page

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 31 * MEGABYTE  # three files of 10 MB, and what stands beside them
# A browser reads no answer before it has sent everything: what is thrown away so that it does.
THROWN_AWAY = 100 * MEGABYTE


class BodyTooLarge(Exception):
    """More bytes arrived than a request may bring."""


class BoundedBody:
    """Answers a request whose body is too large with a page that says so, and hands on the others.

    It stands inside `SafeHeaders` and around every page.
    """

    def __init__(self, app: ASGIApp, largest: int = LARGEST_REQUEST) -> None:
        self._app, self._largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse once too much has arrived."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _declared(scope) > self._largest:
            await _refuse(scope, receive, send)
            return
        arrived, answered, ended = 0, False, False

        async def counted() -> Message:
            nonlocal arrived, ended
            message = await receive()
            ended = not message.get("more_body", False)
            arrived += len(message.get("body", b""))
            if arrived > self._largest:
                raise BodyTooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except BodyTooLarge:
            if answered:
                raise
            await _refuse(scope, receive, send, ended=ended)


def _declared(scope: Scope) -> int:
    """The length that a request declares; 0 when it declares none or nonsense."""
    told = Headers(scope=scope).get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0


async def _refuse(scope: Scope, receive: Receive, send: Send, *, ended: bool = False) -> None:
    """Say that it was too much, in the language of the address."""
    # Who waits for a yes has sent nothing yet; after the last piece nothing more comes.
    if not ended and "expect" not in Headers(scope=scope):
        await _throw_away(receive)
    request = Request(scope, receive)
    language = language_of(request).value
    words = {"title": TOO_LARGE_TITLE.said_in(language), "why": TOO_LARGE.said_in(language)}
    await page(request, "too_large.html", 413, said=words)(scope, receive, send)


async def _throw_away(receive: Receive) -> None:
    """Let the rest of a body arrive, up to a bound, and keep nothing of it."""
    left = THROWN_AWAY
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
