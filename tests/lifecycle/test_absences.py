"""An absence that a person announces: which days are taken, what is told, who stands in."""

from collections.abc import Iterator
from datetime import date

import builders
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from lifecycle import acts
from lifecycle.absences import say_absent
from lifecycle.clock import VirtualClock
from lifecycle.errors import Refused
from lifecycle.plans import broken_history, history_of
from models.database import writing
from models.history import HistoryEntry
from models.person import Absence, Person
from models.words import Role

TODAY = builders.FOUNDED  # 21 October 2022


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def plan(session: Session) -> int:
    return builders.plan(session)


@pytest.fixture
def focal(session: Session, plan: int) -> Person:
    return builders.people_of(session, builders.collectivity(session))[Role.FOCAL_POINT]


def say(session: Session, plan: int, who: Person | int, first: str, last: str) -> Absence:
    number = who if isinstance(who, int) else who.id
    return say_absent(
        session, plan, number, date.fromisoformat(first), date.fromisoformat(last),
        actor=acts.focal_point(number), at=VirtualClock(TODAY).now(), cause="test",
    )  # fmt: skip


def known(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(Absence.from_on, Absence.until_on).order_by(Absence.from_on))
    return [(str(first), str(last)) for first, last in rows]


def test_an_absence_is_kept_and_told_by_the_history(
    session: Session, plan: int, focal: Person
) -> None:
    say(session, plan, focal, "2022-10-21", "2022-11-04")
    told = history_of(session, plan)[-1]
    assert known(session) == [("2022-10-21", "2022-11-04")]
    assert (told.trigger, told.reason) == ("say_absent", "2022-10-21/2022-11-04")
    assert told.body["person"] == f"person:{focal.id}"
    assert broken_history(session, plan) is None


def test_the_days_themselves_are_not_in_what_can_never_be_erased(
    session: Session, plan: int, focal: Person
) -> None:
    say(session, plan, focal, "2022-12-05", "2022-12-09")
    for content in session.scalars(select(HistoryEntry.canonical)):
        assert b"2022-12-05" not in content
        assert b"2022-12-09" not in content


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2022-10-20", "2022-10-30", "is past"),
        ("2022-11-10", "2022-11-09", "is before its first"),
        ("2022-11-01", "2023-01-30", "at most 90 days"),
        ("2023-10-22", "2023-10-30", "more than a year ahead"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_written(
    session: Session, plan: int, focal: Person, first: str, last: str, said: str
) -> None:
    entries = session.scalar(select(func.count()).select_from(HistoryEntry))
    with pytest.raises(Refused, match=said):
        say(session, plan, focal, first, last)
    assert known(session) == []
    assert session.scalar(select(func.count()).select_from(HistoryEntry)) == entries


def test_ninety_days_are_the_most(session: Session, plan: int, focal: Person) -> None:
    say(session, plan, focal, "2022-11-01", "2023-01-29")
    assert known(session) == [("2022-11-01", "2023-01-29")]


@pytest.mark.parametrize(
    ("first", "last", "together"),
    [
        ("2022-11-08", "2022-11-20", ("2022-11-01", "2022-11-20")),  # shares days
        ("2022-11-11", "2022-11-20", ("2022-11-01", "2022-11-20")),  # stands right beside
        ("2022-10-25", "2022-10-31", ("2022-10-25", "2022-11-10")),
        ("2022-10-25", "2022-11-20", ("2022-10-25", "2022-11-20")),  # holds it
    ],
)
def test_absences_that_touch_become_one(
    session: Session, plan: int, focal: Person, first: str, last: str, together: tuple[str, str]
) -> None:
    say(session, plan, focal, "2022-11-01", "2022-11-10")
    say(session, plan, focal, first, last)
    assert known(session) == [together]


def test_absences_apart_stay_two(session: Session, plan: int, focal: Person) -> None:
    say(session, plan, focal, "2022-11-01", "2022-11-10")
    say(session, plan, focal, "2022-11-12", "2022-11-20")
    assert len(known(session)) == 2


@pytest.mark.parametrize("last", ["2022-11-10", "2022-11-05"])
def test_what_is_known_already_is_refused(
    session: Session, plan: int, focal: Person, last: str
) -> None:
    say(session, plan, focal, "2022-11-01", "2022-11-10")
    with pytest.raises(Refused, match="known already: 2022-11-01 to 2022-11-10"):
        say(session, plan, focal, "2022-11-01", last)


def test_merging_is_no_way_around_the_ninety_days(
    session: Session, plan: int, focal: Person
) -> None:
    say(session, plan, focal, "2022-11-01", "2022-12-31")
    with pytest.raises(Refused, match="with those announced before"):
        say(session, plan, focal, "2023-01-01", "2023-02-15")
    assert known(session) == [("2022-11-01", "2022-12-31")]


def test_only_somebody_of_the_collectivity_can_be_away(session: Session, plan: int) -> None:
    stranger = builders.person(session)
    with pytest.raises(Refused, match="holds no role"):
        say(session, plan, stranger, "2022-11-01", "2022-11-10")


def test_one_who_has_left_the_role_cannot_be_away_from_it(session: Session, plan: int) -> None:
    gone = builders.person(session)
    where = builders.collectivity(session)
    builders.hold(session, gone, Role.FOCAL_POINT, where, until_on=date(2022, 10, 20))
    with pytest.raises(Refused, match="holds no role"):
        say(session, plan, gone, "2022-11-01", "2022-11-10")


def test_a_coordinator_may_say_it_for_somebody_and_the_engine_may_not(
    session: Session, plan: int, focal: Person
) -> None:
    days = (date(2022, 11, 1), date(2022, 11, 2))
    facts = {"at": VirtualClock(TODAY).now(), "cause": "test"}
    with pytest.raises(Refused, match="a focal point or a coordinator"):
        say_absent(session, plan, focal.id, *days, actor=acts.ENGINE, **facts)
    assert known(session) == []
    say_absent(session, plan, focal.id, *days, actor=builders.COORDINATOR, **facts)
    assert known(session) == [("2022-11-01", "2022-11-02")]
