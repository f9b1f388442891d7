"""Plans as they were: what was true on a date, as it was known on another."""

import random
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from builders import COORDINATOR, FOCAL_POINT
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from story import Story, begun

from audit.as_of import as_of, of_regions
from audit.counts import records
from audit.moments import Moment, NotYet, moment
from audit.plan_then import PlanThen, StepThen
from audit.scope import Scope
from lifecycle import acts, door
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.errors import Refused
from lifecycle.facts import ASKED
from lifecycle.plans import plan_rows
from lifecycle.rows import read_facts
from models.database import reading, writing
from models.plan import Plan, PlanStep
from models.words import CollectivityKind, Stage, StepState

ALL = Scope("all")
VOTE = "council_vote"


def then(engine: Engine, on: str, known: str | None = None) -> list[PlanThen]:
    true_on = date.fromisoformat(on)
    with reading(engine) as session:
        known_on = date.fromisoformat(known) if known else date(2030, 1, 1)
        return as_of(session, ALL, Moment(true_on, known_on))


def step(plan: PlanThen, key: str) -> StepThen:
    return next(one for one in reversed(plan.steps) if one.key == key)


@pytest.fixture
def voted(engine: Engine) -> Story:
    """A council votes on 9 October 2023; the commune reports it on the 25th."""
    story = begun(engine)
    story.to_the_council()
    story.on("2023-09-04")
    story.done("put_on_agenda")
    story.on("2023-10-25")
    held = date(2023, 10, 9)
    filed = builders.evidence(VOTE, held)
    story.fire(acts.REPORT, actor=FOCAL_POINT, step=VOTE, evidence=filed, effective_on=held)
    story.accept(VOTE)
    story.morning()
    return story


def test_a_vote_that_was_recorded_weeks_later_was_not_known_before(voted: Story) -> None:
    (as_then_known,) = then(voted.engine, "2023-10-20", "2023-10-20")
    (as_now_known,) = then(voted.engine, "2023-10-20")
    assert step(as_then_known, VOTE).state == StepState.OPEN
    assert [one.key for one in as_then_known.late] == [VOTE]
    told = step(as_now_known, VOTE)
    assert (told.state, told.done_on, told.outcome) == ("reported", date(2023, 10, 9), "adopted")
    assert as_now_known.late == []
    assert as_now_known.stage == Stage.COUNCIL_APPROVAL


def test_what_followed_from_a_late_report_holds_from_the_day_of_the_report(voted: Story) -> None:
    """Nobody was asked to publish the programme before the vote was known."""
    (before,) = then(voted.engine, "2023-10-24")
    (after,) = then(voted.engine, "2023-10-25")
    assert "publish_programme" not in {one.key for one in before.steps if one.opened_on}
    assert step(after, "publish_programme").opened_on == date(2023, 10, 25)
    assert (before.stage, after.stage) == (Stage.COUNCIL_APPROVAL, Stage.IMPLEMENTATION)


def test_a_plan_names_the_entries_that_it_rests_on(voted: Story) -> None:
    (told,) = then(voted.engine, "2023-10-20", "2023-10-25")
    assert [one.seq for one in told.entries] == sorted(one.seq for one in told.entries)
    late = told.entries[-1]
    assert (late.trigger, late.step_key, late.on) == ("report_step", VOTE, date(2023, 10, 9))
    assert told.placed_by.trigger == "submit_to_council"
    assert all(one.on <= date(2023, 10, 20) for one in told.entries)


def test_a_plan_that_did_not_exist_is_left_out(voted: Story) -> None:
    assert then(voted.engine, "2022-10-20") == []
    assert then(voted.engine, "2023-10-20", "2022-10-20") == []
    assert len(then(voted.engine, "2022-10-21", "2022-10-21")) == 1


