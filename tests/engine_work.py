"""What the engine really does on a day, as jobs that may be stopped anywhere and done again.

Each job begins by looking at what is there, as the flows do: a restart goes on where it was.
"""

import asyncio
import json
import os
import random
import signal
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import builders
import small_cohort
from builders import COORDINATOR, FOCAL_POINT
from sqlalchemy import Connection, Engine, select

from audit.bytes_gone import destroy_bytes
from audit.erase_words import erase_words
from audit.heads import add_heads_of_day
from audit.log_folder import folder_of
from audit.person_reasons import Because
from audit.rotation import rotate_key
from audit.sealing import seal
from lifecycle import acts, door, writes
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.facts import ASKED, PlanFacts
from lifecycle.rows import PLAN, read_facts
from lifecycle.sweep import sweep
from models.database import open_database, reading, writing
from models.failpoints import Hook, Point, armed
from models.history import HistoryDisclosure, HistoryEntry
from models.outbox import OutboxLetter
from models.words import StepState
from notifications.bounce_sources import bounce_sources
from notifications.bounces import read_bounces
from notifications.delivery import deliver
from notifications.settings import MailSettings

RETURNED = "choose_axes"  # once a plan, so that there are words to erase
LATER = "2022-later"  # another cohort, replayed: its letters go to the mailbox
Work = Callable[[Engine, VirtualClock], None]


def do(
    *,
    work: str,
    url: str,
    on: str,
    hour: int = 9,
    pending: Sequence[str] = (),
    chance: float = 1.0,
    seed: int = 0,
    told: str | None = None,
    journal: str | None = None,
) -> None:
    """Do one job on a database as of an instant.

    Args:
        work: the name of a function below.
        url: the database.
        on, hour: the civil date and the hour in Casablanca.
        pending: the points at which this process is killed, each with a chance.
        chance, seed: of that.
        told: the file into which the point of the kill is written.
        journal: the file into which goes what each transition is about to write.
    """
    if journal:
        keep_a_journal(Path(journal))
    clock, engine = VirtualClock(date.fromisoformat(on), hour), open_database(url)
    hook = kill_at_one_of({Point(name) for name in pending}, chance, random.Random(seed), told)
    with armed(hook):
        WORKS[work](engine, clock)
    engine.dispose()


def kill_at_one_of(
    points: set[Point], chance: float, dice: random.Random, told: str | None
) -> Hook:
    """A hook that kills this process at the first of some points that it comes to."""
    first = threading.Lock()  # the other threads come to theirs while the first one tells its own

    def kill(point: Point) -> None:
        if point in points and dice.random() < chance and first.acquire(blocking=False):
            Path(told or os.devnull).write_text(point.value)
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def keep_a_journal(path: Path) -> None:
    """Note of each write of the door, before its commit, which entries and letters it holds."""
    insert, entries = writes.insert_rows, []

    def noted(connection: Connection, record: type[Any], rows: Any, **more: Any) -> None:
        if record is HistoryEntry:
            entries[:] = [row["leaf_hash"] for row in rows]
        insert(connection, record, rows, **more)
        if record is OutboxLetter:
            line = {"entries": entries, "letters": [row["key"] for row in rows]}
            with path.open("a") as file:
                file.write(json.dumps(line) + "\n")

    writes.insert_rows = noted


def open_cohort(engine: Engine, clock: VirtualClock) -> None:
    """Two founders join, from a sheet."""
    small_cohort.open_few(
        engine, small_cohort.BENI_MELLAL, small_cohort.LARACHE, on=clock.on
    )  # fmt: skip


def replay(engine: Engine, clock: VirtualClock) -> None:
    """Another one joins in a replay, whose letters go to the mailbox only."""
    small_cohort.open_few(
        engine, small_cohort.TIZNIT, on=clock.on, cohort=LATER, cause="replay:test"
    )  # fmt: skip
    deliver_now(engine, clock)


def day(engine: Engine, clock: VirtualClock) -> None:
    """What came back is read, people act, plans move, letters are written and sent, all is sealed.

    Of each plan one thing happens.
    """
    read_bounces(engine, bounce_sources(), clock)
    with reading(engine) as session:
        numbers = list(session.scalars(select(PLAN.id).order_by(PLAN.id)))
    for number in numbers:
        people_act(engine, number, clock)
    runs(engine, clock)


def runs(engine: Engine, clock: VirtualClock) -> None:
    """What the flows do, one after another."""
    advance_now(engine, clock)
    sweep_now(engine, clock)
    deliver_now(engine, clock)
    seal_now(engine, clock)


def people_act(engine: Engine, number: int, clock: VirtualClock) -> None:
    """The focal point reports the next step, or the coordinator looks at what was reported."""
    with writing(engine) as session:
        facts = read_facts(session, [number])[number]
        for step in facts.steps.values():
            if step.state == StepState.REPORTED:
                returns = step.key == RETURNED and not _was_returned(session, facts)
                trigger, reason = (acts.RETURN, "page 3") if returns else (acts.ACCEPT, "")
                more: dict[str, Any] = {"actor": COORDINATOR, "reason": reason}
            elif step.state in ASKED:
                fields = builders.evidence(step.key, clock.on, pathway=facts.pathway)
                trigger, more = acts.REPORT, {"actor": FOCAL_POINT, "evidence": fields}
            else:
                continue
            try:
                door.fire(session, number, trigger, at=clock.now(), step=step.key, **more)
            except Refused:
                continue
            return


def _was_returned(session: Any, facts: PlanFacts) -> bool:
    query = select(HistoryEntry.id).where(
        HistoryEntry.plan_id == facts.id, HistoryEntry.trigger == acts.RETURN
    )
    return session.scalars(query).first() is not None


def advance_now(engine: Engine, clock: VirtualClock) -> None:
    """The engine's own moves."""
    advance(engine, on=clock.on, clock=clock)


def sweep_now(engine: Engine, clock: VirtualClock) -> None:
    """The letters that open steps owe."""
    sweep(engine, on=clock.on, clock=clock)


def deliver_now(engine: Engine, clock: VirtualClock) -> None:
    """What is due goes to the server on loopback that the environment names."""
    asyncio.run(deliver(engine, clock=clock, settings=MailSettings()))


def seal_now(engine: Engine, clock: VirtualClock) -> None:
    """The heads of the day, and a checkpoint over everything."""
    add_heads_of_day(engine, Occasion(acts.ENGINE, clock.now(), "test"))
    seal(engine, clock)


def erase(engine: Engine, clock: VirtualClock) -> None:
    """The first words of the history that were not erased are; then the bytes."""
    occasion = Occasion(COORDINATOR, clock.now(), "test")
    with writing(engine) as session:
        found = session.execute(
            select(PLAN.reference, HistoryDisclosure.seq, HistoryDisclosure.label)
            .join(HistoryDisclosure, HistoryDisclosure.plan_id == PLAN.id)
            .order_by(PLAN.id, HistoryDisclosure.seq)
        ).first()
        if found is not None:
            erase_words(session, *found, Because.NAMES_SOMEBODY, occasion)
    destroy_bytes(engine)


def rotate(engine: Engine, clock: VirtualClock) -> None:
    """Another key takes over; then all is sealed with it."""
    occasion = Occasion(COORDINATOR, clock.now(), "test")
    rotate_key(engine, clock, folder_of(engine), occasion)
    seal_now(engine, clock)


WORKS: dict[str, Work] = {
    work.__name__: work
    for work in (
        open_cohort, replay, day, runs, deliver_now, seal_now, erase, rotate,
    )
}  # fmt: skip
