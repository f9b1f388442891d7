"""A few founders replayed on a virtual clock: where they end, once, whatever interrupts it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import NewDatabase
from small_cohort import BENI_MELLAL, FOLDER, LARACHE, ORIENTAL, RABAT, open_few
from sqlalchemy import Engine, func, select

from audit.as_of import as_of
from audit.moments import Moment
from audit.scope import Scope
from flows.replay import ReplayReport, replay
from flows.scenario import Scenario, read_scenario
from flows.sending import deliver_all, deliver_replayed
from lifecycle.board import board
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import NoSuchCohort
from lifecycle.plans import plan_rows
from models.base import Base, table_of
from models.cohort import Cohort
from models.database import open_database, reading
from models.history import HistoryEntry
from models.outbox import DeliveryAttempt, OutboxLetter
from models.run import SweepRecord
from models.words import FactBasis, LetterState, Stage
from notifications.mailbox import open_letter

MEMBERS = (BENI_MELLAL, LARACHE, ORIENTAL, RABAT)
SPRING, COUNTED = date(2023, 5, 31), date(2024, 2, 8)


@pytest.fixture(scope="module")
def opened_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which the few founders are open."""
    file = tmp_path_factory.mktemp("opened") / "opened.db"
    shutil.copy(sqlite_template, file)
    engine = open_database(f"sqlite:///{file}")
    open_few(engine, *MEMBERS, cause="replay:2022-founders", basis=FactBasis.ILLUSTRATIVE)
    engine.dispose()
    return file


@pytest.fixture
def opened(opened_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """The few founders, open, and nothing replayed yet."""
    shutil.copy(opened_file, tmp_path / "replay.db")
    engine = open_database(f"sqlite:///{tmp_path / 'replay.db'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def replayed(
    opened_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, ReplayReport]]:
    """The few founders, replayed in one go; to be read only."""
    file = tmp_path_factory.mktemp("replayed") / "replayed.db"
    shutil.copy(opened_file, file)
    engine = open_database(f"sqlite:///{file}")
    yield engine, run(engine)
    engine.dispose()


def scenario() -> Scenario:
    return read_scenario(FOLDER / "2022-founders-scenario.yaml")


def run(engine: Engine, until: date = COUNTED, watch: Any = lambda on: None) -> ReplayReport:
    return replay(engine, scenario(), until=until, deliver=deliver_replayed, watch=watch)


def history(engine: Engine) -> list[tuple[bytes, str]]:
    with reading(engine) as session:
        rows = session.execute(
            select(HistoryEntry.canonical, HistoryEntry.leaf_hash).order_by(
                HistoryEntry.plan_id, HistoryEntry.seq
            )
        )
        return [tuple(row) for row in rows]


def letters(engine: Engine) -> list[tuple[Any, ...]]:
    with reading(engine) as session:
        rows = session.execute(
            select(OutboxLetter.key, OutboxLetter.state, OutboxLetter.written_on)
            .order_by(OutboxLetter.key)
        )  # fmt: skip
        return [tuple(row) for row in rows]


def count(engine: Engine, record: type[Base]) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table_of(record))) or 0


def stages(engine: Engine, on: date) -> dict[Stage, int]:
    with reading(engine) as session:
        found = board(session, on=on)
    return {stage: found.total(stage) for stage in found.stages()}


def test_each_profile_ends_where_it_should(replayed: tuple[Engine, ReplayReport]) -> None:
    engine, report = replayed
    assert report.refused == []
    assert report.acts > 40
    assert report.moves >= 4
    assert report.delivered >= report.letters > 0
    assert stages(engine, COUNTED) == {
        Stage.CO_CREATION: 1, Stage.IMPLEMENTATION: 2, Stage.WITHDRAWN: 1,
    }  # fmt: skip


def test_what_is_finished_is_not_repeated(replayed: tuple[Engine, ReplayReport]) -> None:
    engine, _ = replayed
    before = history(engine), letters(engine)
    assert run(engine) == ReplayReport()
    assert (history(engine), letters(engine)) == before


