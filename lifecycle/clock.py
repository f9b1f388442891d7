"""The clock that is injected everywhere, and the virtual one that replays a cohort."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

from lifecycle.legal_time import CASABLANCA


class Clock(Protocol):
    """Tells the instant (aware, UTC) and the civil date in Casablanca."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """The civil date in Casablanca."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock: the only place of the engine that reads it."""

    read: Callable[[], datetime] = lambda: datetime.now(UTC)

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self.read()

    def today(self) -> date:
        """The civil date in Casablanca at the present instant."""
        return self.now().astimezone(CASABLANCA).date()


@dataclass
class VirtualClock:
    """A clock that stands at one local hour of one civil date until it is moved."""

    on: date
    hour: int = 9

    def now(self) -> datetime:
        """The instant of `hour` o'clock in Casablanca on the date it stands at, in UTC."""
        local = datetime.combine(self.on, time(self.hour), tzinfo=CASABLANCA)
        return local.astimezone(UTC)

    def today(self) -> date:
        """The civil date it stands at."""
        return self.on
