"""The moves of deadlines as the history tells them, whatever the tables say."""

from datetime import date
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, text
from story import Story, begun
from unguarded import take_triggers_away

from audit.deadline_changes import DeadlineHistory, deadline_changes
from audit.entry_sources import EntriesAsked
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from models.base import table_of
from models.database import reading, writing
from models.history import HistoryEntry
from models.words import CollectivityKind

STEP = "adhere_to_charter"


@pytest.fixture
def moved(engine: Engine) -> Story:
    """A step whose deadline a coordinator moved, and moved again."""
    story = begun(engine)
    story.on("2022-10-25")
    story.fire(acts.MOVE, step=STEP, reason="floods", due_on=date(2022, 12, 1))
    story.clock.on = date(2022, 11, 3)
    story.fire(
        acts.MOVE, step=STEP, reason="strike", due_on=date(2022, 12, 11),
        actor=acts.coordinator(12),
    )  # fmt: skip
    return story


def told(engine: Engine, **asked: Any) -> DeadlineHistory:
    with reading(engine) as session:
        return deadline_changes(session, EntriesAsked(**asked))


def test_each_move_says_from_when_to_when_and_by_whom(engine: Engine, moved: Story) -> None:
    first_due = moved.step(STEP).original_due_on
    assert first_due is not None
    last, first = told(engine).changes
    assert (first.before, first.after, first.original) == (first_due, date(2022, 12, 1), first_due)
    assert first.days == (date(2022, 12, 1) - first_due).days
    assert (last.before, last.after, last.days) == (date(2022, 12, 1), date(2022, 12, 11), 10)
    assert (last.original, last.actor_id, last.trigger) == (first_due, "person:12", acts.MOVE)
    assert (last.reference, last.step, last.occurrence) == ("PAO-2022-05091010-1", STEP, 1)
    assert last.recorded_at == moved.clock.now()


def test_a_step_is_told_once_with_its_first_and_its_present_deadline(
    engine: Engine, moved: Story
) -> None:
    (step,) = told(engine).steps
    now = moved.step(STEP)
    assert (step.original, step.current) == (now.original_due_on, now.due_on)
    assert step.moves == 2
    assert step.days == (date(2022, 12, 11) - step.original).days  # type: ignore[operator]


def test_a_first_deadline_is_no_move(engine: Engine, moved: Story) -> None:
    moved.done(STEP)
    moved.on("2022-11-25")
    moved.done("name_focal_point")
    assert len(moved.open_steps()) > 0
    assert {one.step for one in told(engine).changes} == {STEP}


def test_a_session_that_moves_takes_its_deadlines_with_it(engine: Engine) -> None:
    story = begun(engine)
    story.to_the_council()
    before = {key: story.due(key) for key in story.open_steps()}
    story.move_session("2023-10", "2023-10-30")
    after = {key: story.due(key) for key in before}
    found = told(engine, trigger=acts.MOVE_SESSION).changes
    assert {one.step: (str(one.before), str(one.after)) for one in found} == {
        key: (before[key], after[key]) for key in before if before[key] != after[key]
    }  # fmt: skip
    assert found != []


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"actor": "person:12"}, 1),
        ({"actor": "person:1"}, 0),
        ({"trigger": acts.MOVE}, 2),
        ({"trigger": "suspend"}, 0),
        ({"step": STEP}, 2),
        ({"step": "attend_training"}, 0),
        ({"region": "05"}, 2),
        ({"region": "09"}, 0),
        ({"plan": "Béni Mellal"}, 2),
        ({"plan": "Souss"}, 0),
        ({"recorded_from": date(2022, 11, 3)}, 1),
        ({"recorded_to": date(2022, 10, 25)}, 1),
        ({"happened_from": date(2022, 11, 4)}, 0),
        ({"happened_to": date(2022, 11, 3)}, 2),
    ],
)
def test_each_filter_lets_through_what_answers_to_it(
    engine: Engine, moved: Story, asked: dict[str, Any], count: int
) -> None:
    with writing(engine) as session:
        builders.plan(session, CollectivityKind.REGION, clock=VirtualClock(builders.FOUNDED))
    found = told(engine, **asked)
    assert len(found.changes) == count
    assert len(found.steps) == min(count, 1)


def test_a_deadline_of_before_is_known_although_its_entry_is_filtered_away(
    engine: Engine, moved: Story
) -> None:
    (last,) = told(engine, recorded_from=date(2022, 11, 3)).changes
    assert last.before == date(2022, 12, 1)


def test_a_deadline_that_the_table_alone_says_is_no_move(engine: Engine, moved: Story) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE plan_step SET due_on = '2030-01-01'"))
    found = told(engine)
    assert len(found.changes) == 2
    assert found.steps[0].current == date(2022, 12, 11)


def test_what_undoing_brings_back_is_a_move_too(engine: Engine, moved: Story) -> None:
    first_due = moved.step(STEP).original_due_on
    with writing(engine) as session:
        door.fire(
            session, moved.plan, acts.RESTORE, actor=builders.COORDINATOR, at=moved.clock.now(),
            step=STEP, reason="undone", due_on=date(2022, 12, 1), same_day=True,
        )  # fmt: skip
    newest = told(engine).changes[0]
    assert (newest.before, newest.after) == (date(2022, 12, 11), date(2022, 12, 1))
    assert (newest.days, newest.original) == (-10, first_due)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"body":7}', b'{"body":{"steps":[{"key":1}]}}'])
def test_bytes_that_somebody_made_unreadable_stop_nobody(
    engine: Engine, moved: Story, content: bytes
) -> None:
    take_triggers_away(engine)
    with engine.begin() as connection:
        entry = table_of(HistoryEntry)
        connection.execute(entry.update().where(entry.c.seq == 2).values(canonical=content))
    assert [one.actor_id for one in told(engine).changes] == ["person:12"]
