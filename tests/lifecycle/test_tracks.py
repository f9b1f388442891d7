"""Two tracks beside each other: each is counted with its own, and nothing is counted twice."""

from datetime import date

import builders
import pytest
from builders import COORDINATOR
from reading_back import kinds, plan_of
from sqlalchemy import Engine

from audit.counts import records
from audit.moments import moment
from lifecycle import acts, door
from lifecycle.advance import advance
from lifecycle.board import board, newest_plans
from lifecycle.bottlenecks import bottlenecks
from lifecycle.causes import causes
from lifecycle.clock import VirtualClock
from lifecycle.errors import Refused
from lifecycle.forecasts import forecast_plans
from lifecycle.plan_search import Asked, choices, newest, search
from lifecycle.plans import find_plan, other_tracks
from lifecycle.stage_flow import read_stage_flow
from lifecycle.sweep import sweep
from lifecycle.worklist import read
from models.database import reading, writing
from models.words import Stage, StepState, Track

BEGUN, LATER = builders.FOUNDED, date(2023, 3, 1)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(BEGUN)


@pytest.fixture
def two(engine: Engine, clock: VirtualClock) -> tuple[int, int]:
    """The openness plan and the OGP Local plan of one commune."""
    with writing(engine) as session:
        return builders.plan(session, clock=clock), builders.ogp_plan(session, clock)


def test_each_has_a_reference_of_its_own(engine: Engine, two: tuple[int, int]) -> None:
    own, other = (plan_of(engine, number) for number in two)
    code = own.collectivity_code.replace(".", "")
    assert (own.reference, other.reference) == (f"PAO-2022-{code}-1", f"OGP-2022-{code}-1")
    assert own.session_code == "2023-10"
    assert other.session_code is other.session_on is None


def test_the_networks_numbers_are_those_of_the_openness_plans(
    engine: Engine, two: tuple[int, int]
) -> None:
    own, other = two
    with reading(engine) as session:
        assert board(session, on=LATER).total(Stage.JOINING) == 1
        assert read_stage_flow(session, until=LATER).total == 1
        assert {s.plan_id for c in causes(session, on=LATER) for s in c.plans} == {own}
        assert {b.step_key for b in bottlenecks(session, on=LATER)} == {
            "adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training",
        }  # fmt: skip
        assert [one.plan_id for one in forecast_plans(session, on=LATER)] == [own]
        told = records(session, moment(LATER, on=LATER, known=LATER))
        assert [one.reference[:3] for one in told] == ["PAO"]
        assert set(session.scalars(newest_plans())) == {own, other}


def test_another_track_is_counted_when_it_or_its_cohort_is_named(
    engine: Engine, two: tuple[int, int]
) -> None:
    _, other = two
    track, cohort = Track.OGP_LOCAL, "2022-ogp-local"
    with reading(engine) as session:
        for told in (
            board(session, on=LATER, track=track),
            board(session, on=LATER, cohort=cohort),
        ):
            assert told.total(Stage.JOINING) == 1
        for found in (
            causes(session, on=LATER, track=track),
            causes(session, on=LATER, cohort=cohort),
        ):
            assert [s.plan_id for c in found for s in c.plans] == [other]
        (waiting,) = bottlenecks(session, on=LATER, track=track)
        assert waiting.step_key == "letter_of_support"
        assert read_stage_flow(session, until=LATER, track=track).total == 1
        when = moment(LATER, on=LATER, known=LATER)
        assert [one.reference[:3] for one in records(session, when, track=track)] == ["OGP"]
        assert len(records(session, when, track=None)) == 2


def test_a_search_is_of_one_track_and_offers_its_cohorts(
    engine: Engine, two: tuple[int, int]
) -> None:
    own, other = two
    with reading(engine) as session:
        assert [r.id for r in search(session, Asked(), on=LATER).every] == [own]
        asked = Asked(track=Track.OGP_LOCAL)
        assert [r.id for r in search(session, asked, on=LATER).every] == [other]
        offered = choices(session, newest(session, on=LATER), Track.OGP_LOCAL)
        assert [code for code, *_ in offered.cohorts] == ["2022-ogp-local"]
        assert (offered.sessions, offered.tracks) == ([], list(Track))


def test_a_name_means_the_openness_plan_and_each_knows_the_other(
    engine: Engine, two: tuple[int, int]
) -> None:
    own, other = two
    with reading(engine) as session:
        row = find_plan(session, "Béni Mellal", on=LATER)
        assert row.id == own
        assert find_plan(session, row.collectivity_code, on=LATER).id == own
        (beside,) = other_tracks(session, row, on=LATER)
        assert beside.id == other
        assert find_plan(session, beside.reference, on=LATER).track == Track.OGP_LOCAL


