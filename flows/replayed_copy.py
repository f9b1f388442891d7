"""The founding cohort replayed to a date in a database of its own: nothing of yours is touched."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from flows.founding import open_founders, replay_founders
from flows.replay import replay_engine
from models.schema import migrate


@dataclass(frozen=True, slots=True)
class ReplayedCopy:
    """A database of its own, gone when the command ends."""

    engine: Engine

    def replay(self, until: date) -> None:
        """Replay to a date, both included; what was replayed is not repeated."""
        print(f"replaying the founding cohort to {until} ...", file=sys.stderr, flush=True)
        replay_founders(self.engine, until)


@contextmanager
def replayed_copy(until: date) -> Iterator[ReplayedCopy]:
    """The founders replayed to a civil date, in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="infitah-forecast-") as folder:
        # The keys of its links are made there too: they open nothing of the real portal.
        os.environ["INFITAH_DATA"] = folder
        engine = replay_engine(f"sqlite:///{Path(folder) / 'replayed.db'}")
        try:
            migrate(engine)
            open_founders(engine)
            copy = ReplayedCopy(engine)
            copy.replay(until)
            yield copy
        finally:
            engine.dispose()
