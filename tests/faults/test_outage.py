"""The engine is off for three weeks and comes back: each step gets its highest rung, once.

The lower rungs are kept as skipped, people get one letter a day, and the deadlines that passed
while nobody could be reminded are named, once, until somebody has decided on each.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import small_cohort
from databases import opened
from owed_letters import LETTER
from reading_back import letters
from sqlalchemy import Engine, func, select

from lifecycle import acts, door
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.incidents import LONGEST, incident_rows, open_incidents
from lifecycle.outages import KIND, LostDeadline, Outage, lost_deadlines, outages_between, told
from lifecycle.sweep import SweepReport, sweep
from lifecycle.working_days import WorkingDays
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.plan import Plan
from models.words import LetterState, Role
from notifications.delivery import deliver_to_mailbox
from notifications.merging import NOT_RATIONED
from notifications.settings import MailSettings

MEMBERS = (small_cohort.BENI_MELLAL, small_cohort.LARACHE, small_cohort.TIZNIT)
OFF, BACK = date(2022, 11, 18), date(2022, 12, 9)  # a Friday, and the Friday three weeks later
COORDINATOR = acts.coordinator(7)


@pytest.fixture(scope="module")
def switched_off(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three founders whose engine ran each working day until it was switched off."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("off") / "off.db"))
    with opened(f"sqlite:///{file}") as engine:
        small_cohort.open_few(engine, *MEMBERS)
        clock = VirtualClock(small_cohort.FOUNDED)
        while clock.on <= OFF:
            one_day(engine, clock.on)
            clock.on = WorkingDays().add(clock.on, 1)
    return file


@pytest.fixture
def off(switched_off: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of it, three weeks before it comes back."""
    with opened(f"sqlite:///{shutil.copy(switched_off, tmp_path / 'off.db')}") as engine:
        yield engine


def one_day(engine: Engine, on: date) -> SweepReport:
    clock = VirtualClock(on)
    advance(engine, on=on, clock=clock)
    report = sweep(engine, on=on, clock=clock)
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings(delivery="mailbox"))
    return report


def lost(engine: Engine, on: date) -> list[LostDeadline]:
    with reading(engine) as session:
        return lost_deadlines(session, on)


