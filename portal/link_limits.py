"""How often a link may be used: whoever asks too often is asked to wait."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from portal.asking import asker_of
from portal.link_rendering import told_page
from portal.link_words import WORDS
from portal.pages import language_of
from portal.rate_limit import RateLimit

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class LinkLimits:
    """Policy: a person who corrects a form ten times is welcome, one who guesses tokens is not."""

    forms_of_a_token: RateLimit = field(default_factory=lambda: RateLimit(30, 600))
    pages_of_a_client: RateLimit = field(default_factory=lambda: RateLimit(300, 600))

    def wait(self, request: Request) -> int:
        """The seconds that a request must wait, 0 when it may be answered."""
        wait = self.pages_of_a_client.wait(asker_of(request))
        if wait or request.method != "POST":
            return wait
        return self.forms_of_a_token.wait(request.path_params["token"])


def limited(endpoint: Endpoint) -> Endpoint:
    """An endpoint that answers 429 to whoever asks too often; each application counts its own."""

    async def checked(request: Request) -> Response:
        state = request.app.state
        if not hasattr(state, "link_limits"):
            state.link_limits = LinkLimits()
        wait = state.link_limits.wait(request)
        if not wait:
            return await endpoint(request)
        answer = told_page(request, WORDS["busy"].said_in(language_of(request)), 429)
        answer.headers["Retry-After"] = str(wait)
        return answer

    checked.__name__ = endpoint.__name__
    return checked
