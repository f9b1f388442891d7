"""The sweep writes what open steps owe, once, however often and however late it runs."""

import threading
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from builders import COORDINATOR
from reading_back import everything, history, letters, step_of
from sqlalchemy import Engine, event, select, text

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import NoSuchCohort
from lifecycle.ladder import rung_days
from lifecycle.pathway import PATHWAY
from lifecycle.sweep import sweep
from lifecycle.sweep_records import last_sweep
from lifecycle.sweep_report import SweepReport
from lifecycle.working_days import WorkingDays
from models.base import table_of
from models.database import reading, writing
from models.plan import PlanStep
from models.words import LetterState, Role

CHARTER, DUE = "adhere_to_charter", date(2022, 11, 11)
DAYS = WorkingDays()
LATE = {"late1", "late2", "late3"}


@pytest.fixture
def number(engine: Engine, clock: VirtualClock) -> int:
    with writing(engine) as session:
        return builders.plan(session, clock=clock)


def sweep_on(engine: Engine, clock: VirtualClock, on: date | None = None) -> SweepReport:
    clock.on = on or clock.on
    return sweep(engine, on=clock.on, clock=clock)


def fire(engine: Engine, number: int, trigger: str, clock: VirtualClock, **more: Any) -> None:
    with writing(engine) as session:
        door.fire(
            session, number, trigger, actor=COORDINATOR, at=clock.now(), reason="as asked", **more
        )


def rungs(engine: Engine, state: LetterState | None = None) -> list[str]:
    """The rungs of the letters about the charter, in the order of the ladder."""
    found = {
        letter.rung
        for letter in letters(engine, step_key=CHARTER)
        if letter.rung and state in (None, letter.state)
    }
    return [rung.key for rung in PATHWAY.ladder if rung.key in found]


def day_by_day(engine: Engine, clock: VirtualClock, until: date) -> None:
    while clock.on < until:
        sweep_on(engine, clock, clock.on + timedelta(days=1))


