"""How often ideas may be sent: whoever sends too many is asked to wait."""

from dataclasses import dataclass, field

from starlette.requests import Request

from portal.asking import asker_of
from portal.rate_limit import RateLimit

HOUR = 3600


@dataclass(slots=True)
class IdeaLimits:
    """Policy: a whole workshop behind one connection is welcome, a program that floods is not."""

    of_a_client: RateLimit = field(default_factory=lambda: RateLimit(30, HOUR))
    of_a_window: RateLimit = field(default_factory=lambda: RateLimit(300, HOUR))

    def wait(self, request: Request) -> int:
        """The seconds that an idea must wait, 0 when it may be sent."""
        wait = self.of_a_client.wait(asker_of(request))
        return wait or self.of_a_window.wait(request.url.path)


def idea_limits(request: Request) -> IdeaLimits:
    """The limits of this application: each counts its own."""
    state = request.app.state
    if not hasattr(state, "idea_limits"):
        state.idea_limits = IdeaLimits()
    limits: IdeaLimits = state.idea_limits
    return limits
