"""Who asks: the machine at the other end, or the one that a trusted proxy speaks for."""

from starlette.requests import Request

from portal.settings import PortalSettings


def peer_of(request: Request) -> str:
    """The machine at the other end of the wire; never what a header says."""
    return request.client.host if request.client else ""


def asker_of(request: Request) -> str:
    """For whom requests are counted: whoever a trusted proxy says it speaks for, else the peer.

    Of a list of addresses the last counts: the ones before it were told by the visitor.
    """
    settings = getattr(request.app.state, "settings", None) or PortalSettings()
    peer = peer_of(request)
    told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return told[:64] if told and peer in settings.proxy_trust else peer
