"""One plan's life told day by day: what people do, and what the engine does each morning."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import builders
from builders import CIVIL_SOCIETY, COORDINATOR, FOCAL_POINT
from reading_back import history, kinds, plan_of, step_of
from sqlalchemy import Engine, func, select

from lifecycle import acts, door
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.facts import StepFacts
from lifecycle.history import broken_link
from lifecycle.plans import chain_of
from lifecycle.rows import PLAN, STEP
from lifecycle.sweep import sweep
from models.council import CouncilSession
from models.database import reading, writing
from models.words import CollectivityKind, Role, SessionStatus, Stage


@dataclass
class Story:
    """A plan, its database and the day."""

    engine: Engine
    clock: VirtualClock
    plan: int

    def on(self, day: str) -> None:
        """Every morning up to a day on which something is due, the engine does its work."""
        until = date.fromisoformat(day)
        while self.clock.on < until:
            self.clock.on = min(self._next_morning(), until)
            self.morning()

    def _next_morning(self) -> date:
        """The next day on which a step owes a letter or a plan is looked at."""
        with reading(self.engine) as session:
            days = [
                session.scalar(select(func.min(STEP.next_at))),
                session.scalar(select(func.min(PLAN.check_on))),
            ]
        tomorrow = self.clock.on + timedelta(days=1)
        return max(min([on for on in days if on], default=date.max), tomorrow)

    def morning(self) -> None:
        """Nine o'clock: plans move, letters are written."""
        advance(self.engine, on=self.clock.on, clock=self.clock)
        sweep(self.engine, on=self.clock.on, clock=self.clock)

    def report(self, step: str, **fields: Any) -> None:
        """The focal point files everything a step asks for."""
        table = plan_of(self.engine, self.plan).pathway
        filed = builders.evidence(step, self.clock.on, pathway=table, **fields)
        theirs = table.by_key[step].actor == Role.CIVIL_SOCIETY
        actor = CIVIL_SOCIETY if theirs else FOCAL_POINT
        self.fire(acts.REPORT, actor=actor, step=step, evidence=filed)

    def accept(self, step: str) -> None:
        """The coordinator accepts what was reported."""
        self.fire(acts.ACCEPT, step=step)

    def done(self, *steps: str, **fields: Any) -> None:
        """Steps are reported and, where they are reviewed, accepted on the same day."""
        table = plan_of(self.engine, self.plan).pathway
        for step in steps:
            self.report(step, **fields)
            if table.by_key[step].review:
                self.accept(step)

    def fire(self, trigger: str, *, actor: Any = COORDINATOR, **more: Any) -> None:
        """Something is asked of the door."""
        with writing(self.engine) as session:
            door.fire(session, self.plan, trigger, actor=actor, at=self.clock.now(), **more)

    def move_session(self, code: str, to: str | None) -> None:
        """The council opens a session on another day, or not at all."""
        facts = plan_of(self.engine, self.plan)
        with writing(self.engine) as session:
            session.add(
                CouncilSession(
                    kind=facts.kind, collectivity_code=facts.collectivity_code, code=code,
                    opens_on=date.fromisoformat(to) if to else self.clock.on, ordinary=True,
                    status=SessionStatus.MOVED if to else SessionStatus.CANCELLED,
                    reason="elections", source="a letter of the governor",
                    recorded_at=self.clock.now(),
                )
            )  # fmt: skip
        self.fire(acts.MOVE_SESSION, reason="elections")

    @property
    def stage(self) -> Stage:
        """Where the plan stands."""
        return plan_of(self.engine, self.plan).stage

    @property
    def session(self) -> tuple[str | None, str]:
        """The council session the plan aims at: its code and its day."""
        facts = plan_of(self.engine, self.plan)
        return facts.session_code, str(facts.session_on)

    def step(self, key: str) -> StepFacts:
        """A step as it stands."""
        return step_of(self.engine, self.plan, key)

    def due(self, key: str) -> str:
        """The deadline of a step."""
        return str(self.step(key).due_on)

    def open_steps(self) -> list[str]:
        """What is asked now, in the order in which it was asked."""
        steps = plan_of(self.engine, self.plan).steps.values()
        return [step.key for step in steps if step.state in ("open", "returned")]

    def triggers(self) -> list[str]:
        """The transitions that the history tells, in order."""
        told = [entry.trigger for entry in history(self.engine, self.plan)]
        return [trigger for trigger in told if trigger not in acts.STEP_ACTS]

    def letters(self, *, of: str | None = None) -> list[str]:
        """The kinds of the letters that were written, of a step or of all."""
        more = {"step_key": of} if of else {}
        return kinds(self.engine, plan_id=self.plan, **more)

    def is_whole(self) -> bool:
        """Whether the chain of the history holds."""
        with reading(self.engine) as session:
            return broken_link(chain_of(session, self.plan)) is None

    def to_the_council(self, *, validated: bool = True) -> None:
        """Joining and co-creation in the time of the founders, up to the agenda of October 2023."""
        self.on("2022-11-07")
        self.done("adhere_to_charter")
        self.on("2022-11-25")
        self.done("name_focal_point")
        self.on("2023-01-12")
        self.done("attend_orientation")
        self.on("2023-02-22")
        self.done("attend_training")
        self.on("2023-03-27")
        self.done("set_up_committee", "choose_axes")
        self.on("2023-04-20")
        self.done("hold_first_workshop")
        self.on("2023-05-22")
        self.done("consult_on_ideas")
        self.on("2023-06-26")
        self.done("draft_projects")
        self.on("2023-07-20")
        self.done("hold_second_workshop")
        self.on("2023-08-07")
        self.done("consult_on_projects")
        if not validated:
            return
        self.on("2023-08-28")
        self.done("validate_programme")
        self.on("2023-08-29")


def begun(engine: Engine, kind: CollectivityKind = CollectivityKind.COMMUNE) -> Story:
    """A story that begins on 21 October 2022, the day the network was founded."""
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        number = builders.plan(session, kind, clock=clock)
        builders.people_of(session, builders.collectivity(session, kind))
    story = Story(engine, clock, number)
    story.morning()
    return story
