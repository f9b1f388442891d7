"""What waits for a coordinator: each kind of line, when it comes and when it goes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from builders import COORDINATOR
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.absences import say_absent
from lifecycle.change import Owed
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.rulebook import read_rulebook
from lifecycle.succession import name_successor
from lifecycle.sweep import sweep
from lifecycle.working_days import WorkingDays
from lifecycle.worklist import TODO_WORDS, Line, ToDo, Worklist, read, what_to_do
from lifecycle.writes import letter_row
from models.collectivity import Collectivity
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.person import Person
from models.plan import PlanStep
from models.words import CollectivityKind, Language, LetterState, Role

OPENED = builders.FOUNDED
STEP = "adhere_to_charter"


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def plan(session: Session) -> int:
    return builders.plan(session)


@pytest.fixture
def people(session: Session, plan: int) -> dict[Role, Person]:
    return builders.people_of(session, builders.collectivity(session))


@pytest.fixture
def due(session: Session, plan: int) -> date:
    on = session.scalar(select(PlanStep.due_on).where(PlanStep.key == STEP))
    assert on is not None
    return on


def fire(session: Session, plan: int, trigger: str, on: date, **more: Any) -> None:
    told: dict[str, Any] = {"actor": COORDINATOR, "reason": "motif", "step": STEP} | more
    door.fire(session, plan, trigger, at=VirtualClock(on).now(), **told)


def report(session: Session, plan: int, on: date, actor: Any = builders.FOCAL_POINT) -> None:
    fire(session, plan, acts.REPORT, on, actor=actor, evidence=builders.evidence(STEP, on))


def ask(session: Session, plan: int, on: date, until: date) -> None:
    fire(session, plan, acts.ASK_EXTENSION, on, actor=builders.FOCAL_POINT, due_on=until)


def written_to(session: Session, plan: int, on: date, **more: Any) -> None:
    """A letter about the step was accepted on a day."""
    owed = Owed("step_overdue", Role.FOCAL_POINT, False, {"due_on": "2022-11-07"}, STEP, 1)
    occasion = Occasion(acts.ENGINE, VirtualClock(on).now(), "test")
    row = letter_row(builders.facts_of(session, plan), owed, occasion, "late1")
    row |= {"state": LetterState.ACCEPTED, "next_at": None}
    session.add(OutboxLetter(**row | more))


def found(session: Session, on: date, region: str | None = None) -> Worklist:
    session.flush()
    return read(session, on, region)


def only(lines: list[Line]) -> Line:
    (line,) = lines
    return line


def test_a_plan_that_goes_well_asks_for_nothing(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    assert set(found(session, OPENED).counts().values()) == {0}


def test_a_report_waits_from_its_day_until_it_is_looked_at(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    reported = OPENED + timedelta(days=4)
    report(session, plan, reported)
    line = only(found(session, reported).to_review)
    assert (line.reference, line.step_key, line.since) == ("PAO-2022-05091010-1", STEP, reported)
    assert (line.kind, line.name_fr) == (CollectivityKind.COMMUNE, "Béni Mellal")
    assert line.todo == ToDo.REVIEW
    fire(session, plan, acts.ACCEPT, reported)
    assert found(session, reported).to_review == []


def test_an_extension_waits_with_its_reason_and_its_two_dates(
    session: Session, plan: int, people: dict[Role, Person], due: date
) -> None:
    until = due + timedelta(days=10)
    ask(session, plan, OPENED, until)
    line = only(found(session, OPENED).extensions)
    assert (line.since, line.due_on, line.asked_until, line.why) == (OPENED, due, until, "motif")
    fire(session, plan, acts.REFUSE_EXTENSION, OPENED)
    assert found(session, OPENED).extensions == []


def test_the_reason_of_a_second_request_is_the_one_that_is_shown(
    session: Session, plan: int, people: dict[Role, Person], due: date
) -> None:
    ask(session, plan, OPENED, due + timedelta(days=10))
    fire(session, plan, acts.REFUSE_EXTENSION, OPENED)
    fire(session, plan, acts.ASK_EXTENSION, OPENED, due_on=due + timedelta(days=5), reason="autre")
    assert only(found(session, OPENED).extensions).why == "autre"


def test_nothing_of_a_suspended_plan_waits(
    session: Session, plan: int, people: dict[Role, Person], due: date
) -> None:
    ask(session, plan, OPENED, due + timedelta(days=10))
    fire(session, plan, "suspend", OPENED, step=None)
    assert set(found(session, due + timedelta(days=90)).counts().values()) == {0}


def test_an_address_that_does_not_work_is_shown_once_a_role(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    people[Role.DEPUTY].undeliverable_since = OPENED
    people[Role.DEPUTY].undeliverable_cause = "550 5.1.1"
    line = only(found(session, OPENED).unreachable)
    assert (line.role, line.person_id) == (Role.DEPUTY, people[Role.DEPUTY].id)
    assert (line.why, line.since, line.todo) == ("550 5.1.1", OPENED, ToDo.MEND_ADDRESS)


def test_the_address_of_a_coordinator_is_about_no_plan(
    session: Session,
) -> None:
    region = builders.collectivity(session, CollectivityKind.REGION)
    for role in (Role.REGION_COORDINATOR, Role.NATIONAL_COORDINATOR):
        who = builders.person(session)
        builders.hold(session, who, role, region if role == Role.REGION_COORDINATOR else None)
        who.undeliverable_since = OPENED
    lines = found(session, OPENED).unreachable
    assert [(line.reference, line.region_code) for line in lines] == [(None, "09"), (None, "")]
    assert len(found(session, OPENED, "09").unreachable) == 1


def test_one_who_left_the_role_is_not_shown(session: Session, plan: int) -> None:
    gone, where = builders.person(session), builders.collectivity(session)
    builders.hold(session, gone, Role.DEPUTY, where, until_on=OPENED)
    gone.undeliverable_since = OPENED
    assert len(found(session, OPENED).unreachable) == 1
    assert found(session, OPENED + timedelta(days=1)).unreachable == []


def test_a_plan_without_a_focal_point_is_shown(session: Session, plan: int) -> None:
    line = only(found(session, OPENED).no_focal_point)
    assert (line.todo, line.since) == (ToDo.NAME_FOCAL_POINT, OPENED)


def test_a_role_that_ended_is_missed_from_its_end(session: Session, plan: int) -> None:
    last = OPENED + timedelta(days=9)
    where = builders.collectivity(session)
    builders.hold(session, builders.person(session), Role.FOCAL_POINT, where, until_on=last)
    assert found(session, last).no_focal_point == []
    assert only(found(session, last + timedelta(days=1)).no_focal_point).since == last


def test_a_focal_point_who_cannot_be_reached_is_shown_since_then(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    people[Role.FOCAL_POINT].undeliverable_since = OPENED + timedelta(days=2)
    line = only(found(session, OPENED + timedelta(days=5)).no_focal_point)
    assert line.todo == ToDo.FOCAL_POINT_UNREACHABLE
    assert line.since == OPENED + timedelta(days=2)


def test_while_a_successor_is_asked_it_is_they_who_are_called(session: Session, plan: int) -> None:
    named_on = OPENED + timedelta(days=1)
    name_successor(
        session, plan, Role.FOCAL_POINT, "Nouveau", "new@commune.example", Language.FRENCH,
        actor=COORDINATOR, at=VirtualClock(named_on).now(), cause="test",
    )  # fmt: skip
    line = only(found(session, named_on).no_focal_point)
    assert (line.todo, line.since) == (ToDo.CALL_SUCCESSOR, named_on)


SILENT_ON = date(2023, 1, 20)


def test_thirty_days_of_silence_with_a_late_step_are_shown(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    written_to(session, plan, SILENT_ON - timedelta(days=30))
    line = only(found(session, SILENT_ON).no_focal_point)
    assert (line.todo, line.since) == (ToDo.CALL_FOCAL_POINT, SILENT_ON - timedelta(days=30))
    assert found(session, SILENT_ON - timedelta(days=1)).no_focal_point == []


def test_without_a_late_step_nobody_is_silent(
    session: Session, plan: int, people: dict[Role, Person], due: date
) -> None:
    written_to(session, plan, due - timedelta(days=30))
    assert found(session, due).no_focal_point == []


@pytest.mark.parametrize("state", [LetterState.UNDELIVERABLE, LetterState.DEFERRED])
def test_who_was_not_reached_by_a_letter_is_not_silent(
    session: Session, plan: int, people: dict[Role, Person], state: LetterState
) -> None:
    written_to(session, plan, SILENT_ON - timedelta(days=40), state=state)
    assert found(session, SILENT_ON).no_focal_point == []


def test_a_letter_that_a_list_carried_counts(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    carried = {"state": LetterState.SKIPPED, "carried_by": "a" * 32}
    written_to(session, plan, SILENT_ON - timedelta(days=40), **carried)
    assert len(found(session, SILENT_ON).no_focal_point) == 1


def absence(session: Session, plan: int, who: Person, on: date) -> None:
    say_absent(
        session, plan, who.id, on, on, actor=acts.focal_point(who.id),
        at=VirtualClock(on).now(), cause="test",
    )  # fmt: skip


@pytest.mark.parametrize(("ago", "lines"), [(30, 0), (31, 1)])
def test_a_sign_of_life_in_the_last_thirty_days_breaks_the_silence(
    session: Session, plan: int, people: dict[Role, Person], ago: int, lines: int
) -> None:
    written_to(session, plan, SILENT_ON - timedelta(days=45))
    absence(session, plan, people[Role.FOCAL_POINT], SILENT_ON - timedelta(days=ago))
    silent = found(session, SILENT_ON).no_focal_point
    assert [line.since for line in silent] == [SILENT_ON - timedelta(days=31)] * lines


def test_what_a_coordinator_records_is_no_sign_of_life(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    written_to(session, plan, SILENT_ON - timedelta(days=45))
    by = acts.coordinator(people[Role.REGION_COORDINATOR].id)
    name_successor(
        session, plan, Role.DEPUTY, "Autre", "other@commune.example", Language.FRENCH,
        actor=by, at=VirtualClock(SILENT_ON).now(), cause="test",
    )  # fmt: skip
    assert len(found(session, SILENT_ON).no_focal_point) == 1


def test_a_plan_is_stalled_on_the_thirtieth_working_day_and_counts_once(
    session: Session, plan: int, people: dict[Role, Person], due: date
) -> None:
    on = WorkingDays().add(due, 30)
    line = only(found(session, on).stalled)
    assert (line.step_key, line.working_days, line.since) == (STEP, 30, due)
    assert found(session, on - timedelta(days=1)).stalled == []
    assert len(found(session, on + timedelta(days=90)).stalled) == 1


def test_while_an_extension_waits_the_plan_is_not_stalled(
    session: Session, plan: int, people: dict[Role, Person], due: date
) -> None:
    on = WorkingDays().add(due, 30)
    ask(session, plan, due, on + timedelta(days=5))
    assert found(session, on).stalled == []


def test_a_held_letter_waits_with_its_cause(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    held = {"state": LetterState.HELD, "cause": "a person must release it"}
    written_to(session, plan, OPENED, **held)
    line = only(found(session, OPENED).held)
    assert (line.letter_kind, line.role, line.why) == (
        "step_overdue", Role.FOCAL_POINT, "a person must release it",
    )  # fmt: skip
    assert line.letter_id is not None


def test_a_notice_to_a_president_waits_only_while_the_step_is_late(
    session: Session, plan: int, people: dict[Role, Person], due: date
) -> None:
    notice = {"kind": "president_notice", "role": Role.PRESIDENT, "state": LetterState.HELD}
    written_to(session, plan, OPENED, **notice)
    assert found(session, due).held == []
    assert only(found(session, SILENT_ON).held).letter_kind == "president_notice"
    ask(session, plan, SILENT_ON, SILENT_ON + timedelta(days=9))
    assert found(session, SILENT_ON).held == []
    fire(session, plan, acts.REFUSE_EXTENSION, SILENT_ON)
    report(session, plan, SILENT_ON)
    assert found(session, SILENT_ON).held == []


def test_a_notice_of_a_suspended_plan_waits_for_nobody(
    session: Session, plan: int, people: dict[Role, Person]
) -> None:
    notice = {"kind": "president_notice", "role": Role.PRESIDENT, "state": LetterState.HELD}
    written_to(session, plan, OPENED, **notice)
    fire(session, plan, "suspend", OPENED, step=None)
    assert found(session, SILENT_ON).held == []


def test_a_held_letter_about_no_plan_is_shown_too(session: Session, plan: int) -> None:
    held = {"state": LetterState.HELD, "plan_id": None, "region_code": None}
    written_to(session, plan, OPENED, **held)
    line = only(found(session, OPENED).held)
    assert (line.reference, line.kind, line.name_fr) == (None, None, "")


def test_a_region_sees_its_own_lines_only(session: Session) -> None:
    builders.plan(session)
    builders.plan(session, CollectivityKind.REGION)
    assert len(found(session, OPENED).no_focal_point) == 2
    assert only(found(session, OPENED, "09").no_focal_point).region_code == "09"
    assert found(session, OPENED, "12").no_focal_point == []


def test_the_oldest_comes_first(session: Session) -> None:
    first, second = builders.plans(session, 2)
    report(session, second, OPENED + timedelta(days=1))
    report(session, first, OPENED + timedelta(days=2))
    lines = found(session, OPENED + timedelta(days=2)).to_review
    assert [line.since for line in lines] == [OPENED + timedelta(days=n) for n in (1, 2)]


def test_every_kind_of_line_says_what_to_do_in_three_languages() -> None:
    assert set(TODO_WORDS) == set(ToDo)
    line = Line(ToDo.REVIEW, None, None, "", "", "")
    assert what_to_do(line).en.startswith("Look at the report")


def test_the_whole_country_is_read_with_the_same_number_of_queries(engine: Engine) -> None:
    """1,590 plans, each late, silent and without a focal point, cost no query more than one."""
    clock = VirtualClock(OPENED)
    with writing(engine) as session:
        builders.plan(session)
    few = queries_of(engine)
    with writing(engine) as session:
        codes = [f"12.{number:04}" for number in range(1_589)]
        session.add_all(
            Collectivity(code=code, kind=CollectivityKind.COMMUNE, name_ar="جماعة",
                         name_fr=f"Commune {code}", region_code="12", province_code=None)
            for code in codes
        )  # fmt: skip
        session.flush()
        facts = [builders.facts_of_new_plan(session, code=code) for code in codes]
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        door.open_plans(session, facts, occasion, read_rulebook(session))
    sweep(engine, on=SILENT_ON, clock=VirtualClock(SILENT_ON))
    assert queries_of(engine) == few
    with reading(engine) as session:
        counts = read(session, SILENT_ON).counts()
    assert counts["no_focal_point"] == counts["stalled"] == 1_590


def queries_of(engine: Engine) -> int:
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with reading(engine) as session:
            read(session, SILENT_ON)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.lstrip().upper().startswith("SELECT")])
