"""Databases in flight of every release: upgraded, verified, and driven to the end of their way."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from golden_databases import ENDED, put_into, releases, unpack, walk_to_the_end
from small_cohort import BENI_MELLAL, open_few
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from audit.log_folder import LogFolder
from audit.sealing import seal
from audit.verification import verify
from flows.doctor_letters import left_behind
from flows.founding import replay_founders
from flows.sending import deliver_all
from lifecycle.clock import VirtualClock
from lifecycle.entries import REPLAY
from models.append_only import missing_triggers
from models.database import open_database, reading
from models.history import HistoryEntry
from models.outbox import OutboxLetter
from models.plan import Plan
from models.revisions import Standing, standing
from models.schema import migrate
from models.settings import data_folder
from models.tables import Base
from models.words import FactBasis, LetterState, Stage

DAY = date(2024, 2, 8)  # on which they were made
OPENING = VirtualClock(date(2024, 2, 12), hour=10)
FURTHEST = VirtualClock(date(2026, 2, 2))  # later than every record of those that are ahead
STEPS = ("key", "n", "state", "due", "original", "done", "outcome")


@pytest.fixture(params=releases())
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def held(release: str) -> Iterator[Engine]:
    """The database of a release as that release left it."""
    engine = open_database(f"sqlite:///{unpack(release, data_folder())}")
    yield engine
    engine.dispose()


def check(engine: Engine, folder: LogFolder | None = None) -> None:
    """The schema is that of a fresh database, the triggers stand, the history holds."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert list(compare_metadata(context, Base.metadata)) == []
        assert missing_triggers(connection) == []
    verdict = verify(engine, folder)
    assert verdict.findings.kept == []
    assert verdict.plans >= 10


def plans_of(engine: Engine) -> dict[Stage, int]:
    """One plan that stands in each stage."""
    with reading(engine) as session:
        return {stage: number for number, stage in session.execute(select(Plan.id, Plan.stage))}


def test_every_release_is_held() -> None:
    assert releases()[:5] == ["0.1.0", "0.2.0", "0.3.0", "0.4.0", "0.5.0"]


def test_it_is_upgraded_verified_and_driven_to_its_end(held: Engine, release: str) -> None:
    assert standing(held)[1] == f"000{min(int(release[2]), 6)}" or release >= "0.5.0"
    migrate(held)
    check(held)
    at = plans_of(held)
    assert set(Stage) - set(at) == set(), "in flight in every stage"
    seal(held, VirtualClock(DAY))
    letters_leave(held)
    for stage in (Stage.JOINING, Stage.CO_MONITORING):
        ended = walk_to_the_end(held, at[stage], VirtualClock(OPENING.on))
        assert ended.stage in ENDED
    with reading(held) as session:
        followed = session.scalar(select(Plan.id).where(Plan.content_adopted.is_not(None)))
    if followed is not None:
        assert walk_to_the_end(held, followed, VirtualClock(OPENING.on)).stage in ENDED
    seal(held, FURTHEST)
    check(held)
    assert verify(held).waiting == 0


def letters_leave(held: Engine) -> None:
    """What an earlier release owed is written by this one, also what died in somebody's hands."""
    assert not left_behind(held, OPENING).good
    report = deliver_all(held, OPENING, "golden")
    assert report.reclaimed == 1
    assert report.states[LetterState.ACCEPTED] > 30
    assert report.states[LetterState.UNDELIVERABLE] == 0
    with reading(held) as session:
        due = OutboxLetter.next_at <= OPENING.now()
        assert session.scalar(select(func.count()).where(due)) == 0


def test_a_migration_that_fails_leaves_everything_as_it_was(bare_engine: Engine) -> None:
    """Both databases take a schema back: never half of one release and half of the next."""
    migrate(bare_engine, "0004")
    before = set(inspect(bare_engine).get_table_names())
    with bare_engine.begin() as connection:
        connection.execute(text("CREATE TABLE idea (number INTEGER)"))  # 0006 makes it too
    with pytest.raises(DBAPIError):
        migrate(bare_engine)
    assert set(inspect(bare_engine).get_table_names()) == before | {"idea"}
    assert standing(bare_engine) == (Standing.OLDER, "0004")
    with bare_engine.begin() as connection:
        connection.execute(text("DROP TABLE idea"))
    migrate(bare_engine)
    assert standing(bare_engine)[0] is Standing.CURRENT


@pytest.mark.parametrize("bare_engine", ["postgresql"], indirect=True)
def test_its_records_are_upgraded_on_postgresql_too(release: str, bare_engine: Engine) -> None:
    put_into(bare_engine, unpack(release, data_folder()))
    older, _ = standing(bare_engine)
    assert older is Standing.OLDER
    migrate(bare_engine)
    check(bare_engine, LogFolder(data_folder() / "log" / "infitah"))
    if release == "0.1.0":  # the furthest way
        joining = plans_of(bare_engine)[Stage.JOINING]
        assert walk_to_the_end(bare_engine, joining, VirtualClock(OPENING.on)).stage in ENDED


@pytest.fixture(scope="module")
def today(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What this release makes of the founder's course that every release has replayed."""
    file = tmp_path_factory.mktemp("today") / "today.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = open_database(f"sqlite:///{file}")
    cause = REPLAY + "2022-founders"
    with pytest.MonkeyPatch.context() as patch:  # its letters' links need a key
        patch.setenv("INFITAH_DATA", str(file.parent))
        open_few(engine, BENI_MELLAL, cause=cause, basis=FactBasis.ILLUSTRATIVE)
        replay_founders(engine, DAY)
    told = recorded(engine)
    engine.dispose()
    return told


def recorded(engine: Engine) -> list[dict[str, Any]]:
    """What the first plan's entries say: who did what when, and each step as it was left."""
    query = select(HistoryEntry.canonical).where(HistoryEntry.plan_id == 1)
    with reading(engine) as session:
        entries = [json.loads(one) for one in session.scalars(query.order_by(HistoryEntry.seq))]
    return [
        {
            "type": said["type"], "at": said["at"], "actor": said["actor"],
            "to": said["body"]["to"], "session": said["body"]["session_on"],
            "steps": [{name: step.get(name) for name in STEPS} for step in said["body"]["steps"]],
        }
        for said in entries
    ]  # fmt: skip


def test_this_release_would_have_recorded_the_same(
    held: Engine, today: list[dict[str, Any]]
) -> None:
    then = recorded(held)
    assert len(then) > 30
    assert then == today
