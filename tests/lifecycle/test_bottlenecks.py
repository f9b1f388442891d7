"""Where plans wait, and how long it took others: by step and region, on both databases."""

from collections import Counter
from datetime import date
from typing import Any

import builders
from builders import COORDINATOR, FOCAL_POINT
from sqlalchemy import Engine, event

from lifecycle import acts, door
from lifecycle.bottlenecks import Bottleneck, Settled, add_times, bottlenecks, worst_first
from lifecycle.clock import VirtualClock
from lifecycle.working_days import WorkingDays
from models.database import reading, writing
from models.words import CollectivityKind

FOUNDED, MUCH_LATER = date(2022, 10, 21), date(2023, 3, 1)
CHARTER = "adhere_to_charter"


def there(engine: Engine, on: date, key: str = CHARTER, region: str = "05") -> Bottleneck:
    with reading(engine) as session:
        found = {(one.step_key, one.region_code): one for one in bottlenecks(session, on=on)}
    return found[key, region]


def test_plans_are_counted_where_they_wait_and_late_once_the_deadline_is_past(
    engine: Engine,
) -> None:
    with writing(engine) as session:
        first, *_, left = builders.plans(session, 4)
        builders.plan(session, CollectivityKind.REGION)
        at = VirtualClock(FOUNDED).now()
        filed = builders.evidence(CHARTER, FOUNDED)
        door.fire(
            session, first, acts.REPORT, actor=FOCAL_POINT, at=at, step=CHARTER, evidence=filed
        )
        door.fire(session, left, "withdraw", actor=COORDINATOR, at=at, reason="x")
    now, later = there(engine, FOUNDED), there(engine, MUCH_LATER)
    assert (now.waiting, now.late, now.to_review) == (2, 0, 1)
    assert (later.waiting, later.late, later.to_review) == (2, 2, 1)
    assert there(engine, FOUNDED, region="09").waiting == 1


def test_the_days_that_others_took_stand_beside_those_who_wait(engine: Engine) -> None:
    clock = VirtualClock(FOUNDED)
    with writing(engine) as session:
        first, second, _ = builders.plans(session, 3)
        clock.on = date(2022, 10, 24)  # the Monday after: one working day
        builders.settle(session, first, CHARTER, clock)
        clock.on = date(2022, 10, 28)
        builders.settle(session, second, CHARTER, clock, review=False)
        clock.on = date(2022, 11, 1)
        door.fire(session, second, acts.ACCEPT, actor=COORDINATOR, at=clock.now(), step=CHARTER)
    found = there(engine, clock.on)
    assert (found.taken, found.reviewed) == (Counter({1: 1, 7: 1}), Counter({0: 1, 2: 1}))
    assert (found.usual, found.slow, found.usual_review, found.slow_review) == (1, 7, 0, 2)


def test_the_worst_place_comes_first_and_one_where_nobody_waits_is_left_out() -> None:
    crowded, late, empty = (
        Bottleneck("a", "01", waiting=9),
        Bottleneck("b", "02", waiting=2, late=1),
        Bottleneck("c", "03"),
    )
    assert worst_first([empty, crowded, late]) == [late, crowded]


def test_what_was_done_elsewhere_is_not_counted_here() -> None:
    found = {(CHARTER, "05"): Bottleneck(CHARTER, "05", waiting=1)}
    elsewhere = Settled(CHARTER, "09", FOUNDED, FOUNDED, MUCH_LATER, 3)
    add_times(found, [elsewhere], WorkingDays())
    assert found[CHARTER, "05"].usual is None


def test_the_number_of_reads_does_not_grow_with_the_plans(engine: Engine) -> None:
    def reads() -> int:
        seen: list[str] = []

        def note(*said: Any) -> None:
            seen.append(said[2])

        event.listen(engine, "before_cursor_execute", note)
        with reading(engine) as session:
            bottlenecks(session, on=MUCH_LATER)
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    with writing(engine) as session:
        builders.plans(session, 2)
    few = reads()
    with writing(engine) as session:
        builders.plan(session, CollectivityKind.REGION)
        builders.plan(session, CollectivityKind.PROVINCE)
    assert reads() == few < 6
