"""Acting on many plans at once writes what acting on each alone writes, byte for byte."""

import random
import secrets
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

import builders
import pytest
from builders import COORDINATOR, FOCAL_POINT, evidence
from conftest import NewDatabase
from databases import opened
from reading_back import everything
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.acts import ENGINE, Act, Actor
from lifecycle.advance import may_move
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.facts import ASKED, PlanFacts
from lifecycle.rows import read_facts
from models.database import reading, writing
from models.words import FactBasis, Stage, StepState

KINDS = ["sqlite", "postgresql"]
PLANS = 6


def numbered(of: Iterator[int]) -> str:
    """A salt that is the same in both databases, and never twice in one."""
    return f"{next(of):064x}"


def some_act(facts: PlanFacts, today: date, dice: random.Random) -> tuple[Actor, Act]:
    """Something that somebody might ask of a plan; not all of it is allowed."""
    row = may_move(facts, today)
    if row is not None and dice.random() < 0.9:
        return ENGINE, Act(facts.id, row.trigger)
    back = {Stage.SUSPENDED: "resume", Stage.WITHDRAWN: "rejoin"}.get(facts.stage)
    if dice.random() < (0.8 if back else 0.05):
        trigger = back or dice.choice(["suspend", "suspend", "withdraw", "adopt", "nonsense"])
        return COORDINATOR, Act(facts.id, trigger, reason=dice.choice(["", "elections", "x"]))
    return some_act_on_a_step(facts, today, dice)


def some_act_on_a_step(facts: PlanFacts, today: date, dice: random.Random) -> tuple[Actor, Act]:
    waiting = [step for step in facts.steps.values() if not step.is_settled]
    step = dice.choice(waiting or list(facts.steps.values()))
    more: dict[str, Any] = {"step": step.key, "reason": "as asked", "basis": FactBasis.ILLUSTRATIVE}
    if step.state in ASKED and dice.random() < 0.9:
        filed = evidence(step.key, today)
        if "outcome" in filed:
            filed["outcome"] = dice.choice(["rejected", "postponed", "adopted"])
        return FOCAL_POINT, Act(facts.id, acts.REPORT, fields=filed, **more)
    trigger = dice.choice([acts.ACCEPT] * 6 + [acts.RETURN, acts.WAIVE, acts.MOVE])
    due_on = date.fromordinal(today.toordinal() + 40)
    return COORDINATOR, Act(facts.id, trigger, due_on=due_on, **more)


def apply_one_by_one(
    session: Session, batch: list[Act], actor: Actor, clock: VirtualClock
) -> list[str]:
    said = []
    for act in batch:
        more = {"step": act.step, "due_on": act.due_on, "basis": act.basis}
        try:
            door.fire(
                session, act.plan_id, act.trigger, actor=actor, at=clock.now(), reason=act.reason,
                evidence=act.fields, cause="test", **more,
            )  # fmt: skip
            said.append("")
        except Refused as refusal:
            said.append(str(refusal))
    return said


def apply_at_once(session: Session, batch: list[Act], occasion: Occasion) -> list[str]:
    answers = door.fire_many(session, batch, occasion)
    return [str(answer.refusal or "") for answer in answers]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_writes_what_its_acts_write_one_by_one(
    new_database: NewDatabase, kind: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        new_database(kind) as one_url,
        new_database(kind) as many_url,
        opened(one_url) as alone,
        opened(many_url) as together,
    ):
        compare(alone, together, random.Random(seed), monkeypatch)


