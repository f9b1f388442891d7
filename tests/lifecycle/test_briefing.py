"""The coordinators' digest: owed once a week to each of those who are one today."""

from datetime import date

import builders
import pytest
from sqlalchemy import Engine, select

from lifecycle.briefing import week_of, write_digests
from lifecycle.clock import VirtualClock
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.words import CollectivityKind, LetterState, Role

MONDAY, WEDNESDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 30)


@pytest.fixture
def coordinators(engine: Engine) -> Engine:
    """One of the nation and two of regions, one of whom has a colleague."""
    with writing(engine) as session:
        bm, sm = (
            builders.collectivity(session, kind)
            for kind in (CollectivityKind.COMMUNE, CollectivityKind.REGION)
        )
        for role, where in (
            (Role.NATIONAL_COORDINATOR, None),
            (Role.REGION_COORDINATOR, bm),
            (Role.REGION_COORDINATOR, bm),
            (Role.REGION_COORDINATOR, sm),
        ):
            builders.hold(session, builders.person(session), role, where)
        builders.hold(session, builders.person(session), Role.FOCAL_POINT, bm)
    return engine


def write(engine: Engine, on: date = MONDAY, *, dry_run: bool = False, cause: str = "test") -> int:
    return write_digests(engine, clock=VirtualClock(on), dry_run=dry_run, cause=cause)


def digests(engine: Engine) -> list[OutboxLetter]:
    with reading(engine) as session:
        return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.key)))


def test_each_region_and_the_nation_are_owed_one_digest(coordinators: Engine) -> None:
    assert write(coordinators) == 3
    found = digests(coordinators)
    assert [(one.role, one.region_code) for one in found] == [
        (Role.NATIONAL_COORDINATOR, None),
        (Role.REGION_COORDINATOR, "05"),
        (Role.REGION_COORDINATOR, "09"),
    ]
    assert {one.kind for one in found} == {"coordinator_digest"}
    assert {one.state for one in found} == {LetterState.QUEUED}
    assert {one.context["week_of"] for one in found} == {"2026-11-23"}


def test_a_digest_is_owed_once_a_week_however_often_it_is_asked(coordinators: Engine) -> None:
    write(coordinators)
    assert write(coordinators) == 0
    assert write(coordinators, WEDNESDAY) == 0
    assert len(digests(coordinators)) == 3
    assert write(coordinators, NEXT_MONDAY) == 3


def test_a_monday_that_was_missed_is_made_up_for_later_in_the_week(coordinators: Engine) -> None:
    assert write(coordinators, WEDNESDAY) == 3
    assert {one.context["week_of"] for one in digests(coordinators)} == {"2026-11-23"}


def test_a_dry_run_counts_and_writes_nothing(coordinators: Engine) -> None:
    assert write(coordinators, dry_run=True) == 3
    assert digests(coordinators) == []


def test_a_replayed_digest_is_marked(coordinators: Engine) -> None:
    write(coordinators, cause="replay:2022-founders")
    assert {one.replayed for one in digests(coordinators)} == {True}


def test_only_who_is_a_coordinator_on_the_day_counts(engine: Engine) -> None:
    with writing(engine) as session:
        commune = builders.collectivity(session)
        region = builders.collectivity(session, CollectivityKind.REGION)
        role = Role.REGION_COORDINATOR
        who = builders.person(session)
        builders.hold(session, who, role, commune, until_on=date(2026, 11, 22))
        builders.hold(session, who, role, region, until_on=date(2026, 11, 27))
        builders.hold(session, who, Role.NATIONAL_COORDINATOR, from_on=NEXT_MONDAY)
    assert write(engine) == 1
    assert [one.region_code for one in digests(engine)] == ["09"]


def test_nobody_is_owed_nothing(engine: Engine) -> None:
    assert write(engine) == 0


@pytest.mark.parametrize("on", [MONDAY, WEDNESDAY, date(2026, 11, 29)])
def test_a_week_is_told_by_its_monday(on: date) -> None:
    assert week_of(on) == MONDAY
