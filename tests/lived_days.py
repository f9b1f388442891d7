"""A few members whose days are lived over and over: the engine moves, people act, letters leave.

What a day does is done again until it succeeds, as the schedule of the flows does it.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

import builders
import small_cohort
from scripted_smtp import ScriptedServer, to_loopback
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from audit.log_folder import LogFolder
from audit.sequencer import sequence
from audit.verification import verify
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.facts import ASKED
from lifecycle.rows import read_facts
from lifecycle.sweep import sweep
from lifecycle.working_days import WorkingDays
from models.database import reading, writing
from models.history import HistoryEntry
from models.outbox import DeliveryAttempt, OutboxLetter
from models.plan import Plan, PlanStep
from models.words import Failure
from notifications.delivery import deliver
from notifications.merging import DAILY_LIST

MEMBERS = (small_cohort.BENI_MELLAL, small_cohort.LARACHE, small_cohort.TIZNIT)
MANY_TRIES = 12


@dataclass
class Days:
    """A cohort in a database, and the mail server that takes its letters."""

    engine: Engine
    server: ScriptedServer
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(small_cohort.FOUNDED))
    failed: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Open the cohort."""
        small_cohort.open_few(self.engine, *MEMBERS)

    def live(self, mend: Callable[[], None] = lambda: None) -> None:
        """One working day; `mend` is called after what failed, before it is tried again."""
        steps = (self._move, self._sweep, self._act, self._deliver, self._deliver_late)
        for step in steps:
            self._until_it_succeeds(step, mend)
        self.clock.hour = 9
        self.clock.on = WorkingDays().add(self.clock.on, 1)

    def _until_it_succeeds(self, step: Callable[[], object], mend: Callable[[], None]) -> None:
        for _ in range(MANY_TRIES):
            try:
                step()
            except* DBAPIError as failures:
                self.failed.append(f"{step.__name__}: {failures.exceptions[0]}")
                mend()
            else:
                return
        raise AssertionError(f"{step.__name__} does not succeed: {self.failed[-1]}")

    def _move(self) -> None:
        advance(self.engine, on=self.clock.on, clock=self.clock)

    def _sweep(self) -> None:
        sweep(self.engine, on=self.clock.on, clock=self.clock)

    def _act(self) -> None:
        """One plan a day settles what it was first asked for, whoever else failed."""
        with writing(self.engine) as session:
            numbers = list(session.scalars(select(Plan.id).order_by(Plan.id)))
            number = numbers[self.clock.on.toordinal() % len(numbers)]
            facts = read_facts(session, [number])[number]
            asked = [one for one in facts.steps.values() if one.state in ASKED]
            settled = [one for one in facts.steps.values() if one.done_on == self.clock.on]
            if asked and not settled:
                builders.settle(session, number, asked[0].key, self.clock)

    def _deliver(self) -> None:
        settings = to_loopback(self.server.port, live=True)
        asyncio.run(deliver(self.engine, clock=self.clock, settings=settings))

    def _deliver_late(self) -> None:
        for hour in (10, 11):
            self.clock.hour = hour
            self._deliver()
        self.clock.hour = 9


def what_stands(engine: Engine) -> dict[str, Any]:
    """What a day must have done, however often it was interrupted."""
    with reading(engine) as session:
        return {
            # A day's list is how letters left, and depends on when: what is owed does not.
            "letters": set(
                session.scalars(
                    select(OutboxLetter.key).where(OutboxLetter.kind != DAILY_LIST)
                )
            ),
            "plans": sorted(map(tuple, session.execute(select(Plan.reference, Plan.stage)))),
            "steps": sorted(
                map(
                    tuple,
                    session.execute(
                        select(
                            Plan.reference, PlanStep.key, PlanStep.occurrence, PlanStep.state,
                            PlanStep.due_on,
                        ).join(Plan, Plan.id == PlanStep.plan_id)
                    ),
                ),
                key=str,
            ),
            "entries": sorted(
                map(
                    tuple,
                    session.execute(
                        select(
                            Plan.reference, HistoryEntry.seq, HistoryEntry.trigger,
                            HistoryEntry.effective_on,
                        ).join(Plan, Plan.id == HistoryEntry.plan_id)
                    ),
                )
            ),
        }  # fmt: skip


def findings(engine: Engine, folder: Path) -> list[Any]:
    """What the auditor's verification says of a database."""
    sequence(engine)
    return verify(engine, LogFolder(folder)).findings.kept


def copies_too_many(engine: Engine, server: ScriptedServer) -> dict[str, int]:
    """Letters that left more often than once and once more a recorded window."""
    copies = Counter(
        str(message_from_bytes(message)["Message-ID"]).strip("<>").partition("@")[0]
        for _, message in server.taken
    )
    query = select(DeliveryAttempt.letter_id, func.count()).where(
        DeliveryAttempt.failure == Failure.AMBIGUOUS
    )
    with reading(engine) as session:
        rows = session.execute(query.group_by(DeliveryAttempt.letter_id))
        windows = Counter({row[0]: row[1] for row in rows})
    return {one: many for one, many in copies.items() if many > 1 + windows[one]}


def days_after(on: date, many: int) -> date:
    """A working day so many working days later."""
    return WorkingDays().add(on, many)
