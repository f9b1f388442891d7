"""The databases in flight that every release made (tests/golden), unpacked where a test works."""

import lzma
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path

import builders
import programme
from builders import facts_of, settle, tomorrow
from followed import Followed, progress_of
from sqlalchemy import Connection, Engine, Integer, MetaData, Table, func, select, text

from lifecycle import acts, door
from lifecycle.advance import advance, may_move
from lifecycle.clock import VirtualClock
from lifecycle.facts import ASKED, PlanFacts, StepFacts
from lifecycle.next_check import next_check
from lifecycle.progress import Progress
from models.database import open_database, reading, writing
from models.revisions import standing
from models.schema import migrate
from models.words import Completion, FilingKind, Stage, StepState

FOLDER = Path(__file__).parent / "golden"
ENDED = (Stage.COMPLETED, Stage.WITHDRAWN)


def releases() -> list[str]:
    """The releases of which there is a database, the oldest first."""
    return sorted(file.name.removesuffix(".tar.xz") for file in FOLDER.glob("*.tar.xz"))


def unpack(release: str, data: Path) -> Path:
    """Put a release's database, and the folder of its log, into a data folder; its file."""
    with lzma.open(FOLDER / f"{release}.tar.xz") as packed, tarfile.open(fileobj=packed) as tar:
        tar.extractall(data, filter="data")
    return data / "infitah.db"


def put_into(bare: Engine, file: Path) -> None:
    """Copy a SQLite database into an empty PostgreSQL, at the revision at which it stands."""
    held = open_database(f"sqlite:///{file}")
    migrate(bare, standing(held)[1] or "")
    with held.connect() as rows, bare.begin() as into:
        known = MetaData()
        known.reflect(into)
        for table in known.sorted_tables:
            if table.name != "alembic_version":
                _copy(table, rows, into)
    held.dispose()


def _copy(table: Table, rows: Connection, into: Connection) -> None:
    told = [dict(row) for row in rows.execute(select(table)).mappings()]
    for row in told:
        row.update({name: value.replace(tzinfo=UTC) for name, value in row.items()
                    if isinstance(value, datetime)})  # fmt: skip
    if told:
        into.execute(table.insert(), told)
    if "id" in table.c and isinstance(table.c.id.type, Integer):
        highest = into.scalar(select(func.max(table.c.id))) or 1
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        into.execute(text(f"SELECT setval({sequence}, {highest})"))


def walk_to_the_end(engine: Engine, number: int, clock: VirtualClock) -> PlanFacts:
    """Do what is owed of a plan, a step a working day, until it has ended; the engine moves it."""
    # Some were written ahead of the day on which the database was made: no clock runs backwards.
    clock.on = max(clock.on, _read(engine, number).recorded_on or clock.on)
    while (facts := _read(engine, number)).stage not in ENDED:
        if may_move(facts, clock.today()) is not None:
            advance(engine, on=clock.on, clock=clock)
        elif owed := _owed(facts):
            _do(engine, facts, owed, clock)
        elif facts.content_adopted and facts.stage == Stage.CO_EVALUATION:
            _evaluate(engine, facts, clock)
        elif _owes_progress(facts):
            _tell_progress(engine, facts, clock)
        else:
            clock.on = _later(facts, clock.on)
    return facts


def _read(engine: Engine, number: int) -> PlanFacts:
    with reading(engine) as session:
        return facts_of(session, number)


def _later(facts: PlanFacts, on: date) -> date:
    """The day on which time itself moves a plan on."""
    opens_on = next_check(facts, on, moved=False)
    assert opens_on is not None, f"nothing leads {facts.reference} on from {facts.stage}"
    return opens_on


def _owes_progress(facts: PlanFacts) -> bool:
    """Whether a programme that is followed part by part has not told how far it is."""
    told, step = facts.filed.get(FilingKind.PROGRESS), facts.step("report_monitoring_round")
    asked = facts.content_adopted and step and facts.stage == Stage.CO_MONITORING
    return bool(asked and step and (told is None or told.occasion != step.occurrence))


def _tell_progress(engine: Engine, facts: PlanFacts, clock: VirtualClock) -> None:
    content = programme.small()
    told = Progress(activities=progress_of(content, 1).activities)
    with writing(engine) as session:
        door.fire(session, facts.id, acts.REPORT_PROGRESS, actor=builders.FOCAL_POINT,
                  at=clock.now(), content=content, document=told)  # fmt: skip


def _evaluate(engine: Engine, facts: PlanFacts, clock: VirtualClock) -> None:
    """The views of a followed programme without which its evaluation does not end."""
    story = Followed(engine, clock, facts.id)
    story.content = programme.small()
    story.evaluate(FilingKind.SELF_EVALUATION, Completion.SUBSTANTIAL, "focal point")
    story.evaluate(FilingKind.COMMITTEE_EVALUATION, Completion.LIMITED, "committee")


def _owed(facts: PlanFacts) -> StepFacts | None:
    """The first step that somebody owes something for."""
    waiting = [s for s in facts.steps.values() if s.state in (*ASKED, StepState.REPORTED)]
    return waiting[0] if waiting else None


def _do(engine: Engine, facts: PlanFacts, owed: StepFacts, clock: VirtualClock) -> None:
    with writing(engine) as session:
        if owed.state == StepState.REPORTED:
            door.fire(session, facts.id, acts.ACCEPT, actor=builders.COORDINATOR, at=clock.now(),
                      step=owed.key)  # fmt: skip
            return
        tomorrow(clock)
        if owed.key == "council_vote" and facts.session_on is not None:
            clock.on = max(clock.on, facts.session_on)
        settle(session, facts.id, owed.key, clock)
