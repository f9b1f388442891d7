"""What a fault of ours answers: a sentence of ours, and nothing of the inside."""

from starlette.requests import Request
from starlette.responses import Response

from portal.headers import headers_of
from portal.pages import page
from portal.problems import asks_the_api, problem


def broken(request: Request, fault: Exception) -> Response:
    """The answer to a request that we failed: a sentence, the usual headers, and nothing else.

    It stands outside of the middleware that adds the headers, so it brings them itself.
    """
    answer = problem(500) if asks_the_api(request) else page(request, "broken.html", 500)
    for name, value in headers_of(secure=request.app.state.settings.secure).items():
        answer.headers.setdefault(name, value)
    return answer
