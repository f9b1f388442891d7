"""Every committed entry gets one place, in the order of its plan, without writers waiting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text

from audit.growth import Growth
from audit.sequencer import LOCK, MERGE_DELAY, sequence, waiting
from audit.tiles import Tree, add_tiles, log_size
from lifecycle import acts, door
from lifecycle.clock import SystemClock, VirtualClock
from models.base import table_of
from models.bulk import insert_values
from models.database import reading, writing
from models.history import HistoryEntry
from models.log import LogLeaf, LogPending, LogTile

LEAF, TILE = table_of(LogLeaf), table_of(LogTile)


def places(engine: Engine) -> list[tuple[int, int, int]]:
    with reading(engine) as session:
        rows = session.execute(select(LEAF.c.n, LEAF.c.chain, LEAF.c.seq).order_by(LEAF.c.n))
        return [(row.n, row.chain, row.seq) for row in rows]


def suspended_and_resumed(engine: Engine, plan: int, times: int) -> None:
    for _ in range(times):
        for trigger in ("suspend", "resume"):
            with writing(engine) as session:
                more = {"at": VirtualClock(builders.FOUNDED).now(), "reason": "elections"}
                door.fire(session, plan, trigger, actor=acts.coordinator(1), **more)


def test_every_entry_gets_one_place_and_is_owed_nothing_more(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 3)
    assert sequence(engine) == 3
    assert sequence(engine) == 0
    assert [n for n, _, _ in places(engine)] == [0, 1, 2]
    with reading(engine) as session:
        assert session.scalar(select(func.count(table_of(LogPending).c.id))) == 0


def test_the_leaf_is_the_hash_of_the_entry(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 2)
    sequence(engine)
    with reading(engine) as session:
        hashes = session.scalars(select(table_of(HistoryEntry).c.leaf_hash)).all()
        leaves = session.scalars(select(LEAF.c.leaf)).all()
    assert sorted(leaf.hex() for leaf in leaves) == sorted(hashes)


def test_a_change_that_was_rolled_back_is_owed_no_place(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 1)
        session.rollback()
    assert sequence(engine) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_commits_late_is_not_passed_over(engine: Engine) -> None:
    """Its row has a lower number than one that was committed and sequenced before it."""
    with writing(engine) as session:
        builders.plan(session, code="05.091.07.01")
    late = engine.connect()
    begun = late.begin()
    statement = text("INSERT INTO log_pending (chain, seq) VALUES (:chain, :seq)")
    late.execute(statement, {"chain": 0, "seq": 1})
    with writing(engine) as session:
        builders.plan(session, code="05.091.07.02")
    assert sequence(engine) == 2
    begun.rollback()
    late.close()
    with engine.begin() as connection:
        rows = connection.execute(select(LEAF.c.n)).scalars().all()
    assert sorted(rows) == [0, 1]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_second_sequencer_leaves_the_work_to_the_first(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 1)
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        assert sequence(engine) == 0
    assert sequence(engine) == 1


def test_writers_and_sequencers_at_once_lose_nothing_and_keep_the_order(engine: Engine) -> None:
    with writing(engine) as session:
        plans = builders.plans(session, 4)
    with ThreadPoolExecutor(8) as pool:
        writers = [pool.submit(suspended_and_resumed, engine, plan, 3) for plan in plans]
        sealers = [pool.submit(sequence, engine) for _ in range(12)]
        for one in (*writers, *sealers):
            one.result()
    sequence(engine)
    found = places(engine)
    assert [n for n, _, _ in found] == list(range(4 * 7))
    for plan in plans:
        assert [seq for _, chain, seq in found if chain == plan] == list(range(1, 8))


def test_what_waits_longer_than_was_promised_is_late(engine: Engine) -> None:
    clock = SystemClock()
    with writing(engine) as session:
        builders.plans(session, 2)
    with reading(engine) as session:
        fresh = waiting(session, clock)
        later = SystemClock(lambda: clock.now() + MERGE_DELAY + timedelta(seconds=5))
        late = waiting(session, later)
    assert (fresh.entries, fresh.late) == (2, False)
    assert (late.entries, late.late) == (2, True)
    sequence(engine)
    with reading(engine) as session:
        assert waiting(session, later).entries == 0


@settings(max_examples=12)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_tiles_give_the_root_of_every_size_however_leaves_arrive(parts: list[int]) -> None:
    from models.database import open_database
    from models.schema import migrate

    engine = open_database("sqlite://")
    migrate(engine)
    growth, roots = Growth(), {}
    with writing(engine) as session:
        for part in parts:
            first = log_size(session)
            rows = [(n, 1, n + 1, n.to_bytes(32, "big")) for n in range(first, first + part)]
            insert_values(session.connection(), LogLeaf, ("n", "chain", "seq", "leaf"), rows)
            add_tiles(session, first, first + part)
            for row in rows:
                growth.add(row[3])
                roots[growth.size] = growth.root()
        tree = Tree(session)
        for size in (1, 2, 255, 256, 257, 511, 512, sum(parts)):
            if size in roots:
                assert tree.root(size) == roots[size]
        assert session.scalar(select(func.count()).select_from(TILE)) == sum(parts) // 256
        with pytest.raises(LookupError):
            tree.root(sum(parts) + 1)


def test_a_log_of_more_than_a_tile_of_tiles_keeps_the_second_level() -> None:
    from models.database import open_database
    from models.schema import migrate

    engine = open_database("sqlite://")
    migrate(engine)
    growth, number = Growth(), 256 * 256 + 300
    with writing(engine) as session:
        for first in range(0, number, 4096):
            after = min(first + 4096, number)
            rows = [(n, 1, n + 1, n.to_bytes(32, "big")) for n in range(first, after)]
            insert_values(session.connection(), LogLeaf, ("n", "chain", "seq", "leaf"), rows)
            add_tiles(session, first, after)
            for row in rows:
                growth.add(row[3])
        assert Tree(session).root(number) == growth.root()
        levels = session.execute(select(TILE.c.level, func.count()).group_by(TILE.c.level)).all()
    assert sorted(map(tuple, levels)) == [(0, 257), (1, 1)]
