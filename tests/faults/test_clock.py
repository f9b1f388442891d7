"""The clock jumps, ahead by weeks and back by days: nothing is lost, repeated or set back.

And nobody reads another clock than the one that is handed in: that is seen in the code itself.
"""

import ast
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import builders
import pytest
from databases import migrated_file
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from owed_letters import region_of
from reading_back import everything
from sqlalchemy import Engine, event, select

from audit.log_folder import LogFolder
from audit.sealing import seal
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.advance import advance, may_move
from lifecycle.clock import VirtualClock
from lifecycle.decide import is_behind
from lifecycle.errors import ClockWentBack, Refused
from lifecycle.facts import ASKED
from lifecycle.ladder import rung_days
from lifecycle.rows import read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.sweep import sweep
from models.collectivity import Collectivity
from models.database import open_database, reading, writing
from models.history import HistoryEntry
from models.settings import CHECKOUT
from models.words import Stage
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

FLOORS = ("models", "lifecycle", "audit", "notifications", "portal", "flows")


@pytest.fixture(scope="module", autouse=True)
def _template() -> Iterator[None]:
    """A migrated file for every life of this module."""
    Jumps.folder = Path(tempfile.mkdtemp(prefix="infitah-jumps-"))
    Jumps.template = migrated_file(Jumps.folder)
    yield
    shutil.rmtree(Jumps.folder)