def test_a_deadline_that_was_moved_later_is_the_old_one_before(engine: Engine) -> None:
    story = begun(engine)
    was = story.step("adhere_to_charter").due_on
    assert was is not None
    story.on("2022-11-01")
    later = was + timedelta(days=20)
    more: dict[str, Any] = {"step": "adhere_to_charter", "reason": "elections"}
    story.fire(acts.MOVE, due_on=later, effective_on=date(2022, 10, 28), **more)
    (before,), (between,) = then(engine, "2022-10-27"), then(engine, "2022-10-28")
    assert step(before, "adhere_to_charter").due_on == was
    assert step(between, "adhere_to_charter").due_on == later
    assert step(between, "adhere_to_charter").original_due_on == was
    (unknown,) = then(engine, "2022-10-28", "2022-10-31")
    assert step(unknown, "adhere_to_charter").due_on == was


def test_of_two_moves_the_one_recorded_last_is_right_though_it_happened_first(
    engine: Engine,
) -> None:
    """As the tables have it: whoever recorded the second knew of the first."""
    story = begun(engine)
    story.on("2022-12-01")
    story.fire("suspend", reason="elections")
    story.on("2022-12-20")
    story.fire("withdraw", reason="a letter of 15 November", effective_on=date(2022, 11, 15))
    stages = {on: then(engine, on)[0].stage for on in ("2022-11-14", "2022-11-15", "2022-12-05")}
    assert list(stages.values()) == [Stage.JOINING, Stage.WITHDRAWN, Stage.WITHDRAWN]
    assert then(engine, "2022-12-05", "2022-12-19")[0].stage == Stage.SUSPENDED


@pytest.mark.parametrize("days", [(1, 0), (0, 1)])
def test_a_date_to_come_is_no_history(days: tuple[int, int]) -> None:
    today = date(2024, 2, 8)
    on, known = (today + timedelta(days=one) for one in days)
    with pytest.raises(NotYet, match="2024-02-09 is after today"):
        moment(today, on=on, known=known)
    assert moment(today) == moment(today, on=today) == Moment(today, today)
    assert moment(today, known=date(2023, 1, 1)) == Moment(date(2023, 1, 1), date(2023, 1, 1))


def test_a_day_ends_at_midnight_in_casablanca(engine: Engine) -> None:
    """23:30 of a day at UTC+1 is 22:30 UTC: it was known on that day."""
    with writing(engine) as session:
        number = builders.plan(session, clock=VirtualClock(date(2023, 5, 2), 0))
        door.fire(
            session, number, "suspend", actor=COORDINATOR, reason="elections",
            at=VirtualClock(date(2023, 5, 2), 23).now(),
        )  # fmt: skip
    assert then(engine, "2023-05-02", "2023-05-01") == []
    assert then(engine, "2023-05-02", "2023-05-02")[0].stage == Stage.SUSPENDED


def test_only_the_plans_of_a_region_are_told(engine: Engine) -> None:
    with writing(engine) as session:
        for kind in (CollectivityKind.COMMUNE, CollectivityKind.REGION):
            builders.plan(session, kind)
        when = Moment(builders.FOUNDED, builders.FOUNDED)
        told = as_of(session, of_regions(session, ALL, ["05"]), when)
        assert [one.region_code for one in told] == ["05"]
        assert [one.region for one in records(session, when, ["05"])] == ["05"]


