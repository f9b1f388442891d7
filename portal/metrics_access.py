"""Whether a request may read the metrics: by the token of a scraper, or from this machine."""

import hmac

from starlette.requests import Request

from notifications.settings import is_loopback
from portal.asking import peer_of
from portal.metrics_settings import MetricsSettings

BEARER = "bearer "
HANDED_ON = ("x-forwarded-for", "forwarded", "x-real-ip", "via")  # a proxy speaks for somebody


def may_read_metrics(request: Request, settings: MetricsSettings) -> bool:
    """Whether the token is right, or the settings open them to this machine and it is this one."""
    return _has_token(request, settings) or (settings.loopback and _is_here(request))


def _has_token(request: Request, settings: MetricsSettings) -> bool:
    told, wanted = request.headers.get("authorization", ""), settings.token.get_secret_value()
    if not wanted or not told.lower().startswith(BEARER):
        return False
    given = told[len(BEARER) :].strip()
    return hmac.compare_digest(given.encode(), wanted.encode())  # in constant time


def _is_here(request: Request) -> bool:
    handed_on = any(name in request.headers for name in HANDED_ON)
    return is_loopback(peer_of(request)) and not handed_on
