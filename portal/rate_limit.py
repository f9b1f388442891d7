"""How often one token or one address may ask: kept in memory, forgotten with the process."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

MOST_KNOWN = 10_000  # askers remembered at once: the ones seen longest ago are forgotten first


@dataclass(slots=True)
class RateLimit:
    """At most `times` in `seconds` for each asker; `clock` counts seconds and never goes back."""

    times: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _asked: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, asker: str) -> int:
        """Note that somebody asks; the seconds they must wait first, 0 when they may."""
        now = self.clock()
        with self._lock:
            asked = self._asked.setdefault(asker, deque())
            self._asked.move_to_end(asker)
            while asked and asked[0] <= now - self.seconds:
                asked.popleft()
            if len(asked) >= self.times:
                return max(1, round(asked[0] + self.seconds - now))
            asked.append(now)
            while len(self._asked) > MOST_KNOWN:
                self._asked.popitem(last=False)
        return 0
