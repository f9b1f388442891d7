"""What a flow that ended well does for the watches: its incidents are over."""

from typing import Any

from sqlalchemy import Engine

from flows.clock_of_run import engine_of_run
from flows.watch_settings import WatchSettings
from lifecycle.board import letters_past_due
from lifecycle.clock import Clock, SystemClock
from lifecycle.incidents import OF_RUNS, are_open, close_incidents
from models.database import reading, writing
from models.words import IncidentKind


def went_well(flow: Any, flow_run: Any, state: Any) -> None:
    """The hook of a completed run: what failed or hung before is over."""
    over(engine_of_run(), flow.name, OF_RUNS, SystemClock())


def over(engine: Engine, subject: str, kinds: tuple[IncidentKind, ...], clock: Clock) -> int:
    """Close the incidents of a flow, if any; gives back how many. Most runs only read."""
    with reading(engine) as session:
        if not are_open(session, subject, kinds):
            return 0
    with writing(engine) as session:
        return close_incidents(session, subject, kinds, clock)


def piled_up(engine: Engine, settings: WatchSettings, clock: Clock) -> str:
    """What is said when too many letters are past due; '' when they are not."""
    with reading(engine) as session:
        late = letters_past_due(session, clock.now() - settings.letters_patience)
    if late <= settings.letters_most:
        return ""
    return f"{late} letters should have left more than {settings.letters_hours:g} hours ago."
