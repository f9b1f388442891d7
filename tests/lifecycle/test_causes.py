"""Why plans have not advanced, grouped: one cause a plan, with all that was looked at."""

from collections.abc import Iterator
from datetime import date, timedelta

import builders
import pytest
from builders import plan_facts, step_facts
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.causes import MOVES, STANDS, cause_of, causes
from lifecycle.clock import VirtualClock
from models.database import writing
from models.words import Role, Stage, StepState

TODAY = date(2022, 11, 14)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def test_plans_that_wait_for_the_same_step_of_the_same_people_are_one_cause(
    session: Session,
) -> None:
    numbers = builders.plans(session, 4)
    builders.settle(session, numbers[0], "adhere_to_charter", VirtualClock(TODAY))
    first, second = causes(session, on=TODAY)
    assert (first.step, first.unblocked_by, len(first.plans)) == (
        "adhere_to_charter", Role.PRESIDENT, 3,
    )  # fmt: skip
    assert [one.plan_id for one in second.plans] == numbers[:1]
    assert second.step != "adhere_to_charter"


def test_what_was_reported_waits_for_the_coordinator_and_is_another_cause(
    session: Session,
) -> None:
    reported, *_ = builders.plans(session, 2)
    builders.settle(session, reported, "adhere_to_charter", VirtualClock(TODAY), review=False)
    found = {one.unblocked_by: one for one in causes(session, on=TODAY)}
    assert found[Role.REGION_COORDINATOR].plans[0].state == StepState.REPORTED
    assert found[Role.PRESIDENT].plans[0].state == StepState.OPEN


def test_it_says_since_when_and_when_it_is_looked_at_again(session: Session) -> None:
    (number,) = builders.plans(session, 1)
    ((stuck,),) = (one.plans for one in causes(session, on=TODAY))
    facts = builders.facts_of(session, number)
    assert stuck.since == builders.FOUNDED
    looks = [s.next_at for s in facts.steps.values() if s.next_at] + [facts.check_on]
    assert stuck.again_on == min(on for on in looks if on)
    assert stuck.way is not None
    assert stuck.way.trigger == "open_co_creation"


def test_a_region_or_a_cohort_is_looked_at_alone(session: Session) -> None:
    builders.plans(session, 2)
    assert sum(len(one.plans) for one in causes(session, on=TODAY, region="05")) == 2
    assert causes(session, on=TODAY, region="02") == []
    assert causes(session, on=TODAY, cohort="another") == []


def test_a_suspended_plan_waits_for_a_decision_since_it_was_suspended(session: Session) -> None:
    (number,) = builders.plans(session, 1)
    door.fire(
        session, number, "suspend", actor=builders.COORDINATOR, reason="elections",
        at=VirtualClock(TODAY).now(),
    )  # fmt: skip
    (cause,) = causes(session, on=TODAY + timedelta(days=3))
    assert (cause.guard, cause.since) == (STANDS, TODAY)


def test_nothing_against_it_is_a_cause_too_the_next_run_moves_it() -> None:
    settled = [
        step_facts(rule.key, StepState.ACCEPTED, settled_on=TODAY)
        for rule in plan_facts().pathway.steps_of(Stage.CO_CREATION)
    ]
    guard, said, step, _, stuck = cause_of(plan_facts(*settled), TODAY)
    assert (guard, step) == (MOVES, None)
    assert said.ar
    assert said.fr
    assert stuck.way is not None
    assert stuck.way.may
    assert [reason.guard for reason in stuck.way.holding] == ["every_step_of_the_stage_is_settled"]


def test_what_people_can_do_is_named_before_a_date_that_has_not_come() -> None:
    launch = step_facts("launch_programme", opened_on=date(2024, 1, 2))
    vote = step_facts(
        "council_vote", StepState.ACCEPTED, settled_on=date(2023, 10, 4), done_on=date(2023, 10, 4)
    )
    publish = step_facts("publish_programme", opened_on=date(2023, 10, 5))
    facts = plan_facts(
        launch, vote, publish, stage=Stage.IMPLEMENTATION, entered_on=date(2024, 1, 1)
    )
    _, _, step, who, stuck = cause_of(facts, date(2026, 1, 10))
    assert step == "publish_programme"
    assert who == Role.FOCAL_POINT
    assert stuck.way is not None
    assert "the_date_has_come" in {reason.guard for reason in stuck.way.holding}


def test_a_step_that_was_waived_is_no_cause(session: Session) -> None:
    (number,) = builders.plans(session, 1)
    door.fire(
        session, number, acts.WAIVE, actor=builders.COORDINATOR, reason="a member for years",
        at=VirtualClock(TODAY).now(), step="adhere_to_charter",
    )  # fmt: skip
    assert {one.step for one in causes(session, on=TODAY)} == {"name_focal_point"}
