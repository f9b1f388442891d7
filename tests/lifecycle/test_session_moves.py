"""A council session that is moved or cancelled takes the deadlines of its plans with it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle.clock import VirtualClock
from lifecycle.door import Answer
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.facts import PlanFacts
from lifecycle.plans import history_of
from lifecycle.session_moves import move_session
from models.council import CouncilSession
from models.database import writing
from models.outbox import OutboxLetter
from models.words import CollectivityKind, SessionStatus, Stage

TODAY = date(2023, 5, 2)
COMMUNE, REGION = CollectivityKind.COMMUNE, CollectivityKind.REGION
CODE = "2023-10"
REASON = "زلزال الحوز"


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def move(session: Session, opens_on: date | None, **more: Any) -> list[Answer]:
    asked: dict[str, Any] = {"kind": COMMUNE, "code": CODE, "reason": REASON, "source": "circular"}
    occasion = Occasion(builders.COORDINATOR, VirtualClock(TODAY).now(), "test")
    return move_session(session, opens_on=opens_on, occasion=occasion, **asked | more)


def facts(session: Session, number: int) -> PlanFacts:
    return builders.facts_of(session, number)


def in_co_creation(session: Session, **more: Any) -> int:
    clock = VirtualClock(date(2022, 10, 21))
    number = builders.plan(session, clock=clock, **more)
    builders.drive_to(session, number, clock, stage=Stage.CO_CREATION)
    return number


def test_a_moved_session_dates_its_plans_again_and_says_so(session: Session) -> None:
    number = in_co_creation(session)
    before = facts(session, number).session_on
    (answer,) = move(session, date(2023, 10, 16))
    assert answer.refusal is None
    assert (facts(session, number).session_code, facts(session, number).session_on) == (
        CODE, date(2023, 10, 16),
    )  # fmt: skip
    entry = history_of(session, number)[-1]
    assert (entry.trigger, entry.reason) == ("move_session", REASON)
    assert entry.body["session_on"] == "2023-10-16"
    assert entry.body["source"] == "circular"
    letter = session.scalars(
        select(OutboxLetter).where(OutboxLetter.kind == "session_moved")
    ).first()
    assert letter is not None
    assert before is not None
    assert letter.context["was"] == before.isoformat()


def test_a_deadline_that_counts_from_the_session_moves_with_it_and_keeps_the_original(
    session: Session,
) -> None:
    clock = VirtualClock(date(2022, 10, 21))
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, step="validate_programme")
    before = {key: step.due_on for key, step in facts(session, number).steps.items()}
    move(session, date(2023, 10, 30))
    (moved,) = [s for s in facts(session, number).steps.values() if s.due_on != before[s.key]]
    assert moved.key == "validate_programme"
    assert moved.due_on == date(2023, 10, 5)  # 25 days before the session
    assert moved.moved_because == "session_moved"
    assert moved.original_due_on == before["validate_programme"]


def test_a_cancelled_session_aims_its_plans_at_the_next_ordinary_one(session: Session) -> None:
    number = in_co_creation(session)
    move(session, None)
    later = facts(session, number)
    assert later.session_code == "2024-02"
    assert later.session_on is not None
    assert later.session_on > date(2023, 10, 31)
    kept = session.scalars(select(CouncilSession)).one()
    assert kept.status == SessionStatus.CANCELLED


def test_one_collectivity_alone_is_moved(session: Session) -> None:
    first, second, third = builders.plans(session, 3)
    code = facts(session, second).collectivity_code
    before = facts(session, first).session_on
    answers = move(session, date(2023, 10, 16), collectivity_code=code)
    assert [answer.act.plan_id for answer in answers] == [second]
    assert facts(session, second).session_on == date(2023, 10, 16)
    assert {facts(session, number).session_on for number in (first, third)} == {before}


def test_only_the_kind_that_is_named_is_moved(session: Session) -> None:
    commune, region = builders.plan(session), builders.plan(session, REGION)
    before = facts(session, region).session_on
    assert [answer.act.plan_id for answer in move(session, date(2023, 10, 16))] == [commune]
    assert facts(session, region).session_on == before


def test_a_plan_that_has_voted_or_left_is_not_moved(session: Session) -> None:
    clock = VirtualClock(date(2022, 10, 21))
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
    assert move(session, date(2023, 10, 16)) == []


def test_a_session_that_is_moved_to_its_own_day_moves_nothing_and_says_so(
    session: Session,
) -> None:
    number = builders.plan(session)
    opening = facts(session, number).session_on
    entries = len(history_of(session, number))
    (answer,) = move(session, opening)
    assert answer.change is None
    assert answer.refusal is not None
    assert "nothing moves" in answer.refusal.phrase.en
    assert "لم يتغير" in answer.refusal.phrase.ar
    assert len(history_of(session, number)) == entries


def test_a_session_may_be_moved_again(session: Session) -> None:
    number = builders.plan(session)
    move(session, date(2023, 10, 16))
    move(session, date(2023, 10, 23))
    assert facts(session, number).session_on == date(2023, 10, 23)


def test_a_code_that_names_no_ordinary_session_is_refused_with_the_months(
    session: Session,
) -> None:
    for code in (
        "2023-09",
        "2023-13",
        "2023-1",
        "2023/10",
        "octobre",
        "",
        "20231-0",
        "2023-00",
        "2023-١٠",
        "2023-²0",
    ):
        with pytest.raises(Refused) as refusal:
            move(session, date(2023, 10, 16), code=code)
        phrase = refusal.value.phrase
        assert all("02, 05, 10" in said for said in (phrase.ar, phrase.fr, phrase.en))
    assert session.scalars(select(CouncilSession)).all() == []


def test_moving_without_a_reason_is_refused(session: Session) -> None:
    for reason in ("", "  "):
        with pytest.raises(Refused, match="reason"):
            move(session, date(2023, 10, 16), reason=reason)
    assert session.scalars(select(CouncilSession)).all() == []


def test_a_session_is_not_moved_farther_than_a_year(session: Session) -> None:
    number = builders.plan(session)
    before = facts(session, number).session_on
    for opens_on in (date(1, 1, 1), date(2022, 9, 29), date(2024, 10, 3), date(9999, 12, 31)):
        with pytest.raises(Refused, match="cancel it instead"):
            move(session, opens_on)
    assert facts(session, number).session_on == before
    assert move(session, date(2024, 10, 1))[0].refusal is None


def test_the_published_reason_of_a_moved_session_stands_in_the_entry(session: Session) -> None:
    number = builders.plan(session)
    move(session, date(2023, 10, 16), said={"published_reason": "force_majeure"})
    assert history_of(session, number)[-1].body["published_reason"] == "force_majeure"
    (answer,) = move(session, date(2023, 10, 23), said={"published_reason": "bad weather"})
    assert answer.refusal is not None
