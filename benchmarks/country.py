"""A cohort of any size, opened through the door: the register first, then invented communes."""

from datetime import date

from sqlalchemy import Engine, text

from lifecycle.acts import ENGINE
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import read_calendar
from lifecycle.door import new_reference, open_plans
from lifecycle.entries import Occasion
from lifecycle.facts import PlanFacts, read_calendars
from lifecycle.onboarding import load_register
from lifecycle.pathway import PATHWAY
from lifecycle.rulebook import read_rulebook
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.database import writing
from models.register import all_collectivities
from models.settings import CHECKOUT
from models.words import CollectivityKind, Stage

DAY = date(2023, 2, 24)
BATCH = 1000


def open_country(engine: Engine, plans: int) -> VirtualClock:
    """Open `plans` plans, their joining steps settled: each may advance on the clock's day."""
    clock = VirtualClock(DAY)
    calendar_file = CHECKOUT / "cohorts" / "2022-founders.yaml"
    calendar = read_calendar(calendar_file.read_text(encoding="utf-8"), calendar_file.name)
    with writing(engine) as session:
        load_register(session)
        session.add_all(_invented(plans))
        cohort = Cohort(
            code="bench",
            name_ar="-",
            name_fr="-",
            founded_on=date(2022, 10, 21),
            pathway_version="1",
            calendar=calendar.record(),
            opened_at=clock.now(),
        )
        session.add(cohort)
        session.flush()
        cohort_id, cycles = cohort.id, read_calendars(cohort.calendar)
    members = _members(plans)
    occasion = Occasion(ENGINE, clock.now(), "bench")
    for start in range(0, plans, BATCH):
        with writing(engine) as session:
            facts = [
                PlanFacts(
                    id=0, reference=new_reference(2022, code, 1), collectivity_code=code, kind=kind,
                    region_code=region, cohort_id=cohort_id, cycle=1, stage=Stage.JOINING,
                    opened_on=date(2022, 10, 21), entered_on=date(2022, 10, 21), pathway=PATHWAY,
                    calendar=cycles[1], next_calendar=cycles[2],
                )
                for code, kind, region in members[start : start + BATCH]
            ]  # fmt: skip
            open_plans(session, facts, occasion, read_rulebook(session))
    _settle_joining(engine)
    return clock


def _members(plans: int) -> list[tuple[str, CollectivityKind, str]]:
    known = [(one.code, one.kind, one.region_code) for one in all_collectivities()]
    extra = [(one.code, one.kind, one.region_code) for one in _invented(plans)]
    return (known + extra)[:plans]


def _invented(plans: int) -> list[Collectivity]:
    return [
        Collectivity(
            code=f"99.{n:07}",
            kind=CollectivityKind.COMMUNE,
            name_ar=f"جماعة {n}",
            name_fr=f"Commune {n}",
            region_code=f"{n % 12 + 1:02}",
            province_code=None,
        )
        for n in range(max(0, plans - 1590))
    ]


def _settle_joining(engine: Engine) -> None:
    """What people would do, done by hand: a benchmark of the engine's move, not of theirs."""
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE plan_step SET state = 'accepted', next_at = NULL, settled_on = :day"),
            {"day": DAY.isoformat() if engine.dialect.name == "sqlite" else DAY},
        )
        connection.execute(text("UPDATE plan SET check_on = opened_on"))
