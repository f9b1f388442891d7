"""The one door: a plan moves with its history and its letters, or not at all."""

from datetime import date
from typing import Any

import builders
import pytest
from builders import COORDINATOR, FOCAL_POINT, evidence
from reading_back import everything, history, kinds, letters, plan_of, step_of
from sqlalchemy import Engine, delete, func, select

from lifecycle import acts, door
from lifecycle.acts import ENGINE, Act, Actor
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import ConcurrentChange, NoSuchTransition, Refused
from lifecycle.history import broken_link, commitment
from lifecycle.plans import chain_of
from lifecycle.rows import read_facts
from models.database import reading, writing
from models.evidence import Evidence
from models.history import HistoryDisclosure, HistoryEntry
from models.plan import Plan
from models.words import ActorKind, Role, Stage, StepState

CHARTER = "adhere_to_charter"


@pytest.fixture
def number(engine: Engine, clock: VirtualClock) -> int:
    with writing(engine) as session:
        return builders.plan(session, clock=clock)


def fire(engine: Engine, number: int, trigger: str, clock: VirtualClock, **more: Any) -> None:
    with writing(engine) as session:
        actor = more.pop("actor", COORDINATOR)
        door.fire(session, number, trigger, actor=actor, at=clock.now(), **more)


def report(engine: Engine, number: int, clock: VirtualClock, step: str = CHARTER) -> None:
    filed = evidence(step, clock.today())
    fire(engine, number, acts.REPORT, clock, actor=FOCAL_POINT, step=step, evidence=filed)


def test_a_plan_that_is_opened_has_its_first_steps_its_first_entry_and_its_welcome(
    engine: Engine, number: int
) -> None:
    plan = plan_of(engine, number)
    assert (plan.stage, plan.head_seq, plan.session_code) == (Stage.JOINING, 1, "2023-10")
    assert {step.state for step in plan.steps.values()} == {StepState.OPEN}
    (entry,) = history(engine, number)
    assert (entry.trigger, entry.from_stage, entry.to_stage) == ("open_plan", None, "joining")
    assert {step["key"] for step in entry.body["steps"]} == set(plan.steps)
    assert [letter.role for letter in letters(engine, "welcome")] == [
        Role.FOCAL_POINT,
        Role.PRESIDENT,
    ]