class Jumps(RuleBasedStateMachine):
    """Two plans, the engine's rounds, and a clock that somebody keeps setting."""

    folder: Path
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.own = Path(tempfile.mkdtemp(prefix="jump-", dir=self.folder))
        shutil.copy(self.template, self.own / "life.db")
        self.engine = open_database(f"sqlite:///{self.own / 'life.db'}")
        event.listen(self.engine, "connect", _do_not_wait_for_the_disk)
        self.clock, self.furthest = VirtualClock(builders.FOUNDED), builders.FOUNDED
        self.swept_to = builders.FOUNDED
        self.due: dict[tuple[int, str, int], date | None] = {}
        self.log = LogFolder(self.own / "log")

    @initialize()
    def open_two_plans(self) -> None:
        with writing(self.engine) as session:
            self.plans = builders.plans(session, 2, clock=self.clock)
            places = session.scalars(select(Collectivity)).all()
            region_of(session, places[0])
            for place in places:
                builders.people_of(session, place)

    @rule(days=st.one_of(st.integers(-5, 60), st.integers(-5, -1), st.integers(1, 6)))
    def the_clock_jumps(self, days: int) -> None:
        self.clock.on = max(self.clock.on + timedelta(days=days), builders.FOUNDED)
        self.furthest = max(self.furthest, self.clock.on)

    @rule()
    def deadlines_are_checked(self) -> None:
        sweep(self.engine, on=self.clock.on, clock=self.clock)
        self.swept_to = max(self.swept_to, self.clock.on)

    @rule()
    def plans_are_moved(self) -> None:
        advance(self.engine, on=self.clock.on, clock=self.clock)

    @rule()
    def letters_leave(self) -> None:
        settings = MailSettings(delivery="mailbox")
        deliver_to_mailbox(self.engine, clock=self.clock, settings=settings)

    @rule()
    def the_history_is_sealed(self) -> None:
        seal(self.engine, self.clock, self.log)

    @rule(of=st.integers(0, 1))
    def what_is_asked_is_settled(self, of: int) -> None:
        with writing(self.engine) as session:
            facts = read_facts(session, [self.plans[of]])[self.plans[of]]
            for step in [one for one in facts.steps.values() if one.state in ASKED][:1]:
                if is_behind(facts, self.clock.on):
                    with pytest.raises(ClockWentBack, match="Set the clock"):
                        builders.settle(session, facts.id, step.key, self.clock)
                elif facts.stage != Stage.SUSPENDED:
                    builders.settle(session, facts.id, step.key, self.clock)

    @rule(of=st.integers(0, 1), trigger=st.sampled_from(["suspend", "resume", acts.MOVE]))
    def somebody_decides(self, of: int, trigger: str) -> None:
        number, before = self.plans[of], everything(self.engine)
        try:
            with writing(self.engine) as session:
                facts = read_facts(session, [number])[number]
                more: dict[str, Any] = {}
                if trigger == acts.MOVE:
                    asked = [one.key for one in facts.steps.values() if one.state in ASKED]
                    if not asked:
                        return
                    more = {"step": asked[0], "due_on": self.furthest + timedelta(days=30)}
                door.fire(
                    session, number, trigger, actor=builders.COORDINATOR, at=self.clock.now(),
                    reason="elections", **more,
                )  # fmt: skip
        except Refused:
            assert everything(self.engine) == before

    @invariant()
    def recorded_times_of_a_plan_never_run_backwards(self) -> None:
        with reading(self.engine) as session:
            for number in self.plans:
                query = select(HistoryEntry.recorded_at).where(HistoryEntry.plan_id == number)
                recorded = list(session.scalars(query.order_by(HistoryEntry.seq)))
                assert recorded == sorted(recorded)

    @invariant()
    def no_letter_is_owed_or_taken_twice(self) -> None:
        letters = everything(self.engine)["outbox_letter"]
        owed = Counter(
            (one["plan_id"], one["step_key"], one["occurrence"], one["rung"], one["role"],
             one["kind"], one["context"]["due_on"])
            for one in letters if one["rung"]
        )  # fmt: skip
        assert [one for one, many in owed.items() if many > 1] == []
        assert len({one["key"] for one in letters}) == len(letters)

    @invariant()
    def every_rung_up_to_the_last_check_is_there(self) -> None:
        """Sent or kept as skipped: a jump ahead, and one back, lose none."""
        written = {
            (one["plan_id"], one["step_key"], one["occurrence"], one["rung"])
            for one in everything(self.engine)["outbox_letter"]
        }
        with reading(self.engine) as session:
            days = read_rulebook(session).days
            for facts in read_facts(session, self.plans).values():
                ladder = facts.pathway.ladder
                for step in facts.steps.values():
                    if step.opened_on is None or step.next_at is None:
                        continue
                    for day in rung_days(step.opened_on, step.due_on, ladder, days):
                        if day.on < step.next_at and day.rung.letters:
                            key = (facts.id, step.key, step.occurrence, day.rung.key)
                            assert key in written

    @invariant()
    def a_deadline_changes_with_an_entry_only(self) -> None:
        """A passed deadline that would be pushed back by the clock alone would un-expire."""
        with reading(self.engine) as session:
            for facts in read_facts(session, self.plans).values():
                query = select(HistoryEntry.step_key, HistoryEntry.trigger)
                last = session.execute(
                    query.where(
                        HistoryEntry.plan_id == facts.id, HistoryEntry.seq == facts.head_seq
                    )
                ).one()
                for step in facts.steps.values():
                    key = (facts.id, step.key, step.occurrence)
                    before = self.due.setdefault(key, step.due_on)
                    if step.due_on != before:
                        assert last.trigger in (acts.MOVE, "resume"), (key, before, step.due_on)
                    self.due[key] = step.due_on

    def teardown(self) -> None:
        self.clock.on = self.furthest
        seal(self.engine, self.clock, self.log)
        assert verify(self.engine, self.log).findings.kept == []
        self.engine.dispose()
        shutil.rmtree(self.own)


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")


TestJumps = Jumps.TestCase
TestJumps.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_an_act_before_the_last_entry_is_refused_and_writes_nothing(engine: Engine) -> None:
    clock = VirtualClock(date(2023, 3, 6))
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
    before = everything(engine)
    more: dict[str, Any] = {"actor": builders.COORDINATOR, "reason": "elections"}
    earlier = VirtualClock(date(2023, 3, 5), 23)
    with pytest.raises(ClockWentBack) as refused, writing(engine) as session:
        door.fire(session, number, "suspend", at=earlier.now(), **more)
    assert "2023-03-05" in refused.value.phrase.en
    assert all("2023-03-06" in said for said in (refused.value.phrase.ar, refused.value.phrase.fr))
    assert everything(engine) == before
    assert advance(engine, on=earlier.on, clock=earlier).moved == []
    with writing(engine) as session:
        door.fire(session, number, "suspend", at=clock.now(), **more)


