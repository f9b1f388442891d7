"""A few founders replayed on a virtual clock: where they end, once, whatever interrupts it."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest
from conftest import NewDatabase
from small_cohort import BENI_MELLAL, FOLDER, LARACHE, ORIENTAL, RABAT, open_few
from sqlalchemy import Engine, func, select

from flows.replay import ReplayReport, replay
from flows.scenario import Scenario, read_scenario
from flows.sending import deliver_all, deliver_replayed
from lifecycle.board import board
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import NoSuchCohort
from lifecycle.plans import find_plan, history_of
from models.base import Base, table_of
from models.cohort import Cohort
from models.database import open_database, reading
from models.history import HistoryDisclosure, HistoryEntry
from models.outbox import DeliveryAttempt, OutboxLetter
from models.person import Person
from models.run import SweepRecord
from models.words import FactBasis, LetterState, Stage

MEMBERS = (BENI_MELLAL, LARACHE, ORIENTAL, RABAT)
SPRING, COUNTED = date(2023, 5, 31), date(2024, 2, 8)


@pytest.fixture
def databases(new_database: NewDatabase) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def fresh(databases: ExitStack, new_database: NewDatabase) -> Any:
    """Opens the few founders in a SQLite database of their own."""

    def opened() -> Engine:
        engine = open_database(databases.enter_context(new_database("sqlite")))
        databases.callback(engine.dispose)
        open_few(engine, *MEMBERS, cause="replay:2022-founders", basis=FactBasis.ILLUSTRATIVE)
        return engine

    return opened


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


def test_each_profile_ends_where_it_should(fresh: Any) -> None:
    engine = fresh()
    report = run(engine)
    assert report.refused == []
    assert report.acts > 40
    assert report.moves >= 4
    assert report.delivered >= report.letters > 0
    assert stages(engine, COUNTED) == {
        Stage.CO_CREATION: 1, Stage.IMPLEMENTATION: 2, Stage.WITHDRAWN: 1,
    }  # fmt: skip


def test_what_is_finished_is_not_repeated(fresh: Any) -> None:
    engine = fresh()
    run(engine)
    before = history(engine), letters(engine)
    again = run(engine)
    assert again == ReplayReport()
    assert (history(engine), letters(engine)) == before


class PowerCut(Exception):
    pass


@pytest.mark.parametrize("days", [1, 25, 60, 95])
def test_a_replay_that_was_interrupted_goes_on_to_the_same_history(
    fresh: Any, in_one_go: Any, days: int
) -> None:
    seen: list[date] = []

    def cut(on: date) -> None:
        seen.append(on)
        if len(seen) == days:
            raise PowerCut

    engine = fresh()
    with pytest.raises(PowerCut):
        run(engine, watch=cut)
    run(engine)
    assert history(engine) == in_one_go[0]
    assert letters(engine) == in_one_go[1]


def test_a_replay_in_two_parts_makes_the_same_history(fresh: Any, in_one_go: Any) -> None:
    engine = fresh()
    run(engine, SPRING)
    with reading(engine) as session:
        assert session.scalars(select(Cohort.replayed_until)).one() == SPRING
    run(engine)
    assert history(engine) == in_one_go[0]


@pytest.fixture
def in_one_go(fresh: Any) -> tuple[Any, Any]:
    engine = fresh()
    run(engine)
    return history(engine), letters(engine)


def test_every_secret_of_an_entry_has_a_salt_of_its_own(fresh: Any) -> None:
    engine = fresh()
    run(engine)
    with reading(engine) as session:
        salts = session.scalars(select(HistoryDisclosure.salt)).all()
    assert salts
    assert len(set(salts)) == len(salts)


def test_letters_are_marked_and_land_in_the_mailbox_on_their_virtual_day(fresh: Any) -> None:
    engine = fresh()
    run(engine, SPRING)
    with reading(engine) as session:
        found = session.scalars(select(OutboxLetter)).all()
    assert {one.replayed for one in found} == {True}
    taken = [one for one in found if one.state == LetterState.ACCEPTED]
    assert len(taken) > 20
    assert all(one.accepted_on and one.accepted_on >= one.written_on for one in taken)
    assert max(one.accepted_on for one in taken if one.accepted_on) <= SPRING
    assert all("[" in (one.subject or "") for one in taken)


def test_replayed_letters_never_leave_by_smtp(fresh: Any, monkeypatch: Any) -> None:
    """Nobody listens there: a letter on the wire would be a server that is down."""
    engine = fresh()
    for name, value in {
        "DELIVERY": "smtp", "HOST": "127.0.0.1", "PORT": "1", "SECURITY": "none", "LIVE": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"INFITAH_MAIL_{name}", value)
    run(engine, date(2022, 12, 31))
    report = deliver_all(engine, VirtualClock(date(2026, 11, 23)), "test")
    assert report.server_down is None
    assert count(engine, DeliveryAttempt) == 0
    states = {state for _, state, _ in letters(engine)}
    assert LetterState.ACCEPTED in states
    assert LetterState.QUEUED not in states


def test_a_replay_leaves_no_note_of_a_sweep(fresh: Any) -> None:
    engine = fresh()
    run(engine, date(2022, 12, 31))
    assert count(engine, SweepRecord) == 0


def test_what_is_documented_has_its_day_its_source_and_only_its_own_fields(fresh: Any) -> None:
    engine = fresh()
    run(engine)
    with reading(engine) as session:
        rows = history_of(session, find_plan(session, BENI_MELLAL, on=COUNTED).id)
    found = {(r.step_key, r.effective_on): r for r in rows if r.basis == FactBasis.DOCUMENTED}
    assert ("hold_first_workshop", date(2023, 3, 14)) in found
    assert all(row.body["source"] for row in found.values())


def test_a_cohort_that_is_not_open_cannot_be_replayed(
    databases: ExitStack, new_database: NewDatabase
) -> None:
    engine = open_database(databases.enter_context(new_database("sqlite")))
    databases.callback(engine.dispose)
    with pytest.raises(NoSuchCohort, match="2022-founders"):
        run(engine)
    assert count(engine, Person) == 0