def compare(
    alone: Engine, together: Engine, dice: random.Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the same months pass in two databases, act by act in one, batch by batch in the other."""
    salts, same_salts = count(), count()
    monkeypatch.setattr(secrets, "token_hex", lambda _: numbered(salts))
    clock, refused, done = VirtualClock(builders.FOUNDED), 0, 0
    for engine in (alone, together):
        with writing(engine) as session:
            numbers = builders.plans(session, PLANS, clock=clock)
    for _ in range(40):
        clock.on = date.fromordinal(clock.on.toordinal() + dice.randint(3, 20))
        with reading(together) as session:
            facts = read_facts(session, numbers)
        asked = [some_act(plan, clock.on, dice) for plan in facts.values()]
        for actor in (ENGINE, FOCAL_POINT, COORDINATOR):
            batch = [act for who, act in asked if who is actor]
            occasion = Occasion(actor, clock.now(), "test", lambda: numbered(same_salts))
            with writing(together) as session:
                said = apply_at_once(session, batch, occasion)
            with writing(alone) as session:
                assert apply_one_by_one(session, batch, actor, clock) == said
            refused += sum(map(bool, said))
            done += len(said) - sum(map(bool, said))
    assert everything(alone) == everything(together)
    assert done > 100
    assert refused > 5


def in_two_rounds(facts: dict[int, PlanFacts], number: int) -> list[list[Act]]:
    """A first batch makes steps, a second one touches those same steps."""
    last = Act(number, "withdraw", reason="a decision of the council")
    steps = facts[number].pathway.steps_of(Stage.JOINING)
    waived = [Act(number, acts.WAIVE, step=rule.key, reason="x") for rule in steps]
    return [waived, [Act(number, "open_co_creation")], [last]]


def test_facts_that_were_read_once_serve_batch_after_batch(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        facts = read_facts(session, [number])
        for batch in in_two_rounds(facts, number):
            occasion = Occasion(COORDINATOR, clock.now(), "test")
            for answer in door.fire_many(session, batch, occasion, facts=facts):
                assert answer.refusal is None
    with reading(engine) as session:
        stored = read_facts(session, [number])[number]
    assert stored.stage == Stage.WITHDRAWN
    assert stored == facts[number]
    assert {step.state for step in stored.steps.values()} == {StepState.WAIVED}


def test_several_acts_on_one_plan_in_one_batch_follow_one_another(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        reports = [
            Act(number, acts.REPORT, step=key, fields=evidence(key, clock.on))
            for key in ("adhere_to_charter", "name_focal_point")
        ]
        occasion = Occasion(FOCAL_POINT, clock.now(), "test")
        door.fire_many(session, reports, occasion)
    with reading(engine) as session:
        facts = read_facts(session, [number])[number]
    assert facts.head_seq == 3
    assert [step.state for step in list(facts.steps.values())[:2]] == ["reported", "reported"]


def test_one_refusal_does_not_stop_the_others_and_is_answered(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        first, second = builders.plans(session, 2, clock=clock)
        batch = [
            Act(first, "suspend", reason="elections"),
            Act(second, "suspend"),
            Act(404, "suspend", reason="elections"),
        ]
        answers = door.fire_many(session, batch, Occasion(COORDINATOR, clock.now(), "test"))
        facts = read_facts(session, [first, second])
    assert [answer.refusal is None for answer in answers] == [True, False, False]
    assert [facts[number].stage for number in (first, second)] == ["suspended", "joining"]
    assert "There is no plan 404." in str(answers[2].refusal)


def test_a_refused_act_leaves_the_facts_as_they_were(engine: Engine, clock: VirtualClock) -> None:
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        facts = read_facts(session, [number])
        before = repr(facts)
        batch = [
            Act(number, "withdraw"),
            Act(number, "open_co_creation"),
            Act(number, acts.MOVE_SESSION, session_code="2023-10"),
            Act(number, acts.REPORT, step="adhere_to_charter", fields={"done_on": "x"}),
            Act(number, acts.MOVE, step="adhere_to_charter", reason="x", due_on=clock.on),
        ]
        occasion = Occasion(COORDINATOR, clock.now(), "test")
        answers = door.fire_many(session, batch, occasion, facts=facts)
        assert all(answer.refusal for answer in answers)
        assert repr(facts) == before


def statements(engine: Engine, number_of_plans: int, clock: VirtualClock) -> int:
    """How many statements suspending some plans at once takes."""
    with writing(engine) as session:
        codes = [f"05.091.{number_of_plans:02}.{one:02}" for one in range(number_of_plans)]
        numbers = [builders.plan(session, code=code, clock=clock) for code in codes]
    seen: list[str] = []

    def note(*said: Any) -> None:
        seen.append(said[2])

    event.listen(engine, "before_cursor_execute", note)
    with writing(engine) as session:
        batch = [Act(number, "suspend", reason="elections") for number in numbers]
        door.fire_many(session, batch, Occasion(COORDINATOR, clock.now(), "test"))
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_the_number_of_statements_does_not_grow_with_the_plans(
    engine: Engine, clock: VirtualClock
) -> None:
    few, many = statements(engine, 2, clock), statements(engine, 40, clock)
    assert few == many < 20
