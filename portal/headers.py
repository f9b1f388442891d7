"""What every answer carries: nothing is kept, indexed, framed or run."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
# A letter brings its own style and pictures; it may be framed by our page, and may do nothing.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": PAGE_POLICY,
}
# A year, for every name below ours too (RFC 6797): only said where the portal is reached over TLS.
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def headers_of(*, secure: bool) -> dict[str, str]:
    """The headers of an answer; `secure` says whether the portal is reached over TLS."""
    return HEADERS | (OVER_TLS if secure else {})


class SafeHeaders:
    """Adds the headers to every answer that does not set its own, errors included."""

    def __init__(self, app: ASGIApp, *, secure: bool = False) -> None:
        self._app, self._headers = app, headers_of(secure=secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
