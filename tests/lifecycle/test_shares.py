"""Sweeps and moves in shares: together they do the whole work, each part of it once."""

import threading
from datetime import date
from typing import Any

import builders
import pytest
from reading_back import everything
from sqlalchemy import Engine, select

from lifecycle import advance as moves
from lifecycle import door
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.shares import ALL, Share
from lifecycle.sweep import SweepReport, sweep
from lifecycle.sweep_records import last_sweep, record_share
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.run import SweepRecord
from models.words import Stage

ON = date(2022, 10, 21)
THREE = [Share(number, 3) for number in (1, 2, 3)]


@pytest.fixture
def plans(engine: Engine, clock: VirtualClock) -> list[int]:
    with writing(engine) as session:
        return builders.plans(session, 7, clock=clock)


def shared(engine: Engine, clock: VirtualClock, share: Share) -> SweepReport:
    return sweep(engine, on=clock.on, clock=clock, share=share)


def records(engine: Engine, name: str = "deadlines") -> list[dict[str, Any]]:
    with reading(engine) as session:
        found = session.scalars(select(SweepRecord).where(SweepRecord.name == name))
        return [one.counts for one in found]


@pytest.mark.parametrize(("number", "of"), [(0, 1), (2, 1), (5, 4), (1, 65), (-1, 4)])
def test_a_share_that_there_is_not_is_refused(number: int, of: int) -> None:
    with pytest.raises(ValueError, match=f"share {number} of {of}"):
        Share(number, of)


def test_three_shares_write_what_one_sweep_writes_and_none_writes_what_another_did(
    engine: Engine, plans: list[int], clock: VirtualClock
) -> None:
    looked_at = []
    for share in THREE:
        report = shared(engine, clock, share)
        looked_at.append(report.looked_at)
        mine = {number for number in plans if number % 3 == share.number - 1}
        assert report.looked_at == 4 * len(mine)
    assert sum(looked_at) == 28
    assert shared(engine, clock, ALL).looked_at == 0
    with reading(engine) as session:
        rungs = session.scalars(select(OutboxLetter.plan_id).where(OutboxLetter.rung.is_not(None)))
        assert sorted(rungs) == sorted(plans * 4)


def test_a_dry_run_of_a_share_counts_that_share_only(
    engine: Engine, plans: list[int], clock: VirtualClock
) -> None:
    told = [sweep(engine, on=ON, clock=clock, dry_run=True, share=one).letters for one in THREE]
    assert sum(told) == sweep(engine, on=ON, clock=clock, dry_run=True).letters == 28
    assert not records(engine)


def test_the_day_is_finished_by_its_last_share_whichever_that_is(
    engine: Engine, plans: list[int], clock: VirtualClock
) -> None:
    ended = [shared(engine, clock, THREE[place]).finished for place in (2, 0)]
    assert (ended, records(engine)) == ([False, False], [])
    assert shared(engine, clock, THREE[1]).finished
    assert records(engine) == [{"looked_at": 28, "letters": 28, "skipped": 0}]


def test_a_share_that_runs_again_does_not_stand_for_one_that_is_missing_nor_finishes_twice(
    engine: Engine, plans: list[int], clock: VirtualClock
) -> None:
    for share in (THREE[0], THREE[1], THREE[1], THREE[0]):
        assert not shared(engine, clock, share).finished
    assert shared(engine, clock, THREE[2]).finished
    assert not shared(engine, clock, THREE[2]).finished
    assert len(records(engine)) == 1


def test_a_look_at_everything_finishes_a_day_whose_worker_died(
    engine: Engine, plans: list[int], clock: VirtualClock
) -> None:
    shared(engine, clock, THREE[0])
    shared(engine, clock, THREE[1])
    report = shared(engine, clock, ALL)
    assert (report.finished, report.looked_at) == (True, 28 - 4 * sum(n % 3 != 2 for n in plans))
    with reading(engine) as session:
        last = last_sweep(session, "deadlines")
        assert last is not None
        assert last.on == ON


def test_the_shares_of_another_day_or_of_another_number_of_workers_finish_nothing(
    engine: Engine, plans: list[int], clock: VirtualClock
) -> None:
    shared(engine, clock, Share(1, 2))
    shared(engine, clock, Share(2, 3))
    clock.on = date(2022, 10, 24)
    assert not shared(engine, clock, Share(2, 2)).finished
    assert records(engine) == []


def test_of_shares_that_end_at_the_same_moment_exactly_one_finishes_the_day(
    engine: Engine, clock: VirtualClock
) -> None:
    ready, finished = threading.Barrier(6), []

    def one(share: Share) -> None:
        ready.wait()
        with writing(engine) as session:
            if record_share(session, "deadlines", ON, share, clock, {"letters": share.number}):
                finished.append(share)

    hands = [threading.Thread(target=one, args=(Share(number, 6),)) for number in range(1, 7)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(finished) == 1
    assert records(engine) == [{"letters": 21}]


def test_plans_advance_in_shares_each_once(
    engine: Engine, plans: list[int], clock: VirtualClock
) -> None:
    looked_at = [advance(engine, on=ON, clock=clock, share=share).looked_at for share in THREE]
    assert sum(looked_at) == len(plans)
    assert all(looked_at)
    assert advance(engine, on=ON, clock=clock).looked_at == 0
    assert [one.get("share") for one in records(engine, "advance")] == ["1/3", "2/3", "3/3", None]


def test_a_plan_that_a_person_touched_meanwhile_is_read_again_and_the_batch_goes_on(
    engine: Engine, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("on SQLite nobody writes while a batch does")
    with writing(engine) as session:
        numbers = builders.plans(session, 2, clock=clock)
        for number in numbers:
            for step in ("adhere_to_charter", "name_focal_point", "attend_orientation",
                         "attend_training"):  # fmt: skip
                builders.settle(session, number, step, clock)
    between, decide = threading.Event(), moves.move_on

    def a_person_was_quicker(*given: Any, **more: Any) -> Any:
        if not between.is_set():
            between.set()
            with writing(engine) as theirs:
                door.fire(
                    theirs,
                    numbers[0],
                    "suspend",
                    actor=builders.COORDINATOR,
                    at=clock.now(),
                    reason="as asked",
                )
        return decide(*given, **more)

    monkeypatch.setattr(moves, "move_on", a_person_was_quicker)
    report = advance(engine, on=ON, clock=clock)
    assert len(report.moved) == 1
    plans = everything(engine)["plan"]
    assert [one["stage"] for one in plans] == [Stage.SUSPENDED, Stage.CO_CREATION]
