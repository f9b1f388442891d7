"""Who asks: a header is believed from a trusted proxy only."""

from types import SimpleNamespace

import pytest
from starlette.requests import Request

from portal.asking import asker_of, peer_of
from portal.settings import PortalSettings

VISITOR, PROXY, STRANGER = "203.0.113.5", "10.0.0.9", "198.51.100.7"


def asked_by(peer: str, forwarded: str = "") -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    app = SimpleNamespace(state=SimpleNamespace(settings=PortalSettings(proxy_trust=[PROXY])))
    scope = {"type": "http", "headers": headers, "client": (peer, 1), "app": app}
    return Request(scope)


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        (PROXY, VISITOR, VISITOR),
        (PROXY, f"{STRANGER}, {VISITOR}", VISITOR),  # the first was told by the visitor
        (PROXY, "", PROXY),
        (STRANGER, VISITOR, STRANGER),
        (STRANGER, "", STRANGER),
    ],
)
def test_requests_are_counted_for_whoever_a_trusted_proxy_speaks_for(
    peer: str, forwarded: str, counted: str
) -> None:
    assert asker_of(asked_by(peer, forwarded)) == counted


def test_who_is_trusted_is_told_by_the_wire_and_never_by_a_header() -> None:
    assert peer_of(asked_by(STRANGER, PROXY)) == STRANGER
