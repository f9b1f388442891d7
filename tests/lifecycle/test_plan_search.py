"""Searching plans as people spell names, and filtering them as a board does."""

from collections.abc import Iterator
from datetime import date

import builders
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.board import board
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.next_cycle import open_next_cycles
from lifecycle.plan_search import PAGE, Asked, choices, newest, outside, search
from lifecycle.rulebook import read_rulebook
from models.database import writing
from models.words import CollectivityKind, Stage

TODAY = date(2022, 10, 21)
MUCH_LATER = date(2023, 3, 1)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def found(session: Session, /, on: date = TODAY, **asked: object) -> list[int]:
    return [row.id for row in search(session, Asked(**asked), on=on).every]  # type: ignore[arg-type]


def suspend(session: Session, number: int) -> None:
    door.fire(
        session, number, "suspend", actor=builders.COORDINATOR, at=VirtualClock(TODAY).now(),
        reason="test",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["بني ملال", "بنى ملال", "بـني  ملال", "ملال", "جماعة بني ملال", "beni mellal", "MELLAL",
     "Commune de Béni Mellal", "05.091.01.0", "PAO-2022-05091010-1", "pao-2022-05091010-1"],
)  # fmt: skip
def test_a_plan_is_found_however_its_name_is_spelled(session: Session, text: str) -> None:
    commune = builders.plan(session)
    builders.plan(session, CollectivityKind.REGION)
    assert found(session, text=text) == [commune]


def test_a_letter_too_few_finds_nothing_and_suggests(session: Session) -> None:
    builders.plan(session)
    answer = search(session, Asked(text="Beni Melal"), on=TODAY)
    assert answer.every == []
    assert answer.near == ["Béni Mellal"]
    elsewhere = search(session, Asked(text="Beni Melal", region="09"), on=TODAY)
    assert elsewhere.near == []


def test_signs_that_are_no_letters_find_nothing(session: Session) -> None:
    builders.plan(session)
    assert found(session, text="%%--") == []


def test_each_filter_lets_through_what_it_names(session: Session) -> None:
    commune = builders.plan(session)
    region = builders.plan(session, CollectivityKind.REGION)
    province = builders.plan(session, CollectivityKind.PROVINCE)
    suspend(session, region)
    assert found(session, region="05") == [commune]
    assert found(session, kind=CollectivityKind.PROVINCE) == [province]
    assert found(session, stage=Stage.SUSPENDED) == [region]
    assert found(session, session="2023-09") == [province]
    assert found(session, session="2023-10") == [commune]  # a suspended plan waits for no session
    assert found(session, cohort="2026-second") == []
    assert found(session, late=True) == []
    assert sorted(found(session, on=MUCH_LATER, late=True)) == sorted([commune, province])


def test_the_counts_are_those_of_the_board(session: Session) -> None:
    builders.plans(session, 3)
    suspend(session, builders.plan(session, CollectivityKind.REGION))
    answer, counted = search(session, Asked(), on=MUCH_LATER), board(session, on=MUCH_LATER)
    assert dict(answer.counts()) == counted.counts
    assert dict(answer.late()) == counted.late


def test_a_member_in_its_second_cycle_is_found_there_only(session: Session) -> None:
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, stage=Stage.COMPLETED)
    occasion = Occasion(acts.ENGINE, clock.now(), "test")
    open_next_cycles(
        session, [builders.facts_of(session, number)], occasion, read_rulebook(session)
    )
    assert [row.cycle for row in search(session, Asked(), on=clock.today()).every] == [2]
    assert found(session, on=clock.today(), stage=Stage.COMPLETED) == []


def test_pages_hold_all_and_one_beyond_the_last_gives_the_last(session: Session) -> None:
    numbers = builders.plans(session, PAGE + 1)
    first = search(session, Asked(), on=TODAY)
    last = search(session, Asked(page=99), on=TODAY)
    assert (first.pages, last.page, len(last.rows)) == (2, 2, 1)
    assert [row.id for row in (*first.rows, *last.rows)] == numbers


def test_the_filters_offer_the_cohorts_and_the_sessions_that_are_waited_for(
    session: Session,
) -> None:
    builders.plan(session)
    suspend(session, builders.plan(session, CollectivityKind.PROVINCE))
    offered = choices(session, newest(session, on=TODAY))
    assert offered.cohorts == [("2022-founders", "الفوج المؤسس", "Cohorte fondatrice")]
    assert offered.sessions == ["2023-10"]


def test_a_collectivity_without_a_plan_is_found_in_the_register() -> None:
    assert {one.code for one in outside("tiznit")} >= {"09.581"}
    assert outside("Qwxyz") == []
    assert outside("  ") == []
