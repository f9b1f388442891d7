"""From letters to steps that are done: what left, what was answered by link, what never arrived."""

from datetime import date
from typing import Any

import builders
import pytest
from builders import FOCAL_POINT
from reading_back import letters
from sqlalchemy import Engine, update
from story import begun

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.letter_funnel import (
    BY_LINK,
    NO_RUNG,
    LetterFunnel,
    by_cause,
    cause_class,
    count_answers,
    letter_funnel,
)
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.words import LetterState
from portal.link_opening import CAUSE

CHARTER = "adhere_to_charter"


def funnel(engine: Engine, on: date) -> LetterFunnel:
    with reading(engine) as session:
        return letter_funnel(session, on=on)


def rung(found: LetterFunnel, key: str) -> tuple[int, int, int]:
    one = {rung.key: rung for rung in found.rungs}[key]
    return one.written, one.left, one.done


def letters_of_the_first_rung(engine: Engine) -> list[str]:
    return [letter.id for letter in letters(engine, rung="assign")]


def become(engine: Engine, letter: str, **values: Any) -> None:
    with writing(engine) as session:
        session.execute(update(OutboxLetter).where(OutboxLetter.id == letter).values(**values))


def test_a_step_is_counted_after_the_last_rung_that_was_written_before_it_was_done(
    engine: Engine,
) -> None:
    story = begun(engine)
    story.on("2022-11-30")  # after the deadline of the charter
    step = story.step(CHARTER)
    story.done(CHARTER)
    found = funnel(engine, story.clock.on)
    assert step.last_rung is not None
    assert rung(found, step.last_rung)[2] == 1
    assert found.done_by(NO_RUNG) == 0
    assert found.done_by("stalled") == found.done == 1


def test_letters_leave_alone_or_in_a_list_and_the_others_are_only_written(engine: Engine) -> None:
    begun(engine)
    assert rung(funnel(engine, builders.FOUNDED), "assign") == (4, 0, 0)
    first, second, *_ = letters_of_the_first_rung(engine)
    become(engine, first, state=LetterState.ACCEPTED)
    become(engine, second, state=LetterState.SKIPPED, carried_by="a list")
    found = funnel(engine, builders.FOUNDED)
    assert rung(found, "assign") == (4, 2, 0)
    assert (found.written, found.left) == (4, 2)


def test_what_came_through_a_link_is_told_from_what_did_not(engine: Engine) -> None:
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        first, second = builders.plans(session, 2)
        for number, cause in ((first, CAUSE), (second, "command:report")):
            door.fire(
                session, number, acts.REPORT, actor=FOCAL_POINT, at=clock.now(), step=CHARTER,
                evidence=builders.evidence(CHARTER, clock.on), cause=cause,
            )  # fmt: skip
    found = funnel(engine, clock.on)
    assert (found.answers, found.by_link, found.steps_by_link) == (2, 1, 1)


def test_a_report_and_its_correction_are_two_answers_on_one_step() -> None:
    told = [(1, "a", BY_LINK), (1, "a", BY_LINK), (2, "a", BY_LINK), (2, "a", "command")]
    found = count_answers(LetterFunnel(builders.FOUNDED), told)
    assert (found.answers, found.by_link, found.steps_by_link) == (4, 3, 2)


def test_the_cause_of_the_links_is_the_one_that_their_pages_give() -> None:
    assert BY_LINK == CAUSE


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("550 5.1.1 <somebody@commune.example> unknown", "5.1.1"),
        ("mailbox full (452)", "452"),
        ("nobody holds the role deputy, and nobody stands in", "nobody holds the role"),
        ("refused by somebody@commune.example", "another cause"),
    ],
)  # fmt: skip
def test_a_cause_is_told_without_the_words_of_a_server(cause: str, said: str) -> None:
    assert cause_class(cause) == said


def test_causes_are_added_up_the_most_frequent_first() -> None:
    told = {"550 5.1.1 a": 1, "550 5.7.1 b": 4, "550 5.1.1 c": 2}
    assert list(by_cause(told).items()) == [("5.7.1", 4), ("5.1.1", 3)]


def test_letters_that_could_not_be_delivered_are_counted_by_cause(engine: Engine) -> None:
    begun(engine)
    first, *_ = letters_of_the_first_rung(engine)
    become(engine, first, state=LetterState.UNDELIVERABLE, cause="550 5.1.1 <a@b.example>")
    assert funnel(engine, builders.FOUNDED).undeliverable == {"5.1.1": 1}
