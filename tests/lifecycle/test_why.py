"""Why a plan has not advanced: each way out, what stands against it, who can unblock it."""

from collections.abc import Iterator
from datetime import date

import builders
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle import door
from lifecycle.clock import VirtualClock
from lifecycle.errors import GuardRefused
from lifecycle.machine import machine_for
from lifecycle.pathway import PATHWAY
from lifecycle.why import WayOut, why
from models.database import writing
from models.words import Role, Stage

TODAY = date(2022, 10, 21)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def ways(session: Session, number: int, on: date) -> dict[str, WayOut]:
    return {way.trigger: way for way in why(session, number, on)}


def test_every_row_of_the_table_from_the_stage_is_a_way_out(session: Session) -> None:
    number = builders.plan(session)
    rows = machine_for(PATHWAY).rows_from(Stage.JOINING)
    assert [way.trigger for way in why(session, number, TODAY)] == [row.trigger for row in rows]


def test_a_step_that_is_open_is_named_with_who_can_unblock_it_and_since_when(
    session: Session,
) -> None:
    number = builders.plan(session)
    way = ways(session, number, TODAY)["open_co_creation"]
    assert (way.may, way.by_itself, way.dest) == (False, True, Stage.CO_CREATION)
    looked_at = {key for reason in way.reasons for key in reason.looked_at}
    assert looked_at & set(builders.facts_of(session, number).steps)
    assert all(reason.unblocked_by in set(Role) for reason in way.reasons)
    for reason in way.reasons:
        assert reason.phrase.ar
        assert reason.phrase.fr
        assert reason.phrase.en


def test_a_way_whose_guards_hold_may_be_taken_and_has_no_reasons(session: Session) -> None:
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    while not ways(session, number, clock.today())["open_co_creation"].may:
        facts = builders.facts_of(session, number)
        assert facts.stage == Stage.JOINING
        builders.tomorrow(clock)
        for step in [one.key for one in facts.steps.values() if one.state == "open"]:
            builders.settle(session, number, step, clock)
    way = ways(session, number, clock.today())["open_co_creation"]
    assert way.reasons == ()
    door.fire(session, number, "open_co_creation", actor=builders.COORDINATOR, at=clock.now())
    assert builders.facts_of(session, number).stage == Stage.CO_CREATION


def test_what_is_against_a_way_is_what_the_door_refuses_it_with(session: Session) -> None:
    number = builders.plan(session)
    at = VirtualClock(TODAY).now()
    with pytest.raises(GuardRefused) as refusal:
        door.fire(session, number, "open_co_creation", actor=builders.COORDINATOR, at=at)
    assert refusal.value.reasons == ways(session, number, TODAY)["open_co_creation"].reasons


def test_a_coordinators_decision_is_not_taken_by_the_engine(session: Session) -> None:
    number = builders.plan(session)
    found = ways(session, number, TODAY)
    assert (found["suspend"].may, found["suspend"].by_itself) == (True, False)


def test_what_time_fires_says_from_which_day(session: Session) -> None:
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
    dated = [way for way in why(session, number, clock.today()) if way.opens_on]
    assert dated
    for way in dated:
        assert way.opens_on is not None
        assert way.may == (way.opens_on <= clock.today() and not way.reasons)