def test_an_act_writes_its_state_its_entry_its_evidence_and_its_letters_together(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    report(engine, number, clock)
    assert step_of(engine, number, CHARTER).next_at is None
    fire(engine, number, acts.ACCEPT, clock, step=CHARTER)
    step = step_of(engine, number, CHARTER)
    assert (step.state, step.done_on, step.next_at) == (StepState.ACCEPTED, clock.on, None)
    assert [entry.trigger for entry in history(engine, number)] == [
        "open_plan", "report_step", "accept_step",
    ]  # fmt: skip
    assert kinds(engine, step_key=CHARTER) == ["step_accepted"]
    with reading(engine) as session:
        filed = session.scalars(select(Evidence)).one()
    assert filed.fields == evidence(CHARTER, clock.on)
    assert filed.sha256 == history(engine, number)[1].body["evidence"]


def test_a_transaction_that_is_taken_back_leaves_nothing(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    class Stopped(Exception):
        pass

    def suspend_and_stop() -> None:
        with writing(engine) as session:
            door.fire(
                session, number, "suspend", actor=COORDINATOR, at=clock.now(), reason="elections"
            )
            assert session.get_one(Plan, number).stage == Stage.SUSPENDED
            raise Stopped

    before = everything(engine)
    with pytest.raises(Stopped):
        suspend_and_stop()
    assert everything(engine) == before


def test_the_orm_sees_at_once_what_the_door_wrote(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        plan = session.get_one(Plan, number)
        door.fire(session, plan, "suspend", actor=COORDINATOR, at=clock.now(), reason="elections")
        assert (plan.stage, plan.head_seq) == (Stage.SUSPENDED, 2)


TOMORROW = date(2022, 10, 22)
SPECTATOR = Actor(ActorKind.PERSON, "person:9", frozenset())
REFUSALS: dict[str, tuple[str, dict[str, Any], str]] = {
    "no such transition here": ("adopt", {}, "There is no transition adopt from stage joining"),
    "a guard": ("open_co_creation", {}, "not settled yet"),
    "no reason": ("suspend", {}, "suspend needs a reason"),
    "a blank reason": ("withdraw", {"reason": "  "}, "withdraw needs a reason"),
    "the future": ("suspend", {"reason": "x", "effective_on": TOMORROW}, "in the future"),
    "the engine may not": ("suspend", {"reason": "x", "actor": ENGINE}, "engine may not fire"),
    "a focal point may not": (
        "suspend", {"reason": "x", "actor": FOCAL_POINT}, "person:3 may not fire suspend",
    ),
    "a spectator may not move": ("withdraw", {"reason": "x", "actor": SPECTATOR}, "may not fire"),
    "a spectator may not report": (
        acts.REPORT,
        {"step": CHARTER, "evidence": evidence(CHARTER, builders.FOUNDED), "actor": SPECTATOR},
        "person:9 may not",
    ),
    "nothing to accept": (acts.ACCEPT, {"step": CHARTER}, "is not possible: step .* is open"),
    "no such step": (acts.REPORT, {"step": "dance"}, "no step dance; it has: adhere_to_charter"),
    "no step at all": (acts.REPORT, {}, "has no step"),
    "a step not asked yet": (acts.REPORT, {"step": "council_vote"}, "no step council_vote"),
    "evidence is missing": (acts.REPORT, {"step": CHARTER}, "is missing"),
    "a deadline in the past": (
        acts.MOVE, {"step": CHARTER, "reason": "x", "due_on": builders.FOUNDED}, "must be after",
    ),
    "no deadline given": (acts.MOVE, {"step": CHARTER, "reason": "x"}, "must be after"),
    "a deadline without a reason": (
        acts.MOVE, {"step": CHARTER, "due_on": date(2023, 1, 9)}, "needs a reason",
    ),
    "waived without a reason": (acts.WAIVE, {"step": CHARTER}, "needs a reason"),
    "a focal point waives": (
        acts.WAIVE, {"step": CHARTER, "reason": "x", "actor": FOCAL_POINT}, "may not waive_step",
    ),
    "the engine waives": (
        acts.WAIVE, {"step": CHARTER, "reason": "x", "actor": ENGINE}, "may not waive_step",
    ),
    "a focal point moves a session": (
        acts.MOVE_SESSION, {"session_code": "2024-02", "actor": FOCAL_POINT}, "may not",
    ),
    "a session that does not move": (acts.MOVE_SESSION, {}, "still opens on"),
    "a trigger of the library": ("to_completed", {}, "no transition to_completed"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_says_why_in_three_languages_and_writes_nothing(
    engine: Engine, number: int, clock: VirtualClock, case: str
) -> None:
    trigger, more, said = REFUSALS[case]
    before = everything(engine)
    with pytest.raises(Refused, match=said) as refused:
        fire(engine, number, trigger, clock, **more)
    assert everything(engine) == before
    phrase = refused.value.phrase
    assert len({phrase.ar, phrase.fr, phrase.en}) == 3
    assert any("\u0600" <= letter <= "\u06ff" for letter in phrase.ar)


def test_a_plan_that_does_not_exist_is_refused(engine: Engine, clock: VirtualClock) -> None:
    with pytest.raises(Refused, match=r"There is no plan 404\."):
        fire(engine, 404, "suspend", clock, reason="x")


def test_an_instant_without_a_zone_writes_nothing(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    at = clock.now().replace(tzinfo=None)
    before = everything(engine)
    with writing(engine) as session, pytest.raises(ValueError, match="time zone"):
        door.fire(session, number, "suspend", actor=COORDINATOR, at=at, reason="x")
    assert everything(engine) == before


def test_whoever_comes_second_with_old_facts_is_told_and_writes_nothing(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with reading(engine) as session:
        stale = read_facts(session, [number])
    report(engine, number, clock)
    before = everything(engine)
    late = Act(number, "suspend", reason="elections")
    occasion = Occasion(COORDINATOR, clock.now(), "test")
    with pytest.raises(ConcurrentChange, match="try again"), writing(engine) as session:
        door.fire_many(session, [late], occasion, facts=stale)
    assert everything(engine) == before


def test_a_caller_that_goes_on_after_coming_second_commits_no_half_of_a_change(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        other = builders.plans(session, 1, clock=clock)[0]
    with reading(engine) as session:
        stale = read_facts(session, [number, other])
    report(engine, number, clock)
    before = everything(engine)
    batch = [Act(one, "suspend", reason="elections") for one in (other, number)]
    occasion = Occasion(COORDINATOR, clock.now(), "test")
    with writing(engine) as session, pytest.raises(ConcurrentChange):
        door.fire_many(session, batch, occasion, facts=stale)
    assert everything(engine) == before


def test_one_plan_that_changed_meanwhile_stops_its_whole_batch(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        others = builders.plans(session, 3, clock=clock)
    with reading(engine) as session:
        stale = read_facts(session, [number, *others])
    report(engine, number, clock)
    before = everything(engine)
    batch = [Act(one, "suspend", reason="elections") for one in (*others, number)]
    occasion = Occasion(COORDINATOR, clock.now(), "test")
    with pytest.raises(ConcurrentChange), writing(engine) as session:
        door.fire_many(session, batch, occasion, facts=stale)
    assert everything(engine) == before


def test_what_happened_earlier_is_recorded_later_and_both_days_are_seen(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    clock.on = date(2022, 11, 3)
    filed = evidence(CHARTER, date(2022, 10, 28))
    fire(
        engine, number, acts.REPORT, clock, actor=FOCAL_POINT, step=CHARTER, evidence=filed,
        effective_on=date(2022, 10, 28),
    )  # fmt: skip
    entry = history(engine, number)[-1]
    assert entry.effective_on == date(2022, 10, 28)
    assert entry.recorded_at == clock.now()
    with reading(engine) as session:
        content = session.scalars(select(HistoryEntry.canonical)).all()[-1]
    assert b'"at":"2022-10-28"' in content
    assert b'"rec":"2022-11-03T08:00:00.000000Z"' in content


def test_the_reason_stands_outside_the_entry_and_can_be_erased_without_breaking_the_chain(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    fire(engine, number, "suspend", clock, reason="the focal point is ill")
    with writing(engine) as session:
        said = session.scalars(select(HistoryDisclosure)).one()
        last = session.scalars(select(HistoryEntry).where(HistoryEntry.seq == 2)).one()
        assert b"ill" not in last.canonical
        assert commitment(said.salt, said.label, said.value).encode() in last.canonical
        session.execute(delete(HistoryDisclosure))
    assert history(engine, number)[-1].reason == ""
    with reading(engine) as session:
        assert broken_link(chain_of(session, number)) is None


def test_every_entry_of_a_long_path_follows_the_one_before(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
        chain = chain_of(session, number)
        plan = session.get_one(Plan, number)
        assert (plan.head_seq, plan.head_hash) == (len(chain), chain[-1][2])
    assert len(chain) > 20
    assert broken_link(chain) is None


def test_a_step_that_is_returned_is_owed_again_and_says_so_at_once(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    report(engine, number, clock)
    fire(engine, number, acts.RETURN, clock, step=CHARTER, reason="the act is not signed")
    step = step_of(engine, number, CHARTER)
    assert (step.state, step.due_on) == (StepState.RETURNED, date(2022, 11, 11))
    assert step.next_at is not None
    returned = letters(engine, "step_returned")
    assert {letter.role for letter in returned} == {Role.FOCAL_POINT, Role.DEPUTY}
    assert all(letter.urgent for letter in returned)
    assert returned[0].context["reason"] == "the act is not signed"
    report(engine, number, clock)
    assert step_of(engine, number, CHARTER).state == StepState.REPORTED


def test_a_deadline_that_is_moved_keeps_its_first_date_and_tells_both(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    fire(
        engine, number, acts.MOVE, clock, step=CHARTER, reason="elections",
        due_on=date(2022, 12, 16),
    )  # fmt: skip
    step = step_of(engine, number, CHARTER)
    assert (step.due_on, step.original_due_on) == (date(2022, 12, 16), date(2022, 11, 11))
    assert step.moved_because == "extension"
    context = letters(engine, "deadline_moved")[0].context
    assert (context["due_on"], context["was"]) == ("2022-12-16", "2022-11-11")


def test_a_step_that_needs_no_review_is_settled_by_its_report(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    clock.on = date(2023, 1, 13)
    report(engine, number, clock, "attend_orientation")
    assert step_of(engine, number, "attend_orientation").state == StepState.ACCEPTED


def test_the_same_letter_is_owed_again_for_another_entry(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    for _ in range(2):
        report(engine, number, clock)
        fire(engine, number, acts.RETURN, clock, step=CHARTER, reason="not signed")
    assert len(letters(engine, "step_returned")) == 4


def test_a_letter_asks_for_the_wire_from_the_instant_of_its_act_on(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    fire(engine, number, "suspend", clock, reason="elections")
    for letter in letters(engine, "plan_suspended"):
        assert (letter.next_at, letter.written_on) == (clock.now(), clock.on)
        assert letter.person_id is letter.to_address is letter.subject is None
        assert not letter.replayed


def test_a_cause_that_is_a_replay_marks_its_letters(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    fire(engine, number, "suspend", clock, reason="elections", cause="replay:2022-founders")
    assert all(letter.replayed for letter in letters(engine, "plan_suspended"))


def test_nothing_may_be_done_to_the_steps_of_a_plan_that_stands_still(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    fire(engine, number, "suspend", clock, reason="elections")
    with pytest.raises(Refused, match="its steps wait until it comes back"):
        report(engine, number, clock)


def test_a_trigger_that_was_taken_is_not_taken_again(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    fire(engine, number, "withdraw", clock, reason="a decision of the council")
    with pytest.raises(NoSuchTransition):
        fire(engine, number, "withdraw", clock, reason="a decision of the council")


def test_the_door_commits_nothing_by_itself(
    engine: Engine, number: int, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        door.fire(session, number, "suspend", actor=COORDINATOR, at=clock.now(), reason="x")
        assert session.in_transaction()
        session.rollback()
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(HistoryEntry)) == 1
