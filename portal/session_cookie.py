"""The cookie of a browser that is signed in."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from portal.settings import PortalSettings

COOKIE = "infitah"
# A browser takes this name over TLS and for the whole host only: no neighbour sets it.
SECURE_COOKIE = "__Host-infitah"
KEPT = timedelta(hours=12)


def cookie_of(request: Request, settings: PortalSettings) -> str:
    """The cookie that a browser brought; '' when it brought none of ours."""
    if not {COOKIE, SECURE_COOKIE} & set(request.cookies):
        return ""
    return request.cookies.get(_name(settings), "")


def give_cookie(answer: Response, cookie: str, settings: PortalSettings) -> None:
    """Put the cookie into an answer: for this site only, and never for a script."""
    answer.set_cookie(
        _name(settings), cookie, max_age=int(KEPT.total_seconds()), path="/",
        secure=settings.secure, httponly=True, samesite="strict",
    )  # fmt: skip


def take_cookie(answer: Response, settings: PortalSettings) -> None:
    """Tell a browser to forget the cookie, and all that it keeps of ours."""
    answer.delete_cookie(
        _name(settings), path="/", secure=settings.secure, httponly=True, samesite="strict"
    )
    answer.headers["Clear-Site-Data"] = '"cookies", "storage"'


def _name(settings: PortalSettings) -> str:
    return SECURE_COOKIE if settings.secure else COOKIE
