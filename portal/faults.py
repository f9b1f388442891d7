"""What a fault of ours answers and leaves in the log: where it happened, and nobody's words."""

import logging
from types import TracebackType

from starlette.requests import Request
from starlette.responses import Response

from lifecycle.fault_told import told
from portal.headers import headers_of
from portal.pages import page
from portal.problems import asks_the_api, problem

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def broken(request: Request, fault: Exception) -> Response:
    """The answer to a request that we failed: a sentence, the usual headers, and nothing else.

    It stands outside of the middleware that adds the headers, so it brings them itself.
    """
    answer = problem(500) if asks_the_api(request) else page(request, "broken.html", 500)
    for name, value in headers_of(secure=request.app.state.settings.secure).items():
        answer.headers.setdefault(name, value)
    return answer


class WithoutWords(logging.Formatter):
    """Writes a fault by its kind and the places of our code that it went through.

    The words of an exception may hold what somebody typed or what the database was given (a name,
    an address, a link), so they are left out, and those of its causes too.
    """

    def formatException(self, raised: Raised) -> str:
        """The kinds and places, the first cause first."""
        return told(raised[1]) if raised[1] is not None else ""


def log_without_words() -> dict[str, object]:
    """How uvicorn logs: to standard error, with time and level, faults without their words."""
    line = "%(asctime)s %(levelname)s %(name)s %(message)s"
    said = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"quiet": {"()": WithoutWords, "format": line}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"uvicorn": said},
    }
