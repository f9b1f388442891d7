"""Members by stage, month after month: told by the history, each member once."""

from datetime import date, timedelta

import builders
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from lifecycle import door
from lifecycle.board import board
from lifecycle.clock import VirtualClock
from lifecycle.stage_flow import StageChange, StageFlow, read_stage_flow, stage_flow
from models.database import reading, writing
from models.words import CollectivityKind, Stage

FOUNDED, TODAY = date(2022, 10, 21), date(2022, 12, 10)
CHANGES = st.lists(
    st.builds(
        StageChange,
        on=st.dates(FOUNDED, FOUNDED + timedelta(days=900)),
        member=st.sampled_from("abcdef"),
        cycle=st.integers(1, 2),
        stage=st.sampled_from(Stage),
    ),
    max_size=40,
).map(lambda found: sorted(found, key=lambda one: one.on))


@given(CHANGES, st.dates(FOUNDED, FOUNDED + timedelta(days=900)))
def test_each_member_who_had_joined_by_a_day_stands_in_exactly_one_stage(
    changes: list[StageChange], until: date
) -> None:
    flow = stage_flow(changes, until)
    for at, day in enumerate(flow.days):
        joined = {change.member for change in changes if change.on <= day}
        assert sum(numbers[at] for _, numbers in flow.counts) == len(joined)


@given(CHANGES, st.dates(FOUNDED, FOUNDED + timedelta(days=900)))
def test_the_days_are_the_ends_of_months_and_then_today(
    changes: list[StageChange], until: date
) -> None:
    flow = stage_flow(changes, until)
    assert flow.days == tuple(sorted(set(flow.days)))
    assert not flow.days or flow.days[-1] == until
    assert all((day + timedelta(days=1)).day == 1 for day in flow.days[:-1])


def test_a_member_whose_next_cycle_began_is_counted_in_that_one() -> None:
    flow = stage_flow(
        [
            StageChange(date(2022, 10, 21), "a", 1, Stage.JOINING),
            StageChange(date(2022, 11, 5), "a", 2, Stage.CO_CREATION),
            StageChange(date(2022, 11, 9), "a", 1, Stage.COMPLETED),
        ],
        TODAY,
    )
    assert flow.days == (date(2022, 10, 31), date(2022, 11, 30), TODAY)
    assert dict(flow.counts) == {Stage.JOINING: (1, 0, 0), Stage.CO_CREATION: (0, 1, 1)}
    assert (flow.total, flow.on_last_day()) == (1, {Stage.CO_CREATION: 1})


def test_before_anybody_joined_there_is_nothing() -> None:
    assert stage_flow([], TODAY) == StageFlow()
    assert (StageFlow().total, StageFlow().on_last_day()) == (0, {})


def test_the_history_tells_it_for_everybody_and_for_one_region(engine: Engine) -> None:
    with writing(engine) as session:
        first, *_ = builders.plans(session, 2)
        builders.plan(session, CollectivityKind.REGION)
        clock = VirtualClock(FOUNDED)
        builders.drive_to(session, first, clock, stage=Stage.CO_CREATION)
    with reading(engine) as session:
        before = read_stage_flow(session, until=FOUNDED)
        now = read_stage_flow(session, until=clock.on)
        elsewhere = read_stage_flow(session, until=clock.on, region="09")
    assert before.on_last_day() == {Stage.JOINING: 3}
    assert now.on_last_day() == {Stage.JOINING: 2, Stage.CO_CREATION: 1}
    assert elsewhere.on_last_day() == {Stage.JOINING: 1}


def test_a_move_that_is_recorded_last_is_right_though_it_happened_first(engine: Engine) -> None:
    clock = VirtualClock(FOUNDED)
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        moves = (("suspend", date(2022, 12, 1), None), ("withdraw", TODAY, date(2022, 11, 15)))
        for trigger, on, happened in moves:
            door.fire(
                session, number, trigger, actor=builders.COORDINATOR, at=VirtualClock(on).now(),
                effective_on=happened, reason="a letter",
            )  # fmt: skip
    with reading(engine) as session:
        flow = read_stage_flow(session, until=TODAY)
        assert flow.on_last_day() == {
            Stage.WITHDRAWN: board(session, on=TODAY).total(Stage.WITHDRAWN)
        }
    assert dict(flow.counts) == {Stage.JOINING: (1, 0, 0), Stage.WITHDRAWN: (0, 1, 1)}
