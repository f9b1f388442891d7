"""The engine moves plans whose guards hold or whose date has come, and looks at no other."""

from datetime import date, timedelta

import builders
import pytest
from reading_back import everything, history, kinds, plan_of
from sqlalchemy import Engine, event, text

from lifecycle import door
from lifecycle.advance import advance, may_move
from lifecycle.clock import VirtualClock
from lifecycle.rows import plans_due
from lifecycle.sweep_records import last_sweep
from models.database import reading, writing
from models.words import FactBasis, Stage

JOINING = ("adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training")


def ready_to_create(engine: Engine, clock: VirtualClock) -> int:
    """A plan whose four first steps are settled."""
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        for step in JOINING:
            builders.settle(session, number, step, clock)
    return number


def test_a_plan_whose_steps_are_settled_moves_by_itself(
    engine: Engine, clock: VirtualClock
) -> None:
    number = ready_to_create(engine, clock)
    report = advance(engine, on=clock.on, clock=clock)
    assert report.moved == [("PAO-2022-05091010-1", "open_co_creation")]
    plan = plan_of(engine, number)
    assert (plan.stage, plan.entered_on) == (Stage.CO_CREATION, clock.on)
    assert (history(engine, number)[-1].actor_id, history(engine, number)[-1].cause) == (
        "engine",
        "advance",
    )


def test_advancing_again_writes_nothing_and_looks_at_nothing(
    engine: Engine, clock: VirtualClock
) -> None:
    ready_to_create(engine, clock)
    advance(engine, on=clock.on, clock=clock)
    before = everything(engine)
    report = advance(engine, on=clock.on, clock=clock)
    assert (report.looked_at, report.moved) == (0, [])
    assert everything(engine) == before


def test_a_plan_that_waits_for_people_is_looked_at_once_and_not_again(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
    assert advance(engine, on=clock.on, clock=clock).looked_at == 1
    assert plan_of(engine, number).check_on is None
    clock.on += timedelta(days=30)
    assert advance(engine, on=clock.on, clock=clock).looked_at == 0


def test_a_plan_that_waits_for_a_date_is_looked_at_on_that_day(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
        builders.settle(session, number, "launch_programme", clock)
    advance(engine, on=clock.on, clock=clock)
    assert plan_of(engine, number).check_on == date(2024, 7, 1)
    clock.on = date(2024, 6, 30)
    assert advance(engine, on=clock.on, clock=clock).looked_at == 0
    clock.on = date(2024, 7, 1)
    assert advance(engine, on=clock.on, clock=clock).moved[0][1] == "open_monitoring_round"


def test_a_plan_whose_date_has_come_but_that_waits_for_people_is_left_alone(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
    advance(engine, on=clock.on, clock=clock)
    clock.on = date(2024, 7, 1)  # the first round is due, the programme was never launched
    assert advance(engine, on=clock.on, clock=clock).moved == []
    assert plan_of(engine, number).check_on == date(2026, 1, 1)
    with writing(engine) as session:
        builders.settle(session, number, "launch_programme", clock)
    assert advance(engine, on=clock.on, clock=clock).moved[0][1] == "open_monitoring_round"


def test_a_date_that_was_slept_through_is_caught_up_on(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
        builders.settle(session, number, "launch_programme", clock)
    advance(engine, on=clock.on, clock=clock)
    clock.on = date(2024, 9, 16)
    assert advance(engine, on=clock.on, clock=clock).moved[0][1] == "open_monitoring_round"
    assert plan_of(engine, number).entered_on == date(2024, 9, 16)


def test_a_look_that_moves_nothing_says_what_it_would_move(
    engine: Engine, clock: VirtualClock
) -> None:
    ready_to_create(engine, clock)
    before = everything(engine)
    report = advance(engine, on=clock.on, clock=clock, dry_run=True)
    assert report.moved == [("PAO-2022-05091010-1", "open_co_creation")]
    assert everything(engine) == before


def test_a_plan_goes_as_far_as_it_may_in_one_sweep(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        builders.drive_to(session, number, clock, step="put_on_agenda")
        for trigger in ("withdraw", "rejoin"):
            door.fire(
                session, number, trigger, actor=builders.COORDINATOR, at=clock.now(), reason="x"
            )
        for step in JOINING[:2]:
            builders.settle(session, number, step, clock)
    moved = advance(engine, on=clock.on, clock=clock).moved
    assert [trigger for _, trigger in moved] == ["open_co_creation", "submit_to_council"]
    assert plan_of(engine, number).stage == Stage.COUNCIL_APPROVAL


def test_the_engine_never_takes_what_a_coordinator_decides(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
    for stage in Stage:
        facts = plan_of(engine, number)
        facts.stage, facts.resume_stage = stage, Stage.JOINING
        row = may_move(facts, date(2030, 1, 1))
        assert row is None or row.trigger not in ("suspend", "resume", "withdraw", "rejoin")


@pytest.mark.parametrize("plans", [1, 25])
def test_many_plans_move_in_one_batch(engine: Engine, clock: VirtualClock, plans: int) -> None:
    with writing(engine) as session:
        for number in builders.plans(session, plans, clock=clock):
            for step in JOINING:
                builders.settle(session, number, step, clock)
    assert len(advance(engine, on=clock.on, clock=clock).moved) == plans
    assert kinds(engine).count("co_creation_opened") == plans * 2


def test_a_move_of_a_replayed_plan_says_what_it_rests_on(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock, basis=FactBasis.ILLUSTRATIVE)
        for step in JOINING:
            builders.settle(session, number, step, clock)
    advance(engine, on=clock.on, clock=clock, cause="replay:2022-founders")
    assert history(engine, number)[-1].basis == FactBasis.ILLUSTRATIVE
    with reading(engine) as session:
        assert last_sweep(session, "advance") is None


def test_a_sweep_of_one_cohort_moves_no_other(engine: Engine, clock: VirtualClock) -> None:
    ready_to_create(engine, clock)
    with writing(engine) as session:
        builders.cohort(session, "2024-second")
    assert advance(engine, on=clock.on, clock=clock, cohort="2024-second").moved == []


def test_an_act_asks_for_another_look_at_its_plan(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
    advance(engine, on=clock.on, clock=clock)
    assert plan_of(engine, number).check_on is None
    clock.on += timedelta(days=3)
    with writing(engine) as session:
        builders.settle(session, number, "adhere_to_charter", clock)
    assert plan_of(engine, number).check_on == clock.on


def test_the_due_plans_are_found_by_their_index_in_batches_that_leave_none_out(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        numbers = builders.plans(session, 5, clock=clock)
        session.execute(text("UPDATE plan SET check_on = '2022-10-03' WHERE id % 2 = 0"))
    said: list[tuple[str, object]] = []
    event.listen(engine, "before_cursor_execute", lambda *seen: said.append((seen[2], seen[3])))
    with reading(engine) as session:
        first = plans_due(session, clock.on, 3)
        rest = plans_due(session, clock.on, 3, after=first[-1])
        asked = said[-1]
        connection = session.connection()
        if sqlite := engine.dialect.name == "sqlite":
            connection.exec_driver_sql("ANALYZE")
        else:  # of an empty table it would read all
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
        found = connection.exec_driver_sql(explain + asked[0], asked[1]).all()
    assert [len(first), len(rest)] == [3, 2]
    assert sorted(number for _, number in first + rest) == numbers
    assert "ix_plan_due" in str(found)
    assert "Sort" not in str(found)