class Life:
    """Plans to which anything happens, reported in time or weeks later."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.dice = engine, random.Random(seed)
        self.clock = VirtualClock(builders.FOUNDED)
        with writing(engine) as session:
            self.plans = builders.plans(session, 3, clock=self.clock)

    def goes_on(self) -> None:
        self.clock.on += timedelta(days=self.dice.randint(5, 60))
        for number in self.plans:
            for _ in range(2):
                self._something(number)
        advance(self.engine, on=self.clock.on, clock=self.clock)

    def some_day(self) -> date:
        since = (self.clock.on - builders.FOUNDED).days
        return builders.FOUNDED + timedelta(days=self.dice.randint(0, since))

    def _something(self, number: int) -> None:
        with reading(self.engine) as session:
            facts = read_facts(session, [number])[number]
        dice, today = self.dice, self.clock.on
        happened = max(facts.opened_on, today - timedelta(days=dice.choice([0, 0, 4, 40])))
        moves = ["suspend", "resume", "withdraw", "rejoin", acts.MOVE_SESSION]
        trigger, more = dice.choice([*moves, acts.MOVE]), dict[str, Any]()
        owed = [one for one in facts.steps.values() if one.state in ASKED]
        reported = [one for one in facts.steps.values() if one.state == StepState.REPORTED]
        if reported and dice.random() < 0.6:
            trigger, more = acts.ACCEPT, {"step": reported[0].key}
        elif owed and (trigger == acts.MOVE or dice.random() < 0.7):
            more = {"step": owed[0].key, "due_on": today + timedelta(days=dice.randint(1, 200))}
            if trigger != acts.MOVE:
                filed = builders.evidence(owed[0].key, happened)
                trigger, more = acts.REPORT, {"step": owed[0].key, "evidence": filed}
        try:
            with writing(self.engine) as session:
                door.fire(
                    session, number, trigger, actor=COORDINATOR, at=self.clock.now(),
                    reason="elections", effective_on=happened, **more,
                )  # fmt: skip
        except Refused:
            return


def asked(session: Session, on: date, known: date) -> Any:
    when = Moment(on, known)
    return as_of(session, ALL, when), records(session, when)


@pytest.mark.parametrize("seed", range(3))
def test_what_was_known_then_is_never_changed_by_what_is_recorded_later(
    engine: Engine, seed: int
) -> None:
    life, kept = Life(engine, seed), []
    for _ in range(14):
        life.goes_on()
        with reading(engine) as session:
            days = {life.some_day(), life.clock.on}
            kept += [(on, life.clock.on, asked(session, on, life.clock.on)) for on in sorted(days)]
    with reading(engine) as session:
        for on, known, said in kept:
            assert asked(session, on, known) == said
    assert len({str(said) for *_, said in kept}) > 14, "a life in which nothing happens"


@pytest.mark.parametrize("seed", range(3))
def test_what_is_true_today_as_known_today_is_what_the_tables_hold(
    engine: Engine, seed: int
) -> None:
    life = Life(engine, seed)
    for _ in range(14):
        life.goes_on()
        with reading(engine) as session:
            plans, counted = asked(session, life.clock.on, life.clock.on)
            assert {one.id: of_plan(one) for one in plans} == tables(session)
            assert {one.reference: len(one.late) for one in plans} == {
                row.reference: row.late_steps for row in plan_rows(session, on=life.clock.on)
            }
            assert [(o.reference, o.stage) for o in counted] == [
                (o.reference, o.stage) for o in plans
            ]
            then_plans, then_counted = asked(session, life.some_day(), life.clock.on)
            assert [(o.reference, o.stage, o.placed_by) for o in then_counted] == [
                (o.reference, o.stage, o.placed_by) for o in then_plans
            ]


def of_plan(told: PlanThen) -> tuple[Any, ...]:
    plan = (told.stage, told.entered_on, told.session_code, told.session_on, told.version)
    steps = {(s.key, s.occurrence): of_step(s) for s in told.steps}
    return (*plan, steps)


def of_step(s: Any) -> tuple[Any, ...]:
    return (s.state, s.opened_on, s.due_on, s.original_due_on, s.done_on, s.outcome, s.asked_until)


def tables(session: Session) -> dict[int, tuple[Any, ...]]:
    found = {}
    for plan in session.scalars(select(Plan)):
        steps = session.scalars(select(PlanStep).where(PlanStep.plan_id == plan.id))
        mine = {(s.key, s.occurrence): of_step(s) for s in steps}
        found[plan.id] = (
            plan.stage, plan.entered_on, plan.session_code, plan.session_on, plan.pathway_version,
            mine,
        )  # fmt: skip
    return found
