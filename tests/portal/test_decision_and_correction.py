"""A decision and a correction at the same moment: what is accepted is what was read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import builders
from signed_in import NATIONAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from models.database import reading, writing
from models.plan import Plan, PlanStep
from models.words import StepState
from portal.app import create_app
from portal.settings import PortalSettings

STEP, PATH = "adhere_to_charter", "/work/plans/PAO-2022-050910101-1/accept?lang=fr"


@dataclass
class Meanwhile(VirtualClock):
    """A clock that lets something happen when it is looked at for the second time."""

    happens: Callable[[], None] | None = None
    looks: int = 0

    def today(self) -> date:
        self.looks += 1
        if self.happens is not None and self.looks == 2:
            self.happens()
        return self.on


def test_a_report_that_is_corrected_while_it_is_accepted_waits_for_another_look(
    engine: Engine,
) -> None:
    open_few(engine, BENI_MELLAL)
    clock = Meanwhile(FOUNDED + timedelta(days=5))
    with_accounts(engine, clock, NATIONAL)

    def reported(trigger: str, document: str) -> None:
        with writing(engine) as session:
            plan = session.scalars(select(Plan)).one()
            fields = builders.evidence(STEP, clock.on, document=document)
            door.fire(
                session, plan, trigger, actor=builders.FOCAL_POINT, at=clock.now(), step=STEP,
                evidence=fields,
            )  # fmt: skip

    reported(acts.REPORT, "2022/1")
    browser = SignedIn(create_app(engine, clock, PortalSettings()), NATIONAL)
    with reading(engine) as session:
        head = session.scalars(select(Plan.head_seq)).one()
    clock.looks, clock.happens = 0, lambda: reported(acts.CORRECT, "2022/2")
    answer = browser.post(PATH, {"step": STEP, "head": str(head)})
    assert clock.looks >= 2
    assert answer.status_code == 409
    with reading(engine) as session:
        states = session.scalars(select(PlanStep.state).where(PlanStep.key == STEP)).all()
    assert states == [StepState.REPORTED]
    assert browser.post(PATH, {"step": STEP, "head": str(head + 1)}).status_code == 303
