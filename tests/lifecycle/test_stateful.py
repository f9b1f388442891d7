"""Whatever people, time and the engine do, in any order, the records stay true to the history."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import builders
from builders import COORDINATOR, FOCAL_POINT, evidence
from databases import migrated_file
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from reading_back import everything
from sqlalchemy import event
from sqlalchemy.orm import Session

from audit.log_folder import LogFolder
from audit.sequencer import sequence
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.acts import ENGINE
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.errors import Refused
from lifecycle.facts import ASKED, PlanFacts
from lifecycle.history import broken_link
from lifecycle.ladder import next_owed
from lifecycle.pathway import PATHWAY
from lifecycle.plans import chain_of, history_of
from lifecycle.rows import read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.sweep import sweep
from models.council import CouncilSession
from models.database import open_database, reading, writing
from models.words import CollectivityKind, SessionStatus, Stage, StepState

TRIGGERS = sorted({row.trigger for row in PATHWAY.transitions} | {"to_completed"})
STEPS = [one.key for one in PATHWAY.steps]
OUTCOMES = ["adopted", "adopted", "rejected", "postponed"]
which = st.integers(0, 1)
ACTORS = st.sampled_from([ENGINE, COORDINATOR, FOCAL_POINT])


@cache
def template() -> Path:
    """A migrated file, made once; it is removed with the run."""
    folder = Path(tempfile.mkdtemp(prefix="infitah-stateful-"))
    atexit.register(shutil.rmtree, folder)
    return migrated_file(folder)


class Lives(RuleBasedStateMachine):
    """Two plans of two kinds, and everything that may happen to them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="infitah-life-"))
        shutil.copy(template(), self.folder / "life.db")
        self.engine = open_database(f"sqlite:///{self.folder / 'life.db'}")
        event.listen(self.engine, "connect", _do_not_wait_for_the_disk)
        self.clock = VirtualClock(builders.FOUNDED)

    def teardown(self) -> None:
        sequence(self.engine)  # a life that was lived, replayed from its entries, is what is stored
        assert verify(self.engine, LogFolder(self.folder / "log")).findings.kept == []
        self.engine.dispose()
        shutil.rmtree(self.folder)

    @initialize()
    def open_two_plans(self) -> None:
        kinds = (CollectivityKind.COMMUNE, CollectivityKind.REGION)
        with writing(self.engine) as session:
            self.plans = [builders.plan(session, kind, clock=self.clock) for kind in kinds]

    @rule(days=st.integers(1, 120))
    def time_passes(self, days: int) -> None:
        self.clock.on += timedelta(days=days)

    @rule(days=st.integers(1, 12))
    def a_few_days_pass(self, days: int) -> None:
        self.clock.on += timedelta(days=days)

    @rule()
    def letters_are_written(self) -> None:
        sweep(self.engine, on=self.clock.on, clock=self.clock)
        before = everything(self.engine)
        assert sweep(self.engine, on=self.clock.on, clock=self.clock).looked_at == 0
        assert everything(self.engine) == before

    @rule()
    def the_engine_moves_plans(self) -> None:
        advance(self.engine, on=self.clock.on, clock=self.clock)
        before = everything(self.engine)
        assert advance(self.engine, on=self.clock.on, clock=self.clock).moved == []
        assert everything(self.engine)["history_entry"] == before["history_entry"]

    @rule(of=which, outcome=st.sampled_from(OUTCOMES))
    def everything_owed_is_reported_and_accepted(self, of: int, outcome: str) -> None:
        with writing(self.engine) as session:
            facts = self.facts(session, of)
            if facts.stage in (Stage.SUSPENDED, Stage.WITHDRAWN):
                return
            for step in [one for one in facts.steps.values() if one.state in ASKED]:
                builders.settle(session, facts.id, step.key, self.clock, outcome=outcome)

    @rule(of=which, outcome=st.sampled_from(OUTCOMES))
    def a_step_is_reported(self, of: int, outcome: str) -> None:
        for step in self.steps_in(of, ASKED):
            filed = evidence(step, self.clock.on)
            filed |= {"outcome": outcome} if "outcome" in filed else {}
            self.attempt(of, acts.REPORT, step=step, evidence=filed, actor=FOCAL_POINT)

    @rule(of=which, trigger=st.sampled_from([acts.ACCEPT, acts.ACCEPT, acts.RETURN]))
    def a_report_is_looked_at(self, of: int, trigger: str) -> None:
        for step in self.steps_in(of, {StepState.REPORTED}):
            self.attempt(of, trigger, step=step, reason="as seen")

    @rule(of=which, days=st.integers(-5, 90))
    def a_deadline_is_moved(self, of: int, days: int) -> None:
        for step in self.steps_in(of, ASKED):
            due_on = self.clock.on + timedelta(days=days)
            self.attempt(of, acts.MOVE, step=step, due_on=due_on, reason="elections")

    @rule(of=which, days=st.integers(-5, 90))
    def more_time_is_asked_for(self, of: int, days: int) -> None:
        for step in self.steps_in(of, ASKED):
            due_on = self.clock.on + timedelta(days=days)
            more = {"step": step, "due_on": due_on, "reason": "elections"}
            self.attempt(of, acts.ASK_EXTENSION, actor=FOCAL_POINT, **more)

    @rule(of=which, trigger=st.sampled_from([acts.GRANT_EXTENSION, acts.REFUSE_EXTENSION]))
    def an_extension_is_answered(self, of: int, trigger: str) -> None:
        for step in self.steps_in(of, ASKED):
            self.attempt(of, trigger, step=step, reason="as asked")

    @rule(of=which)
    def a_report_is_corrected(self, of: int) -> None:
        for step in self.steps_in(of, {StepState.REPORTED}):
            filed = evidence(step, self.clock.on)
            self.attempt(of, acts.CORRECT, step=step, evidence=filed, actor=FOCAL_POINT)

    @rule(of=which, step=st.sampled_from(STEPS))
    def a_step_is_waived(self, of: int, step: str) -> None:
        self.attempt(of, acts.WAIVE, step=step, reason="not asked here")

    @rule(of=which, trigger=st.sampled_from(["suspend", "resume", "resume", "withdraw", "rejoin"]))
    def a_coordinator_decides(self, of: int, trigger: str) -> None:
        self.attempt(of, trigger, reason="elections")

    @rule(of=which, trigger=st.sampled_from(TRIGGERS), actor=ACTORS)
    def somebody_tries_something(self, of: int, trigger: str, actor: Any) -> None:
        self.attempt(of, trigger, actor=actor, reason="let us see")

    @rule(of=which, days=st.integers(-40, 60), cancelled=st.booleans())
    def a_session_is_moved_or_cancelled(self, of: int, days: int, cancelled: bool) -> None:
        with writing(self.engine) as session:
            facts = self.facts(session, of)
            assert facts.session_on is not None
            if facts.session_on <= self.clock.on:
                return
            opens_on = max(facts.session_on + timedelta(days=days), self.clock.on)
            session.add(
                CouncilSession(
                    kind=facts.kind, collectivity_code=facts.collectivity_code,
                    code=facts.session_code, opens_on=opens_on, ordinary=True,
                    status=SessionStatus.CANCELLED if cancelled else SessionStatus.MOVED,
                    reason="elections", source="a test", recorded_at=self.clock.now(),
                )
            )  # fmt: skip
        self.attempt(of, acts.MOVE_SESSION)

    @precondition(lambda self: self.clock.on > date(2024, 1, 1))
    @rule(of=which)
    def a_step_is_reported_with_a_date_to_come(self, of: int) -> None:
        for step in self.steps_in(of, ASKED):
            filed = evidence(step, self.clock.on + timedelta(days=1))
            with self.nothing_is_written():
                self.attempt(of, acts.REPORT, step=step, evidence=filed)

    def attempt(self, of: int, trigger: str, *, actor: Any = COORDINATOR, **more: Any) -> None:
        """Ask the door; a refusal must have written nothing."""
        before = everything(self.engine)
        try:
            with writing(self.engine) as session:
                number = self.facts(session, of).id
                door.fire(session, number, trigger, actor=actor, at=self.clock.now(), **more)
        except Refused:
            assert everything(self.engine) == before

    @contextmanager
    def nothing_is_written(self) -> Iterator[None]:
        before = everything(self.engine)
        yield
        assert everything(self.engine) == before

    def facts(self, session: Session, of: int) -> PlanFacts:
        return read_facts(session, [self.plans[of]])[self.plans[of]]

    def steps_in(self, of: int, states: set[StepState] | frozenset[StepState]) -> list[str]:
        """At most one step of a plan in one of some states."""
        with reading(self.engine) as session:
            steps = self.facts(session, of).steps.values()
        return [step.key for step in steps if step.state in states][:1]

    @invariant()
    def the_records_are_what_the_history_says(self) -> None:
        with reading(self.engine) as session:
            stored = everything(self.engine)
            for plan in stored["plan"]:
                said: dict[tuple[str, int], dict[str, Any]] = {}
                entries = history_of(session, plan["id"])
                for entry in entries:
                    said |= {(one["key"], one["n"]): one for one in entry.body["steps"]}
                last = entries[-1]
                assert last.to_stage == last.body["to"] == plan["stage"]
                assert (last.body["session"], last.body["session_on"]) == (
                    plan["session_code"],
                    _iso(plan["session_on"]),
                )
                steps = [one for one in stored["plan_step"] if one["plan_id"] == plan["id"]]
                assert {(one["key"], one["occurrence"]): _said(one) for one in steps} == said

    @invariant()
    def every_chain_holds_up_to_its_head(self) -> None:
        stored = everything(self.engine)
        with reading(self.engine) as session:
            for plan in stored["plan"]:
                chain = chain_of(session, plan["id"])
                assert broken_link(chain) is None
                assert (plan["head_seq"], plan["head_hash"]) == (len(chain), chain[-1][2])

    @invariant()
    def nothing_is_owed_that_nobody_should_do(self) -> None:
        stored = everything(self.engine)
        stages = {plan["id"]: plan["stage"] for plan in stored["plan"]}
        for step in stored["plan_step"]:
            stage = stages[step["plan_id"]]
            if stage in (Stage.WITHDRAWN, Stage.COMPLETED):
                assert step["state"] in (StepState.ACCEPTED, StepState.WAIVED)
            if stage == Stage.SUSPENDED or step["state"] not in ASKED:
                assert step["next_at"] is None
            assert (step["asked_on"] is None) == (step["asked_until"] is None)
            if step["asked_on"] is not None:
                assert step["state"] in ASKED
                assert step["next_at"] is None

    @invariant()
    def no_deadline_is_earlier_than_its_opening(self) -> None:
        for step in everything(self.engine)["plan_step"]:
            if step["due_on"] is not None:
                assert step["opened_on"] < step["due_on"]
                assert step["original_due_on"] is not None

    @invariant()
    def the_next_letter_of_a_step_is_the_one_the_ladder_gives(self) -> None:
        with reading(self.engine) as session:
            days = read_rulebook(session).days
            for plan in read_facts(session, self.plans).values():
                if plan.stage == Stage.SUSPENDED:
                    continue
                for step in plan.steps.values():
                    owed = next_owed(step, plan.pathway.ladder, days, step.last_rung)
                    assert step.next_at == owed

    @invariant()
    def no_letter_is_owed_twice(self) -> None:
        letters = everything(self.engine)["outbox_letter"]
        assert len({letter["key"] for letter in letters}) == len(letters)


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _said(step: dict[str, Any]) -> dict[str, Any]:
    """A stored step as history tells it."""
    return {
        "key": step["key"],
        "n": step["occurrence"],
        "state": step["state"],
        "opened": _iso(step["opened_on"]),
        "due": _iso(step["due_on"]),
        "original": _iso(step["original_due_on"]),
        "rule": step["due_rule"],
        "moved": step["moved_because"],
        "done": _iso(step["done_on"]),
        "settled": _iso(step["settled_on"]),
        "outcome": step["outcome"],
        **{name: _iso(step[name]) for name in ("asked_on", "asked_until") if step[name]},
    }


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=12,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
