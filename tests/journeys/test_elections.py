"""Elections of the founding cohort: 66 councils renewed at once; letters reach nobody who left."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from small_cohort import FOLDER, open_few
from sqlalchemy import Engine, func, select

from audit.log_folder import LogFolder
from audit.verification import verify
from lifecycle import acts
from lifecycle.batches import Done, apply_batch
from lifecycle.clock import VirtualClock
from lifecycle.cohort_rows import CohortRow, RolePerson
from lifecycle.entries import Occasion
from lifecycle.people import hold_roles
from lifecycle.plans import late_on
from lifecycle.previews import preview
from lifecycle.renewal import council_renewal, nobody_left, plans_of_councils
from lifecycle.renewal_gaps import gaps
from lifecycle.working_days import WorkingDays
from models.database import reading, writing
from models.history import HistoryEntry
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.plan import PlanStep
from models.words import CollectivityKind, Language, LetterState, Role
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

JOINED, ELECTED = date(2027, 8, 30), date(2027, 9, 8)
TOLD = ELECTED + timedelta(days=1)
ELECTED_STEPS = ("adhere_to_charter", "name_focal_point")


def founders() -> list[str]:
    with (FOLDER / "2022-founders.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["code"] for row in csv.DictReader(file)]


def renew(engine: Engine, on: date = TOLD) -> Done:
    occasion = Occasion(acts.coordinator(7), VirtualClock(on).now(), "test")
    with writing(engine) as session:
        plans = plans_of_councils(session, cohort="2022-founders")
        question = council_renewal(plans, ELECTED, occasion=occasion, reason="انتخابات")
        told = preview(session, question.work(), question.asked)
        return apply_batch(
            session, question.make, kind=question.kind, asked=question.asked,
            reason=question.reason, occasion=occasion, digest=told.digest,
        )  # fmt: skip


def deliver(engine: Engine, on: date) -> None:
    deliver_to_mailbox(engine, clock=VirtualClock(on, hour=10), settings=MailSettings())


@pytest.fixture
def cohort(engine: Engine) -> Engine:
    """The 66 founders, as if they had joined nine days before the elections."""
    open_few(engine, *founders(), on=JOINED)
    return engine


def test_all_founders_are_renewed_at_once_and_nobody_is_late_because_of_it(
    cohort: Engine, tmp_path: Path
) -> None:
    deliver(cohort, JOINED)
    done = renew(cohort)
    assert (len(done.told.done), done.told.refused, nobody_left(done.told)) == (66, [], [])
    assert {one.ended for one in done.told.done} == {("president",)}
    assert done.told.letters()["council_renewed", Role.FOCAL_POINT] == 66
    with reading(cohort) as session:
        lasting = select(func.count()).where(
            RoleHolding.role == Role.PRESIDENT, RoleHolding.until_on.is_(None)
        )
        assert session.scalar(lasting) == 0
        renewed = HistoryEntry.trigger == acts.RENEW_COUNCIL
        assert session.scalar(select(func.count()).where(renewed)) == 66
        pause = WorkingDays().add(ELECTED, 30)
        due = session.scalars(select(PlanStep.due_on).where(PlanStep.key.in_(ELECTED_STEPS)))
        assert min(due) == pause
        late = select(PlanStep.key).where(late_on(pause))
        assert not set(session.scalars(late)) & set(ELECTED_STEPS)
        assert len(gaps(session, TOLD)) == 66
    assert [answer.change for answer in renew(cohort).answers] == [None] * 66
    assert verify(cohort, LogFolder(tmp_path / "log")).findings.kept == []


def test_what_was_owed_to_those_who_left_reaches_none_of_them(cohort: Engine) -> None:
    """The welcome of the president, written before, leaves after the elections."""
    renew(cohort)
    deliver(cohort, TOLD)
    with reading(cohort) as session:
        left = set(
            session.scalars(
                select(Person.email)
                .join(RoleHolding, RoleHolding.person_id == Person.id)
                .where(RoleHolding.role == Role.PRESIDENT)
            )
        )
        sent = session.execute(
            select(OutboxLetter.to_address, OutboxLetter.role, OutboxLetter.state)
        ).all()
    assert len(left) == 66
    assert not left & {letter.to_address for letter in sent}
    to_presidents = [letter for letter in sent if letter.role == Role.PRESIDENT]
    assert len(to_presidents) == 66
    assert {letter.state for letter in to_presidents} <= {
        LetterState.ACCEPTED, LetterState.SKIPPED
    }  # fmt: skip


def test_a_new_president_in_the_sheet_ends_the_list(cohort: Engine) -> None:
    renew(cohort)
    code = founders()[0]
    named = RolePerson(Role.PRESIDENT, "رئيسة", "new@collectivites.example", Language.ARABIC)
    row = CohortRow(code, CollectivityKind.REGION, JOINED, (named,), None, 2)
    with writing(cohort) as session:
        hold_roles(session, row, TOLD)
    with reading(cohort) as session:
        assert len(gaps(session, TOLD)) == 65
