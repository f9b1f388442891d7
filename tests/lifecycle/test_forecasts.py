"""Forecasts of stored plans: what was seen is read, what is foreseen is kept and checked."""

from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import Engine, func, select

from lifecycle import acts, door
from lifecycle.calibration import calibrate, outcomes
from lifecycle.clock import VirtualClock
from lifecycle.forecasts import forecast_plans, keep, read_paces
from lifecycle.paces import Basis, Pace
from lifecycle.rulebook import read_rulebook
from models.database import reading, writing
from models.forecast import Forecast
from models.words import Outlook, Stage

FOUNDED = builders.FOUNDED
LATER = date(2022, 11, 14)


def open_plans(engine: Engine, number: int) -> list[int]:
    with writing(engine) as session:
        return builders.plans(session, number)


def adhere(engine: Engine, plans: list[int], on: date) -> None:
    with writing(engine) as session:
        for number in plans:
            builders.settle(session, number, "adhere_to_charter", VirtualClock(on))


def test_the_days_that_the_cohort_took_are_read_with_those_that_are_not_over(
    engine: Engine,
) -> None:
    numbers = open_plans(engine, 12)
    adhere(engine, numbers[:9], date(2022, 10, 31))
    with reading(engine) as session:
        (paces,) = read_paces(session, LATER, read_rulebook(session)).values()
    charter = paces.cohort["adhere_to_charter"]
    assert charter.ended == 9
    assert charter.within(0.5) == 10  # from 21 to 31 October
    assert charter.within(0.8) is None  # a quarter of them has not ended after 24 days
    assert paces.cohort["name_focal_point"].ended == 0


def test_what_was_waived_says_nothing_of_how_long_it_takes(engine: Engine) -> None:
    (number, *_) = open_plans(engine, 2)
    with writing(engine) as session:
        door.fire(
            session, number, acts.WAIVE, actor=builders.COORDINATOR, reason="a member for years",
            at=VirtualClock(date(2022, 10, 24)).now(), step="adhere_to_charter",
        )  # fmt: skip
    with reading(engine) as session:
        (paces,) = read_paces(session, LATER, read_rulebook(session)).values()
    assert paces.cohort["adhere_to_charter"].ended == 0


def test_each_plan_before_its_vote_is_foreseen_with_what_its_steps_rest_on(engine: Engine) -> None:
    numbers = open_plans(engine, 9)
    adhere(engine, numbers[:8], date(2022, 10, 31))
    with reading(engine) as session:
        found = forecast_plans(session, on=LATER)
    assert [one.reference for one in found] == sorted(one.reference for one in found)
    assert len(found) == 9
    last = next(one for one in found if one.plan_id == numbers[8])
    charter = last.steps[0]
    assert (charter.key, charter.basis, charter.seen) == ("adhere_to_charter", Basis.COHORT, 8)


def test_a_plan_that_was_withdrawn_or_another_cohort_is_left_out(engine: Engine) -> None:
    gone, *stayed = open_plans(engine, 3)
    with writing(engine) as session:
        door.fire(
            session, gone, "withdraw", actor=builders.COORDINATOR, reason="elections",
            at=VirtualClock(LATER).now(),
        )  # fmt: skip
    with reading(engine) as session:
        found = forecast_plans(session, on=LATER, cohort="2022-founders")
        assert {one.plan_id for one in found} == set(stayed)
        assert forecast_plans(session, on=LATER, cohort="another") == []
        assert len(forecast_plans(session, on=LATER, plans=stayed[:1])) == 1


def test_the_number_of_statements_does_not_grow_with_the_plans(engine: Engine) -> None:
    from sqlalchemy import event

    counts = []
    for number in (2, 9):
        with writing(engine) as session:
            for one in range(number):
                builders.plan(session, code=f"05.091.{number:02}.{one:02}")
        statements: list[str] = []

        def count(
            connection: object, cursor: object, statement: str, *rest: object,
            told: list[str] = statements,
        ) -> None:  # fmt: skip
            told.append(statement)

        event.listen(engine, "before_cursor_execute", count)
        with reading(engine) as session:
            forecast_plans(session, on=LATER)
        event.remove(engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_forecast_is_kept_once_a_day(engine: Engine) -> None:
    open_plans(engine, 3)
    assert keep(engine, on=LATER) == 3
    assert keep(engine, on=LATER) == 3
    keep(engine, on=date(2022, 11, 21))
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Forecast)) == 6
        kept = session.scalars(select(Forecast).where(Forecast.made_on == LATER)).first()
        assert kept is not None
        assert (kept.target, str(kept.target_on)) == ("2023-10", "2023-10-02")


@pytest.mark.parametrize("outcome", ["adopted", "rejected", "postponed"])
def test_what_came_is_the_session_at_which_the_council_decided(
    engine: Engine, outcome: str
) -> None:
    clock = VirtualClock(FOUNDED)
    (number,) = open_plans(engine, 1)
    with writing(engine) as session:
        builders.drive_to(session, number, clock, step="council_vote")
        aimed, opens_on = builders.facts_of(session, number).session_code, clock.today()
        opens_on = builders.facts_of(session, number).session_on or opens_on
    keep(engine, on=clock.today())
    clock.on = opens_on + timedelta(days=2)
    with writing(engine) as session:
        builders.settle(session, number, "council_vote", clock, outcome=outcome)
    with reading(engine) as session:
        (told,) = outcomes(session, on=clock.today())
    assert told.outlook == Outlook.ON_TRACK
    if outcome == "postponed":
        assert (told.came, told.made, told.true) == (None, None, None)
    else:
        assert (told.came, told.made, told.true) == (aimed, True, True)
        assert (told.range_held, told.usual_held) == (True, True)


def test_a_session_that_is_over_without_a_vote_was_missed(engine: Engine) -> None:
    open_plans(engine, 1)
    keep(engine, on=LATER)
    with reading(engine) as session:
        (before,) = outcomes(session, on=date(2023, 10, 17))
        (after,) = outcomes(session, on=date(2023, 10, 18))
    assert (before.made, after.made) == (None, False)
    assert after.came is None
    assert after.range_held is None


def test_who_left_is_counted_apart(engine: Engine) -> None:
    (gone, _) = open_plans(engine, 2)
    keep(engine, on=LATER)
    with writing(engine) as session:
        door.fire(
            session, gone, "withdraw", actor=builders.COORDINATOR, reason="elections",
            at=VirtualClock(date(2022, 12, 1)).now(),
        )  # fmt: skip
        assert builders.facts_of(session, gone).stage == Stage.WITHDRAWN
    with reading(engine) as session:
        told = calibrate(outcomes(session, on=date(2024, 1, 1)))
    assert (told.left, told.open) == (1, 0)
    assert told.on_track.of + told.at_risk.of + told.will_miss.of == 1


def test_a_kept_forecast_names_its_sessions_from_the_quickest_to_the_slow(engine: Engine) -> None:
    open_plans(engine, 1)
    keep(engine, on=LATER)
    with reading(engine) as session:
        kept = session.scalars(select(Forecast)).one()
        told = forecast_plans(session, on=LATER)[0]
    assert [kept.quickest, kept.usual, kept.slow] == [told.sessions[pace].code for pace in Pace]
