"""Versions of the table side by side: plans are pinned, and moving one is an act with reasons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import builders
import pytest
from builders import plan_facts, step_facts
from hypothesis import given
from hypothesis import strategies as st
from small_cohort import BENI_MELLAL, LARACHE, open_few, sheet
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import read_calendar
from lifecycle.deadlines import date_of
from lifecycle.door import Answer
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.history import broken_link
from lifecycle.language import Deadline
from lifecycle.onboarding import open_cohort
from lifecycle.pathway import EVERY_HALF_YEAR, HALF_YEARLY, PATHWAY, VERSIONS
from lifecycle.plans import chain_of, history_of
from lifecycle.previews import preview
from lifecycle.rows import PLAN
from lifecycle.table_differences import differences
from lifecycle.table_digest import sealed
from lifecycle.table_moves import choose_plans, move_to_table
from models.database import writing
from models.outbox import OutboxLetter
from models.settings import CHECKOUT
from models.words import Stage, StepState

TODAY = date(2022, 11, 2)
AT = VirtualClock(TODAY).now()
OCCASION = Occasion(builders.COORDINATOR, AT, "test")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> str:
    """A version in which the charter has twice the time and the naming of a focal point less."""
    rules = {"adhere_to_charter": 30, "attend_orientation": 5}
    steps = tuple(
        replace(rule, deadline=replace(rule.deadline, number=rules[rule.key]))
        if rule.key in rules
        else rule
        for rule in PATHWAY.steps
    )
    monkeypatch.setitem(VERSIONS, "later", sealed(replace(PATHWAY, version="later", steps=steps)))
    return "later"


def move(session: Session, *numbers: int, to: str = "2") -> list[Answer]:
    return move_to_table(
        session, numbers=numbers, version=to, reason="half-yearly rounds", occasion=OCCASION
    )


def stored(session: Session, number: int) -> str:
    return str(session.scalar(select(PLAN.pathway_version).where(PLAN.id == number)))


def test_a_plan_stays_under_its_version_until_it_is_moved(session: Session) -> None:
    one, other = builders.plans(session, 2)
    (answer,) = move(session, one)
    assert answer.refusal is None
    assert (stored(session, one), stored(session, other)) == ("2", "1")
    entry = history_of(session, one)[-1]
    assert entry.trigger == acts.CHANGE_TABLE
    assert entry.body["table"] == {"from": "1", "to": "2", "was": PATHWAY.digest}
    assert entry.reason == "half-yearly rounds"
    assert broken_link(chain_of(session, one)) is None


def test_the_entry_falls_under_the_version_that_the_plan_goes_over_to(session: Session) -> None:
    (number,) = builders.plans(session, 1)
    move(session, number)
    canonical = chain_of(session, number)[-1]
    assert HALF_YEARLY.digest in str(canonical)


def test_every_plan_is_told_before_anything_is_written(session: Session) -> None:
    dates = builders.calendar(implementation_opens="2024-02-01")
    numbers = [
        builders.plan(session, code=f"05.091.07.0{one}", calendar=dates) for one in (1, 2, 3)
    ]
    work = partial(move_to_table, numbers=numbers, version="2", reason="policy", occasion=OCCASION)
    told = preview(session, work, {"version": "2"})
    assert [(one.table, one.to_table) for one in told.plans] == [("1", "2")] * 3
    assert {moved.trigger for one in told.plans for moved in one.dates} == {"open_monitoring_round"}
    assert {stored(session, number) for number in numbers} == {"1"}


def test_open_steps_are_dated_by_the_new_version_and_their_people_told(
    session: Session, later: str
) -> None:
    (number,) = builders.plans(session, 1)
    before = builders.facts_of(session, number).steps["adhere_to_charter"]
    move(session, number, to=later)
    after = builders.facts_of(session, number).steps["adhere_to_charter"]
    assert before.due_on is not None
    assert after.due_on is not None
    assert after.due_on > before.due_on
    assert (after.original_due_on, after.moved_because) == (before.due_on, "table")
    kinds = session.scalars(select(OutboxLetter.kind).where(OutboxLetter.plan_id == number))
    assert "deadline_moved" in set(kinds)


@given(st.integers(1, 60), st.integers(0, 40))
def test_nobody_becomes_late_because_the_table_changed(number: int, after: int) -> None:
    """Whatever the new rule says, and whenever: a step that was not late is not late."""
    from datetime import timedelta

    from lifecycle.change import Change
    from lifecycle.decide_table import change_table
    from lifecycle.rulebook import rulebook

    rule = PATHWAY.by_key["adhere_to_charter"]
    shorter = replace(rule, deadline=replace(rule.deadline, number=number))
    steps = tuple(shorter if one.key == rule.key else one for one in PATHWAY.steps)
    VERSIONS["tried"] = sealed(replace(PATHWAY, version="tried", steps=steps))
    try:
        due_on = date(2022, 12, 30)
        step = step_facts("adhere_to_charter", opened_on=date(2022, 11, 1), due_on=due_on)
        facts = plan_facts(step, stage=Stage.JOINING, entered_on=date(2022, 11, 1))
        today = date(2022, 11, 1) + timedelta(days=after)
        act = acts.Act(1, acts.CHANGE_TABLE, table="tried", reason="policy")
        change = Change(act, facts, facts.stage, facts.stage, today)
        change_table(change, builders.COORDINATOR, today, rulebook())
    finally:
        del VERSIONS["tried"]
    assert step.due_on is not None
    assert step.due_on >= min(today, due_on)


@pytest.mark.parametrize(
    ("to", "said"), [("9", "there is no version 9"), ("1", "follows version 1 already")]
)
def test_what_is_no_other_version_is_refused(session: Session, to: str, said: str) -> None:
    (number,) = builders.plans(session, 1)
    (answer,) = move(session, number, to=to)
    assert answer.refusal is not None
    assert said in answer.refusal.phrase.en
    assert answer.refusal.phrase.ar
    assert answer.refusal.phrase.fr


def test_a_focal_point_cannot_and_a_reason_is_needed(session: Session) -> None:
    (number,) = builders.plans(session, 1)
    with pytest.raises(Refused, match="a coordinator decides"):
        door.fire(
            session, number, acts.CHANGE_TABLE, actor=builders.FOCAL_POINT, at=AT, table="2",
            reason="why not",
        )  # fmt: skip
    with pytest.raises(Refused, match="needs a reason"):
        door.fire(session, number, acts.CHANGE_TABLE, actor=builders.COORDINATOR, at=AT, table="2")
    assert stored(session, number) == "1"


def test_a_plan_that_stands_still_is_refused_and_the_others_go_over(session: Session) -> None:
    one, other = builders.plans(session, 2)
    door.fire(session, one, "suspend", actor=builders.COORDINATOR, at=AT, reason="elections")
    refused, done = move(session, one, other)
    assert refused.refusal is not None
    assert "resume it first" in refused.refusal.phrase.en
    assert done.refusal is None
    assert (stored(session, one), stored(session, other)) == ("1", "2")


def test_a_step_that_is_owed_and_that_the_version_does_not_ask_is_refused(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tuple(replace(rule, enabled=rule.key != "adhere_to_charter") for rule in PATHWAY.steps)
    monkeypatch.setitem(VERSIONS, "less", sealed(replace(PATHWAY, version="less", steps=steps)))
    owes, settled = builders.plans(session, 2)
    builders.settle(session, settled, "adhere_to_charter", VirtualClock(TODAY))
    refused, done = move(session, owes, settled, to="less")
    assert refused.refusal is not None
    assert "adhere_to_charter is owed" in refused.refusal.phrase.en
    assert done.refusal is None


def test_a_step_that_only_the_new_version_asks_is_asked(session: Session) -> None:
    clock = VirtualClock(builders.FOUNDED)
    (number,) = builders.plans(session, 1)
    builders.drive_to(session, number, clock, step="council_vote")
    at = Occasion(builders.COORDINATOR, clock.now(), "test")
    move_to_table(session, numbers=[number], version="1-legality", reason="the wali", occasion=at)
    control = builders.facts_of(session, number).step("legality_control")
    assert control is not None
    assert control.state == StepState.WAITING


def test_rounds_of_the_second_version_open_on_the_same_two_days_for_everybody() -> None:
    def opens(last: str) -> str:
        opened = step_facts("report_monitoring_round", opened_on=date.fromisoformat(last))
        facts = plan_facts(opened, stage=Stage.IMPLEMENTATION)
        return str(date_of(EVERY_HALF_YEAR, facts))

    assert opens("2026-01-05") == opens("2026-06-30") == "2026-07-01"
    assert opens("2026-07-01") == opens("2026-12-31") == "2027-01-01"


def test_before_the_first_round_it_counts_from_the_start_of_implementation() -> None:
    facts = plan_facts(stage=Stage.IMPLEMENTATION)  # implementation opens on 2024-01-01
    assert str(date_of(EVERY_HALF_YEAR, facts)) == "2024-07-01"


def test_versions_differ_where_they_say_so() -> None:
    (found,) = differences(PATHWAY, HALF_YEARLY)
    assert found.part == "when"
    assert isinstance(EVERY_HALF_YEAR, Deadline)
    assert "6 months" in found.one.en
    assert "January or July" in found.other.en
    assert differences(PATHWAY, PATHWAY) == []
    (enabled,) = differences(PATHWAY, VERSIONS["1-legality"])
    assert (enabled.part, enabled.one.en, enabled.other.en) == ("enabled", "no", "yes")


def test_nobody_is_meant_by_leaving_something_out(session: Session) -> None:
    numbers = builders.plans(session, 2)
    with pytest.raises(Refused, match="choose plans"):
        choose_plans(session)
    with pytest.raises(Refused, match="no such plans here: PAO-1"):
        choose_plans(session, references=["PAO-1"])
    assert set(choose_plans(session, cohort="2022-founders")) == set(numbers)
    assert choose_plans(session, region="02") == []


def test_a_later_cohort_names_its_version_and_its_plans_follow_it(engine: Engine) -> None:
    file = CHECKOUT / "cohorts" / "2026-fourth.yaml"
    later = read_calendar(file.read_text(encoding="utf-8"), file.name)
    rows = sheet(BENI_MELLAL, changed={BENI_MELLAL: {"joined_on": "2026-12-01"}})
    open_few(engine, LARACHE)
    open_cohort(
        engine, rows, "members.csv", later, clock=VirtualClock(date(2026, 12, 1)),
        actor=builders.COORDINATOR, dry_run=False,
    )  # fmt: skip
    with writing(engine) as session:
        versions = session.execute(select(PLAN.collectivity_code, PLAN.pathway_version))
        assert {code: version for code, version in versions} == {LARACHE: "1", BENI_MELLAL: "3"}  # noqa: C416