def test_the_first_sweep_asks_for_each_open_step_and_a_second_one_writes_nothing(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    report = sweep_on(engine, clock)
    assert (report.looked_at, report.letters, report.by_rung) == (4, 4, {"assign": 4})
    assert {letter.role for letter in letters(engine, "step_opened")} == {Role.FOCAL_POINT}
    before = everything(engine)
    again = sweep_on(engine, clock)
    assert (again.looked_at, again.letters, again.skipped) == (0, 0, 0)
    assert everything(engine) == before


def test_day_by_day_every_rung_is_written_on_its_day_and_none_is_skipped(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock)
    day_by_day(engine, clock, date(2023, 1, 5))
    planned = rung_days(builders.FOUNDED, DUE, PATHWAY.ladder, DAYS)
    days = {day.rung.key: day.on for day in planned if day.rung.letters}
    written = {ltr.rung: ltr.written_on for ltr in letters(engine, step_key=CHARTER)}
    assert written == days
    assert rungs(engine, LetterState.SKIPPED) == []
    assert step_of(engine, number, CHARTER).next_at is None  # from here only the digest speaks


def test_after_missed_days_only_the_highest_rung_is_sent_and_the_others_say_why_not(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    late = DAYS.add(DUE, 8)
    sweep_on(engine, clock, late)
    assert rungs(engine, LetterState.QUEUED) == ["late2"]
    assert rungs(engine, LetterState.SKIPPED) == ["assign", "near", "eve", "late1"]
    skipped = letters(engine, step_key=CHARTER, state=LetterState.SKIPPED)
    assert {letter.cause for letter in skipped} == {
        "a higher rung of the ladder was due on the same day"
    }
    assert {letter.next_at for letter in skipped} == {None}
    assert sweep_on(engine, clock).looked_at == 0


def test_overdue_letters_climb_to_the_region_then_to_the_nation(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock)
    day_by_day(engine, clock, DAYS.add(DUE, 15))
    overdue = [letter for letter in letters(engine, step_key=CHARTER) if letter.rung in LATE]
    assert sorted((letter.rung, letter.kind, letter.role) for letter in overdue) == [
        ("late1", "step_overdue", "deputy"),
        ("late1", "step_overdue", "focal_point"),
        ("late2", "overdue_for_region", "region_coordinator"),
        ("late2", "step_overdue", "deputy"),
        ("late2", "step_overdue", "focal_point"),
        ("late3", "overdue_for_national", "national_coordinator"),
        ("late3", "president_notice", "president"),
    ]


def test_the_notice_to_the_president_waits_for_a_person(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock, DAYS.add(DUE, 15))
    (notice,) = letters(engine, "president_notice", step_key=CHARTER)
    assert (notice.state, notice.next_at) == (LetterState.HELD, None)


def test_a_step_that_was_reported_owes_nothing(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock)
    with writing(engine) as session:
        builders.settle(session, number, CHARTER, clock, review=False)
    sweep_on(engine, clock, DUE + timedelta(days=60))
    assert rungs(engine) == ["assign"]


def test_a_suspended_plan_owes_nothing_and_is_not_chased_for_the_time_it_stood_still(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock)
    clock.on = date(2022, 10, 25)
    fire(engine, number, "suspend", clock)
    assert sweep_on(engine, clock, date(2023, 3, 1)).looked_at == 0
    fire(engine, number, "resume", clock)
    assert step_of(engine, number, CHARTER).due_on == DUE + (date(2023, 3, 1) - date(2022, 10, 25))
    sweep_on(engine, clock)
    assert rungs(engine, LetterState.QUEUED) == ["assign", "half"]
    assert not LATE & {*rungs(engine)}


def test_a_withdrawn_plan_owes_nothing(engine: Engine, number: int, clock: VirtualClock) -> None:
    fire(engine, number, "withdraw", clock)
    assert sweep_on(engine, clock, date(2023, 6, 1)).looked_at == 0


def test_a_deadline_that_was_moved_is_reminded_of_again(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock)
    day_by_day(engine, clock, DUE)
    assert rungs(engine) == ["assign", "near", "eve"]
    fire(engine, number, acts.MOVE, clock, step=CHARTER, due_on=date(2022, 12, 16))
    day_by_day(engine, clock, date(2022, 12, 16))
    told = [
        (letter.rung, letter.context["due_on"])
        for letter in letters(engine, step_key=CHARTER, role=Role.FOCAL_POINT)
        if letter.rung
    ]
    assert told == [
        ("assign", "2022-11-11"), ("near", "2022-11-11"), ("eve", "2022-11-11"),
        ("half", "2022-12-16"), ("near", "2022-12-16"), ("eve", "2022-12-16"),
    ]  # fmt: skip


def test_a_step_that_is_asked_a_second_time_for_the_same_day_is_asked_for_anew(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock)
    steps = table_of(PlanStep)
    with engine.begin() as connection:
        asked = connection.execute(select(steps).where(steps.c.key == CHARTER)).mappings().one()
        again = {name: told for name, told in asked.items() if name != "id"}
        again |= {"occurrence": 2, "next_at": clock.on, "last_rung": None}
        connection.execute(steps.insert().values(again))
    assert sweep_on(engine, clock).letters == 1
    told = [(one.occurrence, one.rung) for one in letters(engine, "step_opened", step_key=CHARTER)]
    assert sorted(told) == [(1, "assign"), (2, "assign")]


def test_a_sweep_that_only_looks_counts_and_writes_nothing(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    before = everything(engine)
    report = sweep(engine, on=clock.on, clock=clock, dry_run=True)
    assert (report.looked_at, report.letters) == (4, 4)
    assert everything(engine) == before
    with reading(engine) as session:
        assert last_sweep(session, "deadlines") is None


def test_a_sweep_of_one_cohort_leaves_the_others_alone(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        builders.cohort(session, "2024-second")
    assert sweep(engine, on=clock.on, clock=clock, cohort="2024-second").looked_at == 0
    assert sweep(engine, on=clock.on, clock=clock, cohort="2022-founders").looked_at == 4


def test_a_cohort_that_does_not_exist_is_refused_with_those_that_do(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with pytest.raises(NoSuchCohort, match=r"no cohort 2099\. Cohorts: 2022-founders\."):
        sweep(engine, on=clock.on, clock=clock, cohort="2099")


def test_two_sweeps_at_once_write_each_letter_once(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        builders.plans(session, 30, clock=clock)
    failures: list[BaseException] = []
    together = threading.Barrier(4)

    def one() -> None:
        try:
            together.wait(timeout=20)
            sweep(engine, on=clock.on, clock=clock)
        except BaseException as error:
            failures.append(error)

    hands = [threading.Thread(target=one) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert failures == []
    assert len(letters(engine, "step_opened")) == 30 * 4
    assert sweep_on(engine, clock).looked_at == 0


def test_a_letter_whose_note_was_lost_is_not_written_twice(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock)
    written = letters(engine)
    lost = "UPDATE plan_step SET last_rung = NULL, next_at = opened_on"
    with engine.begin() as connection:
        connection.execute(text(lost))
    assert sweep_on(engine, clock).looked_at == 4
    assert [letter.id for letter in letters(engine)] == [letter.id for letter in written]


def rows_read(engine: Engine, clock: VirtualClock) -> list[str]:
    seen: list[str] = []

    def note(*said: Any) -> None:
        seen.append(said[2])

    event.listen(engine, "before_cursor_execute", note)
    sweep_on(engine, clock)
    event.remove(engine, "before_cursor_execute", note)
    return seen


def test_a_sweep_costs_what_is_due_not_what_there_is(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        builders.plans(session, 20, clock=clock)
    busy = rows_read(engine, clock)
    idle = rows_read(engine, clock)
    assert len(idle) < len(busy) < 25
    asked = [said for said in idle if "plan_step" in said]
    assert len(asked) == 1
    assert "next_at" in asked[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_due_steps_are_found_by_their_index(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    seen = next(said for said in rows_read(engine, clock) if "next_at <=" in said)
    with engine.connect() as connection:
        marks = (clock.on.isoformat(),) + (100,) * (seen.count("?") - 1)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {seen}", marks).all()
    assert any("ix_plan_step_due" in str(row) for row in plan)


def test_a_sweep_notes_that_it_ran_except_in_a_replay(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep(engine, on=clock.on, clock=clock, cause="replay:2022-founders")
    with reading(engine) as session:
        assert last_sweep(session, "deadlines") is None
    assert all(letter.replayed for letter in letters(engine, "step_opened"))
    sweep_on(engine, clock)
    with reading(engine) as session:
        record = last_sweep(session, "deadlines")
    assert record is not None
    assert record.counts == {"looked_at": 0, "letters": 0, "skipped": 0}


def test_a_sweep_writes_letters_and_no_history(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    sweep_on(engine, clock, DAYS.add(DUE, 8))
    assert len(history(engine, number)) == 1
