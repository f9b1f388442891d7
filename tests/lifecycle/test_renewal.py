"""Elections renew councils: mandates end, plans go on, nobody is late because of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import builders
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from audit.log_folder import LogFolder
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.batch_undo import undo
from lifecycle.batches import Done, apply_batch
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.plans import history_of
from lifecycle.previews import Preview, preview
from lifecycle.renewal import council_renewal, nobody_left, plans_of_councils
from lifecycle.renewal_gaps import gaps
from lifecycle.succession import confirm_succession, name_successor
from lifecycle.working_days import WorkingDays
from models.batch import Batch
from models.collectivity import Collectivity
from models.database import writing
from models.history import HistoryEntry
from models.link import SignedLink
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.succession import Succession
from models.words import CollectivityKind, Language, LinkAct, Role, Stage, SuccessionState

ELECTED = date(2023, 6, 1)  # as if: the engine knows no date of its own
NEXT_DAY = ELECTED + timedelta(days=1)
WHY = "elections of the first of June"
DAYS = WorkingDays()
PAUSE_ENDS = DAYS.add(ELECTED, 30)
COMMUNE = CollectivityKind.COMMUNE


def occasion(on: date = NEXT_DAY, actor: acts.Actor = builders.COORDINATOR) -> Occasion:
    return Occasion(actor, VirtualClock(on).now(), "test")


@pytest.fixture
def session(engine: Engine, tmp_path: Path) -> Iterator[Session]:
    """Whatever a renewal did to the tables, its entries tell."""
    with writing(engine) as session:
        yield session
    assert verify(engine, LogFolder(tmp_path / "log")).findings.kept == []


@pytest.fixture
def where(session: Session) -> Collectivity:
    return builders.collectivity(session)


@pytest.fixture
def people(session: Session, where: Collectivity) -> dict[Role, Person]:
    found = builders.people_of(session, where)
    found[Role.COMMITTEE] = builders.person(session)
    builders.hold(session, found[Role.COMMITTEE], Role.COMMITTEE, where)
    return found


@pytest.fixture
def plan(session: Session, people: dict[Role, Person]) -> int:
    """A commune whose committee was asked for on 5 May 2023 and is due before the elections."""
    number = builders.plan(session)
    builders.drive_to(session, number, VirtualClock(date(2023, 5, 2)), step="set_up_committee")
    return number


def look(session: Session, *plans: int, on: date = ELECTED, at: date = NEXT_DAY) -> Preview:
    question = council_renewal(plans, on, occasion=occasion(at), reason=WHY)
    return preview(session, question.work(), question.asked)


def renew(
    session: Session,
    *plans: int,
    on: date = ELECTED,
    at: date = NEXT_DAY,
    actor: acts.Actor = builders.COORDINATOR,
) -> Done:
    then = occasion(at, actor)
    question = council_renewal(plans, on, occasion=then, reason=WHY)
    told = preview(session, question.work(), question.asked)
    return apply_batch(
        session, question.make, kind=question.kind, asked=question.asked, reason=WHY,
        occasion=then, digest=told.digest,
    )  # fmt: skip


def last_days(session: Session) -> dict[Role, date | None]:
    return dict(session.execute(select(RoleHolding.role, RoleHolding.until_on)).all())


def letters(session: Session) -> list[tuple[str, Role]]:
    query = select(OutboxLetter.kind, OutboxLetter.role).where(
        OutboxLetter.kind == "council_renewed"
    )
    return sorted(tuple(row) for row in session.execute(query))


def count(session: Session, record: type) -> int:
    return session.scalar(select(func.count()).select_from(record)) or 0


def test_mandates_end_on_the_day_and_staff_stay(session: Session, plan: int) -> None:
    renew(session, plan)
    until = last_days(session)
    assert (until[Role.PRESIDENT], until[Role.COMMITTEE]) == (ELECTED, ELECTED)
    assert {until[role] for role in (Role.FOCAL_POINT, Role.DEPUTY)} == {None}


def test_one_entry_tells_it_with_numbers_only(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    done = renew(session, plan)
    entry = history_of(session, plan)[-1]
    assert (entry.trigger, entry.effective_on, entry.reason) == ("renew_council", ELECTED, WHY)
    assert entry.body["batch"] == done.batch.id
    assert sorted(entry.body["ended"]) == [
        ["committee", f"person:{people[Role.COMMITTEE].id}"],
        ["president", f"person:{people[Role.PRESIDENT].id}"],
    ]
    names = {part for who in people.values() for part in (who.name, who.email)}
    canonical = session.scalars(
        select(HistoryEntry.canonical).where(HistoryEntry.trigger == "renew_council")
    ).one()
    assert not [name for name in names if name.encode() in canonical]


def test_looking_writes_nothing(session: Session, plan: int) -> None:
    before = count(session, HistoryEntry)
    told = look(session, plan)
    assert [len(one.ended) for one in told.done] == [2]
    assert count(session, HistoryEntry) == before
    assert (letters(session), count(session, Batch)) == ([], 0)
    assert last_days(session)[Role.PRESIDENT] is None


def test_before_the_day_it_can_be_looked_at_and_not_done(session: Session, plan: int) -> None:
    eve = ELECTED - timedelta(days=30)
    assert look(session, plan, at=eve).done
    with pytest.raises(Refused, match="previewed only"), session.begin_nested():
        renew(session, plan, at=eve)
    assert last_days(session)[Role.PRESIDENT] is None
    assert renew(session, plan, at=ELECTED).answers[0].change


def test_doing_it_twice_does_nothing_twice(session: Session, plan: int) -> None:
    renew(session, plan)
    entries, owed = count(session, HistoryEntry), letters(session)
    again = renew(session, plan)
    assert [str(answer.refusal) for answer in again.answers] == [
        "the renewal of this council on 2023-06-01 is recorded already"
    ]
    assert (count(session, HistoryEntry), letters(session)) == (entries, owed)


def test_letters_go_to_the_staff_who_can_be_reached(
    session: Session, plan: int, people: dict[Role, Person], where: Collectivity
) -> None:
    builders.hold(session, builders.person(session), Role.DIRECTOR_OF_SERVICES, where)
    renew(session, plan)
    assert letters(session) == [
        ("council_renewed", Role.DIRECTOR_OF_SERVICES), ("council_renewed", Role.FOCAL_POINT)
    ]  # fmt: skip


def test_the_mailbox_hears_of_it_where_nobody_else_does(
    session: Session, plan: int, people: dict[Role, Person], where: Collectivity
) -> None:
    builders.hold(session, builders.person(session), Role.MAILBOX, where)
    for role in (Role.FOCAL_POINT, Role.DEPUTY):
        people[role].undeliverable_since = date(2023, 5, 30)
    session.flush()
    renew(session, plan)
    assert letters(session) == [("council_renewed", Role.FOCAL_POINT)]  # the mailbox stands in


def test_a_plan_that_reaches_nobody_is_named_and_goes_on(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    for role in (Role.FOCAL_POINT, Role.DEPUTY):
        people[role].undeliverable_since = date(2023, 5, 30)
    session.flush()
    done = renew(session, plan)
    assert nobody_left(done.told) == ["PAO-2022-05091010-1"]
    assert letters(session) == []


def test_what_waits_for_the_elected_is_due_after_the_pause(session: Session, plan: int) -> None:
    before = builders.facts_of(session, plan)
    assert before.steps["set_up_committee"].due_on < PAUSE_ENDS
    focal = before.steps["hold_first_workshop"].due_on
    renew(session, plan)
    after = builders.facts_of(session, plan)
    for key in ("set_up_committee", "choose_axes"):
        step = after.steps[key]
        assert (step.due_on, step.moved_because) == (PAUSE_ENDS, "council_renewed")
        assert step.original_due_on == before.steps[key].original_due_on
    assert after.steps["hold_first_workshop"].due_on == focal
    said = {one["key"] for one in history_of(session, plan)[-1].body["steps"]}
    assert {"set_up_committee", "choose_axes"} <= said


def test_recorded_late_it_leaves_the_least_days_of_a_step(session: Session, plan: int) -> None:
    late = PAUSE_ENDS + timedelta(days=20)
    renew(session, plan, at=late)
    due = builders.facts_of(session, plan).steps["set_up_committee"].due_on
    assert due == DAYS.add(late, 10)


def test_a_step_that_opens_during_the_pause_is_not_due_before_its_end(session: Session) -> None:
    number = builders.plan(session)
    clock = VirtualClock(date(2023, 5, 2))
    builders.drive_to(session, number, clock, step="consult_on_ideas")
    renew(session, number, on=clock.today(), at=clock.today())
    pause = DAYS.add(clock.today(), 30)
    builders.settle(session, number, "consult_on_ideas", clock)
    step = builders.facts_of(session, number).steps["draft_projects"]
    assert step.opened_on == clock.today()
    assert step.due_on is not None
    assert step.due_on >= pause


def test_a_plan_before_its_vote_aims_at_a_session_the_new_council_can_prepare(
    session: Session,
) -> None:
    number = builders.plan(session)
    clock = VirtualClock(date(2023, 5, 2))
    builders.drive_to(session, number, clock, stage=Stage.COUNCIL_APPROVAL)
    facts = builders.facts_of(session, number)
    assert facts.session_on is not None
    elected = facts.session_on - timedelta(days=25)
    renew(session, number, on=elected, at=max(elected, clock.today()))
    after = builders.facts_of(session, number)
    pause = DAYS.add(elected, 30)
    assert after.session_on is not None
    assert after.session_on - timedelta(days=20) >= pause
    agenda = after.steps["put_on_agenda"]
    assert (agenda.due_on, agenda.moved_because) == (
        after.session_on - timedelta(days=20), "council_renewed"
    )  # fmt: skip


def test_a_vote_at_an_extraordinary_session_is_recorded_as_ever(session: Session) -> None:
    number = builders.plan(session)
    clock = VirtualClock(date(2023, 5, 2))
    builders.drive_to(session, number, clock, step="council_vote")
    renew(session, number, on=clock.today(), at=clock.today())
    clock.on += timedelta(days=16)
    assert clock.today() < builders.facts_of(session, number).session_on
    builders.settle(session, number, "council_vote", clock)
    assert builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)


def test_a_plan_that_was_adopted_aims_at_no_other_session(session: Session) -> None:
    number = builders.plan(session)
    clock = VirtualClock(date(2023, 5, 2))
    before = builders.drive_to(session, number, clock, stage=Stage.IMPLEMENTATION)
    was = (before.session_code, before.session_on)
    renew(session, number, on=clock.today(), at=clock.today())
    after = builders.facts_of(session, number)
    assert ((after.session_code, after.session_on), after.stage) == (was, Stage.IMPLEMENTATION)
    assert after.steps["launch_programme"].due_on >= DAYS.add(clock.today(), 30)


def test_more_time_that_was_asked_is_given_by_the_pause(session: Session, plan: int) -> None:
    door.fire(
        session, plan, acts.ASK_EXTENSION, actor=builders.FOCAL_POINT,
        at=VirtualClock(date(2023, 5, 8)).now(), step="set_up_committee", reason="elections",
        due_on=ELECTED + timedelta(days=10),
    )  # fmt: skip
    renew(session, plan)
    step = builders.facts_of(session, plan).steps["set_up_committee"]
    assert (step.asked_on, step.due_on) == (None, PAUSE_ENDS)


def test_a_suspended_plan_gets_the_time_too_and_stays_suspended(
    session: Session, plan: int
) -> None:
    door.fire(
        session, plan, "suspend", actor=builders.COORDINATOR, reason="works",
        at=VirtualClock(date(2023, 5, 8)).now(),
    )  # fmt: skip
    renew(session, plan)
    after = builders.facts_of(session, plan)
    step = after.steps["set_up_committee"]
    assert (after.stage, step.due_on, step.next_at) == (Stage.SUSPENDED, PAUSE_ENDS, None)


def test_a_member_that_withdrew_loses_its_mandates_and_hears_nothing(
    session: Session, plan: int
) -> None:
    door.fire(
        session, plan, "withdraw", actor=builders.COORDINATOR, reason="left",
        at=VirtualClock(date(2023, 5, 8)).now(),
    )  # fmt: skip
    renew(session, plan)
    assert last_days(session)[Role.PRESIDENT] == ELECTED
    assert letters(session) == []
    assert gaps(session, NEXT_DAY) == []


@pytest.mark.parametrize("actor", [builders.FOCAL_POINT, acts.ENGINE])
def test_only_a_coordinator_records_it(session: Session, plan: int, actor: acts.Actor) -> None:
    done = renew(session, plan, actor=actor)
    assert "a coordinator decides it" in str(done.answers[0].refusal)
    assert last_days(session)[Role.PRESIDENT] is None


def test_it_is_not_fired_by_itself(session: Session, plan: int) -> None:
    with pytest.raises(Refused, match="infitah council-renewal"):
        door.fire(
            session, plan, acts.RENEW_COUNCIL, actor=builders.COORDINATOR, reason=WHY,
            at=VirtualClock(NEXT_DAY).now(),
        )  # fmt: skip


def test_a_batch_of_it_is_not_undone(session: Session, plan: int) -> None:
    done = renew(session, plan)
    with pytest.raises(Refused, match="decide anew"):
        undo(session, done.batch.id, occasion=occasion(), reason="a mistake")


def test_links_of_those_who_left_stop_and_those_of_the_staff_do_not(
    session: Session, plan: int, people: dict[Role, Person], where: Collectivity
) -> None:
    both = builders.person(session)
    builders.hold(session, both, Role.COMMITTEE, where)
    builders.hold(session, both, Role.DEPUTY, where)
    for who in (people[Role.PRESIDENT], people[Role.FOCAL_POINT], both):
        session.add(_link(who.id, plan))
    session.flush()
    renew(session, plan)
    revoked = dict(session.execute(select(SignedLink.person_id, SignedLink.revoked_because)).all())
    assert revoked == {
        people[Role.PRESIDENT].id: "the mandate ended with the elections",
        people[Role.FOCAL_POINT].id: None,
        both.id: None,
    }


def _link(person_id: int, plan: int) -> SignedLink:
    return SignedLink(
        token_sha256=f"{person_id:064x}", scope=f"follow.{person_id}", generation=1,
        key_name="k1", act=LinkAct.FOLLOW, person_id=person_id, plan_id=plan,
        made_at=VirtualClock(builders.FOUNDED).now(), expires_on=date(2030, 1, 1),
    )  # fmt: skip


def named(session: Session, plan: int, role: Role, on: date, email: str) -> Succession:
    return name_successor(
        session, plan, role, "رئيسة جديدة", email, Language.ARABIC,
        actor=builders.COORDINATOR, at=VirtualClock(on).now(), cause="test",
    )  # fmt: skip


def test_who_was_named_before_the_elections_cannot_accept_after(
    session: Session, plan: int
) -> None:
    before = named(session, plan, Role.PRESIDENT, date(2023, 5, 20), "old@commune.example")
    renew(session, plan)
    session.refresh(before)
    assert before.state == SuccessionState.REPLACED
    with pytest.raises(Refused, match="it is replaced"):
        confirm_succession(session, before.id, at=VirtualClock(NEXT_DAY).now(), cause="test")


def test_who_took_over_since_the_elections_stays(session: Session, plan: int) -> None:
    since = named(session, plan, Role.PRESIDENT, NEXT_DAY, "new@commune.example")
    confirm_succession(session, since.id, at=VirtualClock(NEXT_DAY).now(), cause="test")
    renew(session, plan, at=ELECTED + timedelta(days=5))
    lasting = session.scalars(
        select(RoleHolding.person_id).where(
            RoleHolding.role == Role.PRESIDENT, RoleHolding.until_on.is_(None)
        )
    ).all()
    assert lasting == [since.successor_id]


def test_naming_the_new_people_ends_the_list(session: Session, plan: int) -> None:
    builders.settle(session, plan, "set_up_committee", VirtualClock(date(2023, 5, 30)))
    renew(session, plan)
    (gap,) = gaps(session, NEXT_DAY)
    assert (gap.missing, gap.named) == ((Role.PRESIDENT, Role.COMMITTEE), ())
    asked = named(session, plan, Role.PRESIDENT, NEXT_DAY, "new@commune.example")
    assert gaps(session, NEXT_DAY)[0].named == (Role.PRESIDENT,)
    confirm_succession(session, asked.id, at=VirtualClock(NEXT_DAY).now(), cause="test")
    assert gaps(session, NEXT_DAY)[0].missing == (Role.COMMITTEE,)
    chair = named(session, plan, Role.COMMITTEE, NEXT_DAY, "chair@commune.example")
    confirm_succession(session, chair.id, at=VirtualClock(NEXT_DAY).now(), cause="test")
    assert gaps(session, NEXT_DAY) == []


def test_setting_the_committee_up_after_the_elections_ends_the_list_too(
    session: Session, plan: int
) -> None:
    renew(session, plan)
    assert Role.COMMITTEE in gaps(session, NEXT_DAY)[0].missing
    builders.settle(session, plan, "set_up_committee", VirtualClock(NEXT_DAY))
    assert Role.COMMITTEE not in gaps(session, NEXT_DAY)[0].missing


def test_on_the_very_day_of_the_elections_who_leaves_is_missed_already(
    session: Session, plan: int
) -> None:
    renew(session, plan, at=ELECTED)
    assert Role.PRESIDENT in gaps(session, ELECTED)[0].missing


def test_without_elections_nobody_is_missed(session: Session, plan: int) -> None:
    assert gaps(session, NEXT_DAY) == []


def test_councils_are_chosen_by_kind_region_cohort_or_name(session: Session, plan: int) -> None:
    region = builders.plan(session, CollectivityKind.REGION)
    assert plans_of_councils(session) == [plan, region]
    assert plans_of_councils(session, kinds=[CollectivityKind.REGION]) == [region]
    assert plans_of_councils(session, region="05") == [plan]
    assert plans_of_councils(session, cohort="2022-founders") == [plan, region]
    assert plans_of_councils(session, references=["PAO-2022-05091010-1"]) == [plan]
    with pytest.raises(Refused, match="no plan is meant"):
        plans_of_councils(session, region="12")


def test_councils_that_were_not_meant_stay(session: Session, plan: int) -> None:
    where = builders.collectivity(session, CollectivityKind.REGION)
    builders.plan(session, CollectivityKind.REGION)
    other = builders.hold(session, builders.person(session), Role.PRESIDENT, where)
    renew(session, plan)
    session.refresh(other)
    assert other.until_on is None
