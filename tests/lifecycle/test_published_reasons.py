"""What everybody may know of a hold: a word of a closed list, never what a person wrote."""

import re
from collections.abc import Iterator
from datetime import date

import builders
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.plans import history_of
from lifecycle.published_reasons import (
    NO_REASON,
    REASON_NAMES,
    REASONS_FOR,
    PublishedReason,
    published,
    reason_choices,
)
from models.database import writing
from models.words import Stage

TODAY = date(2022, 11, 14)
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def suspend(session: Session, number: int, word: object) -> None:
    door.fire(
        session, number, "suspend", actor=builders.COORDINATOR, at=VirtualClock(TODAY).now(),
        reason="M. Untel est souffrant", said={"published_reason": word},
    )  # fmt: skip


def test_a_suspension_publishes_its_word_and_keeps_what_was_written_apart(
    session: Session,
) -> None:
    number = builders.plan(session)
    suspend(session, number, "elections")
    entry = history_of(session, number)[-1]
    assert published(entry.body) == REASON_NAMES[PublishedReason.ELECTIONS]
    assert "Untel" not in str(entry.body)


def test_nothing_is_published_when_nothing_was_chosen(session: Session) -> None:
    number = builders.plan(session)
    door.fire(
        session, number, "suspend", actor=builders.COORDINATOR, at=VirtualClock(TODAY).now(),
        reason="test",
    )  # fmt: skip
    assert published(history_of(session, number)[-1].body) is None


@pytest.mark.parametrize("word", ["M. Untel est souffrant", "", "does_not_apply", 7])
def test_a_word_that_is_not_of_the_list_of_the_act_is_refused(
    session: Session, word: object
) -> None:
    number = builders.plan(session)
    with pytest.raises(Refused, match="is a word of its list"):
        suspend(session, number, word)
    assert builders.facts_of(session, number).stage == Stage.JOINING


def test_the_bulk_door_publishes_and_refuses_alike(session: Session) -> None:
    first, second = builders.plans(session, 2)
    asked = [
        acts.Act(first, "withdraw", reason="x", said={"published_reason": "lack_of_means"}),
        acts.Act(second, "withdraw", reason="x", said={"published_reason": "a name"}),
    ]
    occasion = Occasion(builders.COORDINATOR, VirtualClock(TODAY).now(), "test")
    done, refused = door.fire_many(session, asked, occasion)
    assert done.change is not None
    assert refused.refusal is not None
    assert history_of(session, first)[-1].body["published_reason"] == "lack_of_means"
    assert len(history_of(session, second)) == 1


def test_a_waived_step_publishes_its_word(session: Session) -> None:
    number = builders.plan(session)
    door.fire(
        session, number, acts.WAIVE, step="attend_training", actor=builders.COORDINATOR,
        at=VirtualClock(TODAY).now(), reason="x", said={"published_reason": "done_otherwise"},
    )  # fmt: skip
    body = history_of(session, number)[-1].body
    assert (body["published_reason"], body["step"]) == ("done_otherwise", "attend_training")


def test_only_the_report_of_a_vote_publishes_a_reason() -> None:
    assert reason_choices(acts.REPORT, "council_vote")
    assert reason_choices(acts.REPORT, "hold_first_workshop") == []
    assert reason_choices("resume") == []


def test_every_word_has_its_sentence_and_its_act() -> None:
    assert set(REASON_NAMES) == set(PublishedReason)
    assert {word for words in REASONS_FOR.values() for word in words} == set(PublishedReason)
    for phrase in (*REASON_NAMES.values(), NO_REASON):
        assert ARABIC.search(phrase.ar)
        assert not ARABIC.search(phrase.fr + phrase.en)
        assert "'" not in phrase.fr


def test_a_body_of_an_unknown_word_publishes_nothing() -> None:
    assert published({"published_reason": "a name"}) is None
    assert published({}) is None
