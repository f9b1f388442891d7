"""Searching every history at once: each filter alone, and paging that nothing slips under."""

from datetime import date, timedelta
from pathlib import Path

import builders
import pytest
from sqlalchemy import Engine

from audit.entry_search import PAGE, EntriesAsked, EntryLine, Start, search_entries
from audit.log_folder import LogFolder
from audit.own_entries import add_own_entry
from audit.sealing import seal
from audit.sequencer import sequence
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from models.database import reading, writing
from models.words import CollectivityKind, LogEntryKind

FOUNDED = date(2022, 10, 21)
SOUSS = "09"


@pytest.fixture
def network(engine: Engine, clock: VirtualClock) -> Engine:
    """A commune whose deadline was moved in November and a region, both opened in October."""
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        builders.plan(session, CollectivityKind.REGION, clock=clock)
    clock.on = date(2022, 11, 10)
    with writing(engine) as session:
        door.fire(
            session, number, acts.MOVE, actor=acts.coordinator(12), at=clock.now(),
            step="adhere_to_charter", reason="floods", due_on=date(2022, 12, 20),
            effective_on=date(2022, 11, 8),
        )  # fmt: skip
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        add_own_entry(session, LogEntryKind.HEADS, {"plans": []}, occasion)
    return engine


def found(engine: Engine, **asked: object) -> list[EntryLine]:
    with reading(engine) as session:
        answer = search_entries(session, EntriesAsked(**asked))  # type: ignore[arg-type]
    assert answer.total == len(answer.lines)
    return answer.lines


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize(
    ("asked", "triggers"),
    [
        ({}, {"open_plan", "move_deadline", "heads"}),
        ({"actor": "person:12"}, {"move_deadline"}),
        ({"actor": "person:1"}, set()),
        ({"actor": "engine"}, {"open_plan", "heads"}),
        ({"trigger": "move_deadline"}, {"move_deadline"}),
        ({"trigger": "heads"}, {"heads"}),
        ({"step": "adhere_to_charter"}, {"move_deadline"}),
        ({"region": SOUSS}, {"open_plan"}),
        ({"region": "11"}, set()),
        ({"plan": "PAO-2022-05091010-1"}, {"open_plan", "move_deadline"}),
        ({"plan": "béni MELLAL"}, {"open_plan", "move_deadline"}),
        ({"plan": "بني"}, {"open_plan", "move_deadline"}),
        ({"plan": "05.091.01.0"}, {"open_plan", "move_deadline"}),
        ({"plan": "log"}, {"heads"}),
        ({"plan": "Nulle part"}, set()),
        ({"happened_from": date(2022, 11, 8), "happened_to": date(2022, 11, 8)},
         {"move_deadline"}),
        ({"happened_to": FOUNDED}, {"open_plan"}),
        ({"recorded_from": date(2022, 11, 10)}, {"move_deadline", "heads"}),
        ({"recorded_from": date(2022, 11, 8), "recorded_to": date(2022, 11, 9)}, set()),
        ({"recorded_to": FOUNDED, "region": SOUSS, "trigger": "open_plan"}, {"open_plan"}),
    ],
)  # fmt: skip
def test_each_filter_lets_through_what_answers_to_it(
    network: Engine, sealed: bool, asked: dict[str, object], triggers: set[str]
) -> None:
    if sealed:
        sequence(network)
    lines = found(network, **asked)
    assert {line.trigger for line in lines} == triggers
    assert {line.n is not None for line in lines} <= {sealed}


def test_a_line_says_what_happened_by_whom_and_when(
    network: Engine, clock: VirtualClock, tmp_path: Path
) -> None:
    seal(network, clock, LogFolder(tmp_path / "log"))
    (line,) = found(network, actor="person:12")
    assert (line.reference, line.seq, line.step_key) == (
        "PAO-2022-05091010-1", 2, "adhere_to_charter"
    )  # fmt: skip
    assert (line.effective_on, line.recorded_at) == (date(2022, 11, 8), clock.now())
    assert (line.actor_kind, line.from_stage, line.to_stage) == ("person", "joining", "joining")


def test_the_day_recorded_is_that_of_casablanca(engine: Engine) -> None:
    clock = VirtualClock(FOUNDED, hour=0)  # half past midnight there is still the day before in UTC
    with writing(engine) as session:
        builders.plan(session, clock=clock)
    assert clock.now().date() == FOUNDED - timedelta(days=1)
    assert len(found(engine, recorded_from=FOUNDED, recorded_to=FOUNDED)) == 1
    assert found(engine, recorded_to=FOUNDED - timedelta(days=1)) == []


def pages(engine: Engine) -> list[list[EntryLine]]:
    shown, start = [], Start()
    while start is not None:
        with reading(engine) as session:
            answer = search_entries(session, EntriesAsked(), start)
        shown.append(answer.lines)
        start = answer.following  # type: ignore[assignment]
    return shown


def add_heads(engine: Engine, clock: VirtualClock, count: int) -> None:
    with writing(engine) as session:
        for number in range(count):
            occasion = Occasion(acts.ENGINE, clock.now() + timedelta(seconds=number), "test")
            add_own_entry(session, LogEntryKind.HEADS, {"plans": []}, occasion)


@pytest.mark.parametrize(("placed", "waiting"), [(0, PAGE), (PAGE, 0), (PAGE, PAGE), (70, 120)])
def test_the_pages_show_every_entry_once(
    engine: Engine, clock: VirtualClock, placed: int, waiting: int
) -> None:
    add_heads(engine, clock, placed)
    sequence(engine)
    clock.on += timedelta(days=1)
    add_heads(engine, clock, waiting)
    shown = pages(engine)
    assert [len(lines) for lines in shown[:-1]] == [PAGE] * (len(shown) - 1)
    assert [line.seq for lines in shown for line in lines] == list(
        range(placed + waiting, 0, -1)
    )  # fmt: skip


def test_what_gets_its_place_late_stands_above_whoever_has_gone_past(
    engine: Engine, clock: VirtualClock
) -> None:
    """An entry whose row number is lower, committed after the reader had turned the page."""
    add_heads(engine, clock, PAGE + 10)
    sequence(engine)
    with reading(engine) as session:
        first = search_entries(session, EntriesAsked())
    assert first.following is not None
    add_heads(engine, clock, 1)
    sequence(engine)
    with reading(engine) as session:
        rest = search_entries(session, EntriesAsked(), first.following)
        again = search_entries(session, EntriesAsked())
    assert [line.seq for line in rest.lines] == list(range(10, 0, -1))
    assert again.lines[0].seq == PAGE + 11
