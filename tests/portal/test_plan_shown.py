"""A plan in the words of a page: what its rows say, and what they leave out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from models.database import writing
from models.outbox import OutboxLetter
from models.plan import PlanStep
from models.words import CollectivityKind, FactBasis, Language, Role
from portal.plan_shown import letters_shown, steps_shown, timeline, ways_shown

FRENCH, ARABIC = Language.FRENCH, Language.ARABIC
TODAY = date(2022, 10, 21)
SECRET = "Madame Unetelle est souffrante"


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def fire(session: Session, number: int, trigger: str, on: date, **more: Any) -> None:
    more = {"actor": builders.COORDINATOR, "at": VirtualClock(on).now()} | more
    door.fire(session, number, trigger, **more)


def vote(session: Session, number: int, clock: VirtualClock, **more: Any) -> None:
    """The council's vote as a coordinator records it."""
    fields = builders.evidence("council_vote", clock.today(), outcome="postponed")
    fire(session, number, acts.REPORT, clock.today(), step="council_vote", evidence=fields, **more)
    fire(session, number, acts.ACCEPT, clock.today(), step="council_vote")
    fire(session, number, "postpone", clock.today(), actor=acts.ENGINE)


def test_an_entry_tells_from_where_to_where_when_and_which_side(session: Session) -> None:
    number = builders.plan(session)
    fire(
        session, number, "suspend", date(2022, 11, 14), reason=SECRET,
        effective_on=date(2022, 11, 10), said={"published_reason": "elections"},
    )  # fmt: skip
    opened, suspended = timeline(session, number, FRENCH)
    assert (opened["who_key"], opened["from_stage"], opened["to_stage"]) == (
        "engine", "", "Adhésion",
    )  # fmt: skip
    assert (suspended["from_stage"], suspended["to_stage"]) == ("Adhésion", "Suspendu")
    assert (suspended["on"], suspended["recorded_later"]) == (date(2022, 11, 10), True)
    assert suspended["who_key"] == "coordination"
    assert (suspended["reason"], suspended["free_reason"]) == ("Période électorale", SECRET)


def test_who_holds_a_role_of_the_collectivity_acts_for_it(session: Session) -> None:
    number = builders.plan(session)
    people = builders.people_of(session, builders.collectivity(session))
    elsewhere = builders.person(session)
    builders.hold(
        session,
        elsewhere,
        Role.FOCAL_POINT,
        builders.collectivity(session, CollectivityKind.REGION),
    )
    fields = builders.evidence("attend_training", TODAY)
    for who in (people[Role.DEPUTY], elsewhere):
        fire(
            session, number, acts.SAY_ABSENT, TODAY, actor=acts.focal_point(who.id), said={}
        )  # fmt: skip
    fire(
        session, number, acts.REPORT, TODAY, actor=acts.focal_point(people[Role.FOCAL_POINT].id),
        step="attend_training", evidence=fields,
    )  # fmt: skip
    rows = timeline(session, number, FRENCH)[1:]
    assert [row["who_key"] for row in rows] == ["collectivity", "coordination", "collectivity"]
    assert len(rows[-1]["evidence"]) == 64
    assert rows[-1]["step"] == "Participation à la formation"


def test_a_vote_that_was_postponed_tells_the_reason_that_was_published_with_it(
    session: Session,
) -> None:
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    facts = builders.drive_to(session, number, clock, step="council_vote")
    assert facts.session_on is not None
    clock.on = facts.session_on + timedelta(days=3)
    vote(session, number, clock, said={"published_reason": "session_not_held"})
    row = timeline(session, number, FRENCH)[-1]
    assert row["trigger"] == "postpone"
    assert (row["asks_reason"], row["reason"]) == (True, "Session ou séance non tenue")
    assert row["session"] == "session de mai 2023"


def test_a_deadline_that_moved_is_told_with_the_old_one_and_why(session: Session) -> None:
    number = builders.plan(session)
    before = {step["key"]: step for step in steps_shown(session, number, FRENCH, TODAY)}
    was = before["adhere_to_charter"]["due_on"]
    fire(
        session, number, acts.MOVE, TODAY, step="adhere_to_charter", reason=SECRET,
        due_on=was + timedelta(days=14),
    )  # fmt: skip
    after = {step["key"]: step for step in steps_shown(session, number, FRENCH, TODAY)}
    moved = after["adhere_to_charter"]
    assert before["adhere_to_charter"]["original_due_on"] is None
    assert (moved["due_on"], moved["original_due_on"]) == (was + timedelta(days=14), was)
    assert moved["moved_because"] == "Prolongation accordée"
    row = timeline(session, number, FRENCH)[-1]
    assert row["deadline"] == was + timedelta(days=14)


def test_a_step_is_late_from_the_day_after_unless_more_time_was_asked(session: Session) -> None:
    number = builders.plan(session)

    def late(on: date) -> set[str]:
        return {step["key"] for step in steps_shown(session, number, FRENCH, on) if step["late"]}

    due = session.scalars(select(PlanStep.due_on).order_by(PlanStep.due_on)).first()
    assert due is not None
    first = session.scalars(select(PlanStep.key).where(PlanStep.due_on == due)).first()
    assert late(due) == set()
    assert first in late(due + timedelta(days=1))
    fire(
        session, number, acts.ASK_EXTENSION, TODAY, actor=builders.FOCAL_POINT, step=first,
        due_on=due + timedelta(days=20), reason="x",
    )  # fmt: skip
    assert first not in late(due + timedelta(days=1))
    fire(session, number, "suspend", TODAY, reason="x")
    assert late(date(2024, 1, 1)) == set()


def test_letters_are_told_without_whom_they_reached(session: Session) -> None:
    number = builders.plan(session, cause="replay:test", basis=FactBasis.ILLUSTRATIVE)
    letter = session.scalars(select(OutboxLetter)).first()
    assert letter is not None
    letter.to_address, letter.subject, letter.cause = "a@b.example", SECRET, "550 a@b.example"
    session.flush()
    rows = letters_shown(session, number, FRENCH)
    assert {row["role"] for row in rows} == {"Point focal", "Présidence du conseil"}
    assert all(row["replayed"] and row["illustrative"] for row in rows)
    assert "a@b.example" not in str(rows)
    assert SECRET not in str(rows)


def test_why_a_plan_has_not_advanced_names_the_steps_and_who_can_unblock(
    session: Session,
) -> None:
    number = builders.plan(session)
    (way,) = ways_shown(session, number, FRENCH, TODAY)
    (reason,) = way["reasons"]
    assert (way["may"], way["to_stage"]) == (False, "Co-création")
    assert "Adhésion à la charte du réseau" in reason["looked_at"]
    assert reason["who"] == "Présidence du conseil"
    assert reason["since"] == TODAY


def test_a_way_that_waits_for_its_date_says_the_date_in_words(session: Session) -> None:
    clock = VirtualClock(TODAY)
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, step="launch_programme")
    said = {way["trigger"]: way for way in ways_shown(session, number, ARABIC, clock.today())}
    way = said["open_evaluation"]
    assert way["opens_on"].isoformat() not in str(way["reasons"])
    assert any(str(way["opens_on"].year) in " ".join(r["looked_at"]) for r in way["reasons"])