class PowerCut(Exception):
    """The machine stops."""


def test_a_replay_that_is_interrupted_again_and_again_makes_the_same_history(
    opened: Engine, replayed: tuple[Engine, ReplayReport]
) -> None:
    """Now after a day, now in the middle of one, before it was noted as done."""
    days = 0

    def cut_after(on: date) -> None:
        nonlocal days
        days += 1
        if days % 6 == 0:
            raise PowerCut

    def cut_before_delivery(engine: Engine, clock: VirtualClock, cause: str) -> int:
        nonlocal days
        if days % 6 == 3:
            days += 1
            raise PowerCut
        return deliver_replayed(engine, clock, cause)

    cuts, finished = 0, False
    while not finished:
        try:
            replay(opened, scenario(), until=COUNTED, deliver=cut_before_delivery, watch=cut_after)
            finished = True
        except PowerCut:
            cuts += 1
    assert cuts > 20
    assert history(opened) == history(replayed[0])
    assert letters(opened) == letters(replayed[0])


def test_a_replay_in_two_parts_makes_the_same_history(
    opened: Engine, replayed: tuple[Engine, ReplayReport]
) -> None:
    run(opened, SPRING)
    with reading(opened) as session:
        assert session.scalars(select(Cohort.replayed_until)).one() == SPRING
    run(opened)
    assert history(opened) == history(replayed[0])
    assert letters(opened) == letters(replayed[0])


def test_a_finished_replay_tells_each_day_as_it_stood_on_that_day(
    opened: Engine, replayed: tuple[Engine, ReplayReport]
) -> None:
    run(opened, SPRING)
    spring = Moment(SPRING, SPRING)
    with reading(opened) as then, reading(replayed[0]) as now:
        assert as_of(now, Scope("all"), spring) == as_of(then, Scope("all"), spring)
        told = {one.reference: (one.stage, one.session_on, len(one.late))
                for one in as_of(now, Scope("all"), spring)}  # fmt: skip
        rows = plan_rows(then, on=SPRING)
        assert told == {r.reference: (r.stage, r.session_on, r.late_steps) for r in rows}


def test_letters_are_marked_and_land_in_the_mailbox_on_their_virtual_day(
    replayed: tuple[Engine, ReplayReport],
) -> None:
    with reading(replayed[0]) as session:
        found = session.scalars(select(OutboxLetter)).all()
        assert {one.replayed for one in found} == {True}
        taken = [one for one in found if one.state == LetterState.ACCEPTED]
        assert len(taken) > 20
        for one in taken:
            assert one.accepted_on is not None
            assert one.written_on <= one.accepted_on <= COUNTED
        message = open_letter(session, taken[0].id)
    assert message is not None
    assert message.headers["X-Infitah-Replay"] == "yes"


def test_replayed_letters_never_leave_by_smtp(
    opened: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens there: a letter on the wire would be a server that is down."""
    for name, value in {
        "DELIVERY": "smtp", "HOST": "127.0.0.1", "PORT": "1", "SECURITY": "none", "LIVE": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"INFITAH_MAIL_{name}", value)
    run(opened, date(2022, 12, 31))
    report = deliver_all(opened, VirtualClock(date(2026, 11, 23)), "test")
    assert report.server_down is None
    assert count(opened, DeliveryAttempt) == 0
    states = {state for _, state, _ in letters(opened)}
    assert LetterState.ACCEPTED in states
    assert LetterState.QUEUED not in states


def test_a_replay_leaves_no_note_of_a_sweep(replayed: tuple[Engine, ReplayReport]) -> None:
    assert count(replayed[0], SweepRecord) == 0


def test_a_cohort_that_is_not_open_cannot_be_replayed(new_database: NewDatabase) -> None:
    with new_database("sqlite") as url:
        engine = open_database(url)
        with pytest.raises(NoSuchCohort, match="2022-founders"):
            run(engine)
        engine.dispose()
