"""The founding cohort: opened once, its calendar replayed once, and where it stands printed."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine, select

from flows.replay import ReplayReport, replay
from flows.scenario import read_scenario
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import read_calendar
from lifecycle.entries import REPLAY
from lifecycle.onboarding import open_cohort
from models.cohort import Cohort
from models.database import reading
from models.settings import CHECKOUT
from models.words import FactBasis

CODE = "2022-founders"
FOLDER = CHECKOUT / "cohorts"


def open_founders(engine: Engine) -> bool:
    """Open the founding cohort on its founding day; False when it was there already."""
    with reading(engine) as session:
        if session.scalar(select(Cohort.id).where(Cohort.code == CODE)):
            return False
    calendar_file = FOLDER / f"{CODE}.yaml"
    calendar = read_calendar(calendar_file.read_text(encoding="utf-8"), calendar_file.name)
    sheet = FOLDER / f"{CODE}.csv"
    open_cohort(
        engine,
        sheet.read_bytes(),
        sheet.name,
        calendar,
        clock=VirtualClock(calendar.founded_on),
        actor=acts.coordinator("replay"),
        dry_run=False,
        cause=REPLAY + CODE,
        basis=FactBasis.ILLUSTRATIVE,
    )
    return True


def replay_founders(
    engine: Engine, until: date, watch: Callable[[date], None] = lambda on: None
) -> ReplayReport:
    """Replay the founders' calendar to a civil date; what was replayed is not repeated."""
    from flows.sending import deliver_replayed

    scenario = read_scenario(FOLDER / f"{CODE}-scenario.yaml")
    return replay(engine, scenario, until=until, deliver=deliver_replayed, watch=watch)


def replayed_until(engine: Engine) -> date | None:
    """The last virtual day, once a replay has come to its end; None before that."""
    with reading(engine) as session:
        cohort = session.scalars(select(Cohort).where(Cohort.code == CODE)).one()
        return cohort.replayed_until if cohort.replay_finished else None