@pytest.mark.parametrize(("which", "version"), [(0, "ogp-local-1"), (1, "2")])
def test_a_plan_does_not_change_its_track(
    engine: Engine, two: tuple[int, int], clock: VirtualClock, which: int, version: str
) -> None:
    with writing(engine) as session, pytest.raises(Refused, match="does not change its track"):
        door.fire(
            session, two[which], acts.CHANGE_TABLE, actor=COORDINATOR, at=clock.now(),
            reason="x", table=version,
        )  # fmt: skip


def test_no_session_is_moved_for_a_plan_without_a_vote(
    engine: Engine, two: tuple[int, int], clock: VirtualClock
) -> None:
    with writing(engine) as session, pytest.raises(Refused, match="waits for no session"):
        door.fire(session, two[1], acts.MOVE_SESSION, actor=COORDINATOR, at=clock.now(), reason="x")


def test_a_suspended_plan_without_a_vote_comes_back_with_its_days_and_no_session(
    engine: Engine, two: tuple[int, int], clock: VirtualClock
) -> None:
    due_on = plan_of(engine, two[1]).steps["letter_of_support"].due_on
    with writing(engine) as session:
        door.fire(session, two[1], "suspend", actor=COORDINATOR, at=clock.now(), reason="x")
        clock.on = date(2024, 1, 2)  # after every session that a plan of the autumn aims at
        door.fire(session, two[1], "resume", actor=COORDINATOR, at=clock.now())
    facts = plan_of(engine, two[1])
    assert (facts.stage, facts.session_on) == (Stage.JOINING, None)
    assert due_on is not None
    assert facts.steps["letter_of_support"].due_on == due_on + (date(2024, 1, 2) - BEGUN)


def test_who_withdrew_and_rejoins_signs_a_new_letter_and_the_other_plan_goes_on(
    engine: Engine, two: tuple[int, int], clock: VirtualClock
) -> None:
    own, other = two
    with writing(engine) as session:
        builders.settle(session, other, "letter_of_support", clock)
        for trigger in ("withdraw", "rejoin"):
            door.fire(session, other, trigger, actor=COORDINATOR, at=clock.now(), reason="x")
    letter = plan_of(engine, other).steps["letter_of_support"]
    assert (letter.occurrence, letter.state) == (2, StepState.OPEN)
    assert plan_of(engine, own).stage == Stage.JOINING


def test_an_evaluation_waits_for_the_inception_report(
    engine: Engine, two: tuple[int, int], clock: VirtualClock
) -> None:
    """Reports that nobody gave are what OGP's own pages show of several members."""
    other = two[1]
    with writing(engine) as session:
        builders.drive_to(session, other, clock, stage=Stage.IMPLEMENTATION)
    clock.on = date(2023, 11, 6)
    advance(engine, on=clock.on, clock=clock)
    with writing(engine) as session:
        builders.settle(session, other, "publish_progress", clock)
    clock.on = date(2025, 7, 1)
    advance(engine, on=clock.on, clock=clock)
    assert plan_of(engine, other).stage == Stage.CO_MONITORING  # another round, no evaluation
    with writing(engine) as session:
        builders.settle(session, other, "publish_progress", clock)
        builders.settle(session, other, "report_inception", clock)
    advance(engine, on=clock.on, clock=clock)
    assert plan_of(engine, other).stage == Stage.CO_EVALUATION


def test_the_inception_report_is_due_two_months_after_the_submission(
    engine: Engine, two: tuple[int, int], clock: VirtualClock
) -> None:
    with writing(engine) as session:
        facts = builders.drive_to(session, two[1], clock, stage=Stage.IMPLEMENTATION)
    submitted = facts.steps["submit_action_plan"].done_on
    assert submitted is not None
    due_on = facts.steps["report_inception"].due_on
    assert due_on is not None
    assert (due_on.month - submitted.month) % 12 == 2
    assert due_on.day == submitted.day


def test_people_are_missed_once_however_many_plans_they_answer_for(
    engine: Engine, two: tuple[int, int]
) -> None:
    with reading(engine) as session:
        (nobody,) = read(session, LATER).no_focal_point
    assert nobody.reference is not None
    assert nobody.reference.startswith("PAO")
    with writing(engine) as session:
        who = builders.people_of(session, builders.collectivity(session))
        lost = next(iter(who.values()))
        lost.undeliverable_since, lost.undeliverable_cause = BEGUN, "550"
    with reading(engine) as session:
        assert len(read(session, LATER).unreachable) == 1
        assert len(read(session, LATER).no_focal_point) == 1


def test_the_ladder_reminds_of_both_plans(
    engine: Engine, two: tuple[int, int], clock: VirtualClock
) -> None:
    sweep(engine, on=clock.on, clock=clock)
    assert kinds(engine, plan_id=two[1], step_key="letter_of_support") == ["step_opened"]
    assert kinds(engine, plan_id=two[0], step_key="adhere_to_charter") == ["step_opened"]