def ready_to_move(engine: Engine, number: int, clock: VirtualClock) -> None:
    """Settle what is asked until the engine may move the plan."""
    while True:
        with writing(engine) as session:
            facts = read_facts(session, [number])[number]
            if may_move(facts, clock.on):
                return
            for step in [one.key for one in facts.steps.values() if one.state in ASKED]:
                builders.settle(session, number, step, clock)
        builders.tomorrow(clock)


def test_a_plan_that_is_ahead_of_the_clock_does_not_stop_the_others(engine: Engine) -> None:
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        ahead, other = builders.plans(session, 2, clock=clock)
    for number in (ahead, other):
        ready_to_move(engine, number, clock)
    with writing(engine) as session:
        late: dict[str, Any] = {"at": VirtualClock(date(2024, 1, 3)).now(), "reason": "elections"}
        for trigger in ("suspend", "resume"):
            door.fire(session, ahead, trigger, actor=builders.COORDINATOR, **late)
    with reading(engine) as session:
        facts = read_facts(session, [ahead, other])
    (moved,) = advance(engine, on=clock.on, clock=clock).moved
    assert moved == (facts[other].reference, "open_co_creation")
    caught_up = VirtualClock(date(2024, 1, 4))
    again = advance(engine, on=caught_up.on, clock=caught_up).moved
    assert (facts[ahead].reference, "open_co_creation") in again


# Who may read the machine's clock. A stopwatch (`time.monotonic`) tells no date: anybody may.
MAY_READ_THE_CLOCK = {"lifecycle/clock.py"}
READS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
    ("time", "strftime"), ("func", "now"), ("func", "current_timestamp"), ("func", "current_date"),
}  # fmt: skip
# Where "greater than" pages through what stands, and remembers nothing for another run.
PAGES = {
    "audit/tiles.py": ["LEAF.n >= first"],
}
PASSED_OVER = re.compile(r"\.(id|seq|n)\s*>")


def of_ours() -> dict[str, str]:
    """The text of every file of the engine, by its place in the checkout."""
    files = [file for floor in FLOORS for file in sorted((CHECKOUT / floor).rglob("*.py"))]
    return {
        file.relative_to(CHECKOUT).as_posix(): file.read_text(encoding="utf-8") for file in files
    }


def clocks_read(text: str) -> set[tuple[str, str]]:
    """The calls of a text that read the machine's or the database's clock."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            found.add((name, node.attr))
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "datetime"):
            found |= {(node.module, one.name) for one in node.names}
    return found & READS


def watermarks(text: str) -> list[str]:
    """Comparisons of a number with "more than": rows that commit late would be passed over."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Compare)
        and isinstance(node.ops[0], (ast.Gt, ast.GtE))
        and isinstance(node.left, ast.Attribute)
        and node.left.attr in ("id", "seq", "n")
    ]


def test_nobody_reads_another_clock_than_the_one_that_is_handed_in() -> None:
    names = {attribute for _, attribute in READS}
    suspects = {
        file: text for file, text in of_ours().items() if any(name in text for name in names)
    }
    assert {file for file, text in suspects.items() if clocks_read(text)} == MAY_READ_THE_CLOCK


def test_nothing_is_taken_by_a_watermark() -> None:
    suspects = {file: text for file, text in of_ours().items() if PASSED_OVER.search(text)}
    assert {file: seen for file, text in suspects.items() if (seen := watermarks(text))} == PAGES


@pytest.mark.parametrize(
    "text", ["datetime.now(UTC)", "dt.datetime.now()", "date.today()", "from time import time"]
)
def test_a_clock_that_is_read_would_be_seen(text: str) -> None:
    assert clocks_read(text)


def test_a_watermark_would_be_seen() -> None:
    assert watermarks("select(LETTER).where(LETTER.id > last)") == ["LETTER.id > last"]
