"""What holds a plan, since when, and the reason that was published of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.holds import Hold, holds_of
from lifecycle.published_reasons import REASON_NAMES, PublishedReason
from models.database import writing

TODAY = date(2022, 10, 21)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def fire(
    session: Session, number: int, trigger: str, on: date, word: str = "", **more: Any
) -> None:
    said = {"published_reason": word} if word else None
    more = {"actor": builders.COORDINATOR, "reason": "test"} | more
    door.fire(session, number, trigger, at=VirtualClock(on).now(), said=said, **more)


def hold(session: Session, number: int) -> Hold | None:
    return holds_of(session, [number]).get(number)


def vote(session: Session, outcome: str, word: str = "") -> tuple[int, VirtualClock]:
    """A plan whose council has voted so."""
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    facts = builders.drive_to(session, number, clock, step="council_vote")
    assert facts.session_on is not None
    clock.on = facts.session_on + timedelta(days=3)
    fields = builders.evidence("council_vote", clock.on, outcome=outcome)
    fire(session, number, acts.REPORT, clock.on, word, step="council_vote", evidence=fields)
    fire(session, number, acts.ACCEPT, clock.on, step="council_vote")
    return number, clock


def test_a_plan_that_goes_its_way_is_not_held(session: Session) -> None:
    assert hold(session, builders.plan(session)) is None


def test_a_suspension_holds_until_it_ends(session: Session) -> None:
    number = builders.plan(session)
    fire(session, number, "suspend", date(2022, 11, 14), "elections")
    elections = REASON_NAMES[PublishedReason.ELECTIONS]
    assert hold(session, number) == Hold("suspend", date(2022, 11, 14), elections)
    fire(session, number, "resume", date(2022, 12, 14))
    assert hold(session, number) is None


def test_a_withdrawal_without_a_published_reason_says_none(session: Session) -> None:
    number = builders.plan(session)
    fire(session, number, "suspend", date(2022, 11, 14), "elections")
    fire(session, number, "withdraw", date(2022, 11, 20))
    assert hold(session, number) == Hold("withdraw", date(2022, 11, 20), None)
    fire(session, number, "rejoin", date(2022, 11, 28))
    assert hold(session, number) is None


def test_a_postponed_vote_holds_with_the_reason_reported_with_it_even_through_a_suspension(
    session: Session,
) -> None:
    number, clock = vote(session, "postponed", "session_not_held")
    fire(session, number, "postpone", clock.on, actor=acts.ENGINE)
    postponed = Hold("postpone", clock.on, REASON_NAMES[PublishedReason.SESSION_NOT_HELD])
    assert hold(session, number) == postponed
    fire(session, number, "suspend", clock.on + timedelta(days=1))
    fire(session, number, "resume", clock.on + timedelta(days=9))
    assert hold(session, number) == postponed


def test_a_programme_that_was_not_adopted_holds_until_it_is_submitted_again(
    session: Session,
) -> None:
    number, clock = vote(session, "rejected")
    fire(session, number, "return_to_co_creation", clock.on, actor=acts.ENGINE)
    assert hold(session, number) == Hold("return_to_co_creation", clock.on, None)
    builders.drive_to(session, number, clock, step="council_vote")
    assert hold(session, number) is None


def test_plans_are_told_apart(session: Session) -> None:
    first, second, third = builders.plans(session, 3)
    fire(session, first, "suspend", TODAY, "lack_of_means")
    fire(session, third, "withdraw", TODAY)
    held = holds_of(session, [first, second, third])
    assert {number: one.trigger for number, one in held.items()} == {
        first: "suspend", third: "withdraw",
    }  # fmt: skip
    assert holds_of(session, []) == {}
