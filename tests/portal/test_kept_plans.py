"""The plans that every reader of the board shares: as of now, and read once."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import Engine, event, select
from visitor import Visitor, an_app

from lifecycle import door
from lifecycle.clock import VirtualClock
from models.database import writing
from models.plan import Plan
from portal import kept_plans
from portal.board_words import BOARD_WORDS
from portal.public_pages import PUBLIC_PAGES

MUCH_LATER = date(2023, 3, 1)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MUCH_LATER)


@pytest.fixture
def visitor(engine: Engine, clock: VirtualClock) -> Visitor:
    with writing(engine) as session:
        builders.plans(session, 3)
    return Visitor(an_app(engine, clock, PUBLIC_PAGES))


@pytest.fixture
def read(engine: Engine, visitor: Visitor) -> Iterator[list[str]]:
    """Every statement that reads the lateness of plans."""
    seen: list[str] = []

    def note(_c: object, _r: object, statement: str, *_: object) -> None:
        if "plan_step.due_on <" in statement:
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def stopped(visitor: Visitor) -> str:
    """How many plans stand still, as the board says."""
    words = re.sub(r"<[^>]+>", " ", visitor.get("/?lang=fr").text)
    found = re.search(rf"(\d+)\s+{BOARD_WORDS['held_members'].fr}", words)
    assert found, words
    return found[1]


def test_the_second_reader_does_not_wait_for_the_plans(visitor: Visitor, read: list[str]) -> None:
    first = visitor.get("/?lang=fr").text
    assert len(read) == 1
    assert visitor.get("/?lang=fr").text == first
    visitor.get("/plans?lang=ar&late=1")
    assert len(read) == 1


def test_what_changed_shows_at_once(visitor: Visitor, read: list[str], engine: Engine) -> None:
    assert stopped(visitor) == "0"
    with writing(engine) as session:
        door.fire(
            session, session.scalars(select(Plan.id)).all()[0], "suspend",
            actor=builders.COORDINATOR, at=VirtualClock(MUCH_LATER).now(), reason="x",
            said={"published_reason": "elections"},
        )  # fmt: skip
    assert stopped(visitor) == "1"
    assert len(read) == 2


def test_another_day_is_another_lateness(
    visitor: Visitor, read: list[str], clock: VirtualClock
) -> None:
    visitor.get("/")
    clock.on += timedelta(days=1)
    visitor.get("/")
    assert len(read) == 2


def test_of_too_many_plans_none_are_kept(
    visitor: Visitor, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_plans, "MOST", 2)
    visitor.get("/")
    visitor.get("/")
    assert len(read) == 2
