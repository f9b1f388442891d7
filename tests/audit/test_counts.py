"""Numbers that name their records, and why two of them differ."""

from datetime import date
from typing import Any

import builders
import pytest
from builders import COORDINATOR
from sqlalchemy import Engine

from audit.count_differences import What, differences
from audit.counts import By, Record, counts, records
from audit.moments import Moment
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.next_cycle import open_next_cycles
from lifecycle.rulebook import read_rulebook
from lifecycle.stage_flow import read_stage_flow
from models.database import reading, writing
from models.words import CollectivityKind, Stage

JANUARY, MARCH, MAY = date(2023, 1, 10), date(2023, 3, 10), date(2023, 5, 10)


def fire(engine: Engine, number: int, trigger: str, on: date, **more: Any) -> None:
    with writing(engine) as session:
        at = VirtualClock(on).now()
        door.fire(session, number, trigger, actor=COORDINATOR, at=at, reason="elections", **more)


@pytest.fixture
def plans(engine: Engine) -> list[int]:
    """Three communes and a region. One leaves in January, told in March; one in March, and is back
    in May.
    """
    with writing(engine) as session:
        numbers = [*builders.plans(session, 3), builders.plan(session, CollectivityKind.REGION)]
    fire(engine, numbers[0], "withdraw", MARCH, effective_on=JANUARY)
    fire(engine, numbers[1], "withdraw", MARCH)
    fire(engine, numbers[1], "rejoin", MAY)
    fire(engine, numbers[2], "suspend", MAY)
    return numbers


def found(engine: Engine, on: date, known: date | None = None) -> list[Record]:
    with reading(engine) as session:
        return records(session, Moment(on, known or date(2030, 1, 1)))


def numbers(of: list[Record], by: By) -> dict[str, tuple[int, int, int]]:
    return {one.key: (len(one.members), len(one.left), len(one.records)) for one in counts(of, by)}


def test_each_number_is_that_of_its_records(engine: Engine, plans: list[int]) -> None:
    told = found(engine, MAY)
    assert numbers(told, By.KIND) == {"region": (1, 0, 1), "commune": (2, 1, 3)}
    assert numbers(told, By.STAGE) == {
        "joining": (2, 0, 2), "suspended": (1, 0, 1), "withdrawn": (0, 1, 1),
    }  # fmt: skip
    assert numbers(told, By.COHORT) == {"2022-founders": (3, 1, 4)}
    assert list(numbers(told, By.REGION)) == ["05", "09"]
    for by in By:
        listed = [one for each in counts(told, by) for one in each.records]
        assert sorted(map(id, listed)) == sorted(map(id, told))


def test_a_record_names_the_entry_that_puts_it_there(engine: Engine, plans: list[int]) -> None:
    of = {one.collectivity_code[-2:]: one for one in found(engine, MAY)}
    gone, back, still = of["01"], of["02"], of["03"]
    assert (gone.because(By.KIND).trigger, gone.because(By.KIND).on) == ("withdraw", JANUARY)
    assert (back.because(By.KIND).trigger, back.because(By.STAGE).on) == ("rejoin", MAY)
    assert (still.because(By.STAGE).trigger, still.because(By.KIND).trigger) == (
        "suspend", "open_plan",
    )  # fmt: skip
    assert all(len(one.because(by).leaf_hash) == 64 for one in of.values() for by in By)


def test_two_totals_of_one_date_differ_by_what_was_not_known_yet(
    engine: Engine, plans: list[int]
) -> None:
    """In January four were counted; it was three, and in March one knew."""
    then, now = found(engine, JANUARY, JANUARY), found(engine, JANUARY)
    assert numbers(then, By.COHORT)["2022-founders"][0] == 4
    assert numbers(now, By.COHORT)["2022-founders"][0] == 3
    (one,) = differences(then, now, By.KIND)
    assert (one.what, one.entry.trigger, one.entry.on) == (What.WENT, "withdraw", JANUARY)
    assert one.entry.recorded_at == VirtualClock(MARCH).now()
    (other,) = differences(now, then, By.KIND)
    assert (other.what, other.entry) == (What.CAME, one.entry)
    assert differences(then, then, By.STAGE) == []


def test_between_two_dates_members_come_go_and_move(engine: Engine, plans: list[int]) -> None:
    january, march, may = (found(engine, on) for on in (JANUARY, MARCH, MAY))
    assert [(one.what, one.entry.trigger) for one in differences(january, march, By.STAGE)] == [
        (What.WENT, "withdraw")
    ]
    told = {one.entry.trigger: one for one in differences(march, may, By.STAGE)}
    assert {name: one.what for name, one in told.items()} == {
        "rejoin": What.CAME, "suspend": What.MOVED,
    }  # fmt: skip
    moved = told["suspend"]
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.before.stage, moved.after.stage) == (Stage.JOINING, Stage.SUSPENDED)
    by_kind = differences(march, may, By.KIND)
    assert [one.what for one in by_kind] == [What.CAME], "it is no other kind of collectivity"


def test_before_there_was_a_plan_nobody_is_counted(engine: Engine, plans: list[int]) -> None:
    before = found(engine, date(2022, 10, 20))
    assert before == []
    came = differences(before, found(engine, builders.FOUNDED), By.STAGE)
    assert [(one.what, one.entry.seq) for one in came] == [(What.CAME, 1)] * 4
    gone = differences(found(engine, builders.FOUNDED), before, By.STAGE)
    assert {(one.what, one.entry.trigger) for one in gone} == {(What.WENT, "open_plan")}


def test_a_member_of_two_cycles_counts_once_and_is_one_since_the_first(engine: Engine) -> None:
    with writing(engine) as session:
        number = builders.plan(session, stage=Stage.CO_EVALUATION)
        facts = builders.facts_of(session, number)
        clock = VirtualClock(date(2026, 4, 13))
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        open_next_cycles(session, [facts], occasion, read_rulebook(session))
    first, second = found(engine, date(2026, 4, 13))
    assert (first.newest, first.member, second.newest, second.member) == (False, False, True, True)
    assert second.because(By.KIND) == first.because(By.KIND)
    assert second.because(By.KIND).reference == first.reference
    assert second.because(By.STAGE).reference == second.reference
    (told,) = counts([first, second], By.COHORT)
    assert (len(told.members), len(told.records)) == (1, 2)


@pytest.mark.parametrize("told_late", [False, True])
def test_the_counts_are_those_of_the_flow_of_stages(
    engine: Engine, plans: list[int], told_late: bool
) -> None:
    if told_late:  # it was suspended in May, and had left in March
        fire(engine, plans[2], "withdraw", date(2023, 6, 1), effective_on=MARCH)
    for on in (builders.FOUNDED, JANUARY, MARCH, MAY, date(2023, 6, 1)):
        with reading(engine) as session:
            flow = read_stage_flow(session, until=on).on_last_day()
        stages = {key: sum(each[:2]) for key, each in numbers(found(engine, on), By.STAGE).items()}
        assert stages == flow