def incidents(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [one.told for one in open_incidents(incident_rows(session)) if one.kind == KIND]


def test_each_step_gets_one_letter_a_rung_and_what_was_passed_over_is_kept(off: Engine) -> None:
    report = one_day(off, BACK)
    assert report.skipped > 0
    rungs = [one for one in letters(off) if one.rung and one.written_on == BACK]
    told = Counter((one.plan_id, one.step_key, one.rung, one.role, one.kind) for one in rungs)
    assert set(told.values()) == {1}
    skipped = [one for one in rungs if one.state == LetterState.SKIPPED and not one.carried_by]
    assert all(one.cause and one.accepted_at is None for one in skipped)
    for plan, step in {(one.plan_id, one.step_key) for one in rungs}:
        asking = {
            one.rung for one in rungs
            if (one.plan_id, one.step_key) == (plan, step)
            and one.cause != "a higher rung of the ladder was due on the same day"
        }  # fmt: skip
        assert len(asking) == 1, "of the rungs that have gone by only the highest is sent"


def test_nothing_is_sent_twice_when_the_catching_up_is_run_again(off: Engine) -> None:
    one_day(off, BACK)
    before = [(one.key, one.state, one.accepted_at) for one in letters(off)]
    assert one_day(off, BACK).letters == 0
    assert [(one.key, one.state, one.accepted_at) for one in letters(off)] == before


def test_people_get_one_letter_a_day_and_in_order(off: Engine) -> None:
    for number in range(6):
        one_day(off, WorkingDays().add(BACK, number))
    counted = select(LETTER.c.person_id, LETTER.c.accepted_on, func.count()).where(
        LETTER.c.accepted_on >= BACK, LETTER.c.urgent.is_(False), LETTER.c.role.not_in(NOT_RATIONED)
    )
    with reading(off) as session:
        grouped = session.execute(counted.group_by(LETTER.c.person_id, LETTER.c.accepted_on))
        a_day = [row[2] for row in grouped]
    assert a_day
    assert set(a_day) == {1}
    with reading(off) as session:
        rung = select(OutboxLetter).where(OutboxLetter.rung.is_not(None))
        sent = rung.where(
            OutboxLetter.accepted_on.is_not(None), OutboxLetter.role == Role.FOCAL_POINT
        )
        by_step: dict[tuple[int | None, str | None], list[date]] = {}
        for one in session.scalars(sent.order_by(OutboxLetter.accepted_at)):
            by_step.setdefault((one.plan_id, one.step_key), []).append(one.written_on)
    assert all(written == sorted(written) for written in by_step.values())


def test_the_deadlines_that_passed_meanwhile_are_named_once(off: Engine) -> None:
    assert lost(off, OFF) == []
    report = one_day(off, BACK)
    assert report.lost == lost(off, BACK)
    assert report.lost
    for one in report.lost:
        assert (one.outage.first, one.outage.over_on) == (date(2022, 11, 21), BACK)
        assert OFF < one.due_on < BACK
    (line,) = incidents(off)
    assert line.startswith("The daily check did not run from 2022-11-21 to 2022-12-08: ")
    assert str(report.lost[0]) in line
    assert len(letters(off, "incident")) == 2
    one_day(off, BACK + timedelta(days=3))
    one_day(off, BACK + timedelta(days=4))
    assert incidents(off) == [line]
    assert len(letters(off, "incident")) == 2


def test_what_was_extended_or_done_is_named_no_more_and_the_incident_is_over(off: Engine) -> None:
    one_day(off, BACK)
    later = VirtualClock(BACK + timedelta(days=3))
    for one in lost(off, BACK):
        with writing(off) as session:
            number = session.scalars(select(Plan.id).where(Plan.reference == one.reference)).one()
            door.fire(
                session, number, acts.MOVE, actor=COORDINATOR, at=later.now(), step=one.step,
                due_on=later.on + timedelta(days=21), reason="the engine was off",
            )  # fmt: skip
    assert lost(off, later.on) == []
    assert one_day(off, later.on).lost == []
    assert incidents(off) == []


def test_before_the_engine_is_back_the_doctor_sees_what_is_being_lost(off: Engine) -> None:
    assert lost(off, BACK - timedelta(days=1))
    assert incidents(off) == []


def test_a_weekend_and_a_holiday_are_no_outage() -> None:
    days = WorkingDays()
    friday, monday = date(2022, 11, 11), date(2022, 11, 14)
    assert outages_between([friday, monday], days) == []
    assert outages_between([date(2022, 11, 17), date(2022, 11, 21)], days) == []  # 18: a holiday
    (found,) = outages_between([date(2022, 11, 9), monday], days)
    assert (found.first, found.last) == (date(2022, 11, 10), friday)


def test_an_engine_that_never_ran_has_lost_nothing_and_both_databases_agree(engine: Engine) -> None:
    small_cohort.open_few(engine, *MEMBERS)
    assert lost(engine, BACK) == []
    sweep(engine, on=OFF, clock=VirtualClock(OFF))
    found = sweep(engine, on=BACK, clock=VirtualClock(BACK)).lost
    assert {one.step for one in found} == {"name_focal_point"}
    assert len(incidents(engine)) == 1


def test_many_lost_deadlines_still_fit_the_line() -> None:
    outage = Outage(date(2022, 11, 21), date(2022, 12, 8), BACK)
    one = LostDeadline("PAO-2022-050910101-1", "hold_co_evaluation_workshop", OFF, outage)
    line = told([one] * 60)
    assert len(line) <= LONGEST
    assert "60 deadlines passed" in line
    assert line.endswith("more: infitah doctor.")
