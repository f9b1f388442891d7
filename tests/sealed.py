"""A history that was lived and sealed, for the tests of what proves it."""

from datetime import date
from pathlib import Path
from typing import Any

import builders
from builders import COORDINATOR, FOCAL_POINT
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from audit.heads import add_heads
from audit.log_folder import LogFolder
from audit.sealing import seal
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from models.database import writing

STEP = "hold_first_workshop"
LATER = VirtualClock(date(2024, 3, 4))


def lived(engine: Engine, plans: int = 3) -> list[int]:
    """Plans that joined, reported, were returned with a reason and accepted; their numbers."""
    numbers = []
    with writing(engine) as session:
        for number in builders.plans(session, plans):
            numbers.append(number)
            clock = VirtualClock(builders.FOUNDED)
            builders.drive_to(session, number, clock, step=STEP)
            _reported_and_returned(session, number, clock)
    return numbers


def sealed(engine: Engine, folder: Path, plans: int = 3) -> LogFolder:
    """The same, sealed in two steps with the heads between them."""
    kept = LogFolder(folder)
    lived(engine, plans)
    seal(engine, LATER, kept)
    with writing(engine) as session:
        add_heads(session, Occasion(acts.ENGINE, LATER.now(), "test"))
    seal(engine, LATER, kept)
    return kept


def _reported_and_returned(session: Session, number: int, clock: VirtualClock) -> None:
    filed = builders.evidence(STEP, clock.today())
    more: dict[str, Any] = {"at": clock.now(), "step": STEP}
    door.fire(session, number, acts.REPORT, actor=FOCAL_POINT, evidence=filed, **more)
    door.fire(
        session, number, acts.RETURN, actor=COORDINATOR, reason=f"page {number} is missing", **more
    )
