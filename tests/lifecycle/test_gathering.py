"""The exhibition: nobody's programme is absent without a reason."""

from datetime import date

import builders
import network
import pytest
from sqlalchemy import Engine

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.gathering import MISSING_NAMES, Exhibit, exhibits, why_missing
from lifecycle.next_cycle import open_next_cycles
from lifecycle.programmes import Missing, programmes
from lifecycle.published_reasons import NO_REASON, REASON_NAMES, PublishedReason, reason_of
from lifecycle.rulebook import read_rulebook
from models.database import reading, writing
from models.words import Stage


def shown(engine: Engine, on: date = network.TODAY) -> dict[str, Exhibit]:
    with reading(engine) as session:
        return {one.programme.plan.reference: one for one in
                exhibits(programmes(session, on=on))}  # fmt: skip


def why(one: Exhibit) -> list[str]:
    return [phrase.fr for phrase in why_missing(one.programme)]


def test_every_member_is_there_with_a_programme_or_a_reason(engine: Engine) -> None:
    network.open_network(engine)
    told = shown(engine)
    assert len(told) == 6
    assert why(told[network.SHOWN]) == why(told[network.SMALL]) == []
    assert why(told[network.EMPTY]) == ["Adopté, contenu pas encore déposé"]
    assert why(told[network.DRAFTED])[0] == "Pas encore adopté par le conseil"
    assert why(told[network.DRAFTED])[1].startswith("Co-création\u00a0: ")
    assert why(told[network.SUSPENDED]) == ["Suspendu avant l’adoption", "Période électorale"]
    assert why(told[network.LEFT]) == ["S’est retirée du réseau", NO_REASON.fr]


def test_every_way_of_missing_has_words() -> None:
    assert set(MISSING_NAMES) == set(Missing)


def test_a_vote_that_was_postponed_says_so_with_the_reason_published(engine: Engine) -> None:
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        builders.drive_to(session, number, clock, step="council_vote")
        builders.tomorrow(clock)
        fields = builders.evidence("council_vote", clock.on, outcome="postponed")
        door.fire(
            session, number, acts.REPORT, actor=builders.FOCAL_POINT, at=clock.now(),
            step="council_vote", evidence=fields, said={"published_reason": "agenda_full"},
        )  # fmt: skip
        door.fire(
            session, number, acts.ACCEPT, actor=builders.COORDINATOR, at=clock.now(),
            step="council_vote",
        )  # fmt: skip
        door.fire(session, number, "postpone", actor=acts.ENGINE, at=clock.now())
    (one,) = shown(engine, clock.on).values()
    assert why(one) == [
        "Pas encore adopté par le conseil",
        "Adoption par le conseil\u00a0: Inscription à l’ordre du jour du conseil",
        "Le conseil a reporté le vote", "Point non inscrit à l’ordre du jour",
    ]  # fmt: skip


@pytest.mark.parametrize("leaves", [False, True])
def test_an_ended_cycle_is_shown_until_the_next_has_a_programme(
    engine: Engine, leaves: bool
) -> None:
    clock = VirtualClock(date(2026, 4, 13))
    with writing(engine) as session:
        number = builders.plan(session, stage=Stage.CO_EVALUATION)
        network.amend(session, number, network.spreadsheet_trap())
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        facts = builders.facts_of(session, number)
        open_next_cycles(session, [facts], occasion, read_rulebook(session))
    if leaves:
        with writing(engine) as session:
            door.fire(
                session, number + 1, "withdraw", actor=builders.COORDINATOR, at=clock.now(),
                reason="x", said={"published_reason": "lack_of_means"},
            )  # fmt: skip
    (one,) = shown(engine, clock.on).values()
    if leaves:
        assert (one.programme.plan.cycle, one.following) == (2, None)
        assert why(one) == ["S’est retirée du réseau", "Moyens insuffisants"]
        return
    assert (one.programme.plan.cycle, one.programme.missing) == (1, None)
    assert one.following is not None
    assert one.following.plan.cycle == 2


def test_the_word_of_a_published_phrase_is_found_again() -> None:
    assert [reason_of(REASON_NAMES[reason]) for reason in PublishedReason] == [*PublishedReason]
    assert reason_of(None) is None
    assert reason_of(NO_REASON) is None
