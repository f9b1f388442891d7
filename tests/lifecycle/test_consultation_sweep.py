"""The letters of consultations: before they open, and until what became of ideas is published."""

from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from builders import COORDINATOR
from consulting import KEPT, OPENS, PLATFORM, Consulting, window
from reading_back import letters
from sqlalchemy import Engine, update

from lifecycle import door
from lifecycle.idea_outcomes import Decision
from lifecycle.sweep import sweep
from lifecycle.working_days import WorkingDays
from models.database import reading, writing
from models.outbox import LetterMessage, OutboxLetter
from models.words import LetterState, Role
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings
from notifications.wording import plain

AHEAD, PUBLISH = "consultation_ahead", "publish_outcomes"


@pytest.fixture
def member(engine: Engine) -> Consulting:
    return Consulting(engine)


def on(member: Consulting, day: date) -> None:
    """The sweep of one morning."""
    member.clock.on = day
    sweep(member.engine, on=day, clock=member.clock)


def told(member: Consulting, kind: str) -> list[tuple[date, Role]]:
    return [(one.written_on, one.role) for one in letters(member.engine, kind)]


def test_the_focal_point_hears_three_working_days_before_the_window_opens(
    member: Consulting,
) -> None:
    member.open()
    on(member, date(2023, 6, 6))
    assert told(member, AHEAD) == []
    for day in (7, 7, 8, 9):
        on(member, date(2023, 6, day))
    assert told(member, AHEAD) == [(date(2023, 6, 7), Role.FOCAL_POINT)]


def test_a_window_that_is_announced_late_is_told_of_at_once_and_a_missed_one_never(
    member: Consulting,
) -> None:
    member.clock.on = date(2023, 6, 9)
    member.open()
    on(member, date(2023, 6, 9))
    assert len(told(member, AHEAD)) == 1
    other = window(opens_on=date(2023, 6, 20), closes_on=date(2023, 7, 12))
    member.open(other)  # dated again: it is told of again
    on(member, date(2023, 6, 20))  # three mornings were missed, and it is open now
    assert len(told(member, AHEAD)) == 1


def test_what_became_of_ideas_is_asked_for_twice_until_it_is_published(member: Consulting) -> None:
    member.answered()
    due = WorkingDays().add(date(2023, 6, 30), 10)
    on(member, due - timedelta(days=1))
    assert told(member, PUBLISH) == []
    for day in range(60):
        on(member, due + timedelta(days=day))
    again = WorkingDays().add(date(2023, 6, 30), 20)
    assert told(member, PUBLISH) == [
        (due, Role.FOCAL_POINT), (again, Role.FOCAL_POINT), (again, Role.REGION_COORDINATOR),
    ]  # fmt: skip


def test_the_reminder_comes_though_nobody_told_the_counts(member: Consulting) -> None:
    member.open(window(link=PLATFORM))
    on(member, date(2023, 8, 30))  # both rungs have gone by: the higher one is enough
    assert [role for _, role in told(member, PUBLISH)] == [
        Role.FOCAL_POINT, Role.REGION_COORDINATOR,
    ]  # fmt: skip


def test_nothing_is_asked_for_once_every_idea_has_its_answer(member: Consulting) -> None:
    member.answered()
    member.decide(Decision(1, KEPT, project="1.1"))
    assert member.row().next_at is None
    on(member, date(2023, 12, 1))
    assert told(member, PUBLISH) == []


def test_a_consultation_without_an_idea_owes_no_answer(member: Consulting) -> None:
    member.answered([])
    on(member, date(2023, 12, 1))
    assert told(member, PUBLISH) == []


def test_ideas_that_are_hidden_are_owed_no_answer(member: Consulting) -> None:
    member.answered()
    member.hide(1)
    on(member, date(2023, 12, 1))
    assert told(member, PUBLISH) == []


def test_a_suspended_plan_is_asked_when_it_is_taken_up_again(member: Consulting) -> None:
    member.answered()
    for trigger, day in (("suspend", date(2023, 7, 4)), ("resume", date(2023, 9, 4))):
        with writing(member.engine) as session:
            member.clock.on = day
            door.fire(
                session, member.plan, trigger, actor=COORDINATOR, at=member.clock.now(), reason="x"
            )
        on(member, date(2023, 9, 4))
        assert bool(told(member, PUBLISH)) == (trigger == "resume")


def test_a_dry_run_counts_and_writes_nothing(member: Consulting) -> None:
    member.answered()
    day = date(2023, 7, 18)
    member.clock.on = day
    report = sweep(member.engine, on=day, clock=member.clock, dry_run=True)
    assert report.letters >= 1
    assert told(member, PUBLISH) == []
    assert member.row().last_rung is None


def test_a_reminder_is_stopped_when_the_answer_is_published_meanwhile(
    member: Consulting,
) -> None:
    member.answered()
    day = date(2023, 7, 18)
    on(member, day)
    member.decide(Decision(1, KEPT, project="1.1"))
    deliver_to_mailbox(member.engine, clock=member.clock, settings=MailSettings())
    (stopped,) = letters(member.engine, PUBLISH)
    assert stopped.state == LetterState.CANCELLED
    assert "published already" in (stopped.cause or "")


def test_a_letter_names_the_consultation_and_its_dates(member: Consulting) -> None:
    member.open()
    on(member, date(2023, 6, 7))
    others = update(OutboxLetter).where(OutboxLetter.kind != AHEAD)  # one letter a person a day
    with writing(member.engine) as session:
        session.execute(others.values(state=LetterState.SKIPPED, next_at=None))
    deliver_to_mailbox(member.engine, clock=member.clock, settings=MailSettings())
    (letter,) = letters(member.engine, AHEAD)
    assert letter.state == LetterState.ACCEPTED, letter.cause
    with reading(member.engine) as session:
        raw = session.get_one(LetterMessage, letter.id).message
    text = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert text is not None
    for words in ("التشاور العمومي حول الأفكار", "12 يونيو 2023", "30 juin 2023"):
        assert words in plain(text.get_content())


def test_a_window_that_opened_is_announced_no_more(member: Consulting) -> None:
    member.open()
    on(member, date(2023, 6, 7))
    member.clock.on = OPENS
    deliver_to_mailbox(member.engine, clock=member.clock, settings=MailSettings())
    (letter,) = letters(member.engine, AHEAD)
    assert (letter.state, letter.cause) == (
        LetterState.CANCELLED, "the consultation is open already",
    )  # fmt: skip


def test_the_days_of_the_reminder_are_a_setting(
    member: Consulting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFITAH_CONSULTATION_ANSWER_WITHIN", "2")
    member.answered()
    on(member, date(2023, 7, 4))
    assert told(member, PUBLISH) == [(date(2023, 7, 4), Role.FOCAL_POINT)]
