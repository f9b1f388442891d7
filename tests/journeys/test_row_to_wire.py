"""One path through everything: from a row of the table to a letter on a real wire."""

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from small_cohort import BENI_MELLAL, LARACHE, open_few
from sqlalchemy import Engine, select

from lifecycle.clock import VirtualClock
from lifecycle.pathway import PATHWAY
from lifecycle.sweep import sweep
from models.database import reading
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.words import LetterState, Role
from notifications.delivery import deliver
from notifications.report import DeliveryReport
from notifications.settings import MailSettings

STEP = "adhere_to_charter"
FOCAL = "focal@commune.example"
FRENCH_MONTHS = {10: "octobre", 11: "novembre", 12: "décembre"}
ARABIC_MONTHS = {10: "أكتوبر", 11: "نونبر", 12: "دجنبر"}


@dataclass
class Office:
    """A mail server on loopback that keeps what it takes."""

    port: int
    taken: list[tuple[list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append((list(envelope.rcpt_tos), envelope.original_content))
        return "250 taken"

    @contextmanager
    def open(self) -> Iterator[None]:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield
        finally:
            controller.stop()

    def messages(self) -> list[EmailMessage]:
        parsed = [email.message_from_bytes(raw, policy=email.policy.default)
                  for _, raw in self.taken]  # fmt: skip
        return [message for message in parsed if isinstance(message, EmailMessage)]

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages()]


@pytest.fixture
def office() -> Office:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return Office(int(probe.getsockname()[1]))


@pytest.fixture
def member(engine: Engine) -> Engine:
    """Béni Mellal, opened from a row of a sheet, with its focal point's own address."""
    open_few(engine, BENI_MELLAL, changed={BENI_MELLAL: {"focal_point_email": FOCAL}})
    return engine


def send(engine: Engine, office: Office, on: date, hour: int = 9) -> DeliveryReport:
    settings = MailSettings(
        delivery="smtp", host="127.0.0.1", port=office.port, security="none", live=True,
        connect_timeout=2, command_timeout=5, base_url="https://ouverture.example",
    )  # fmt: skip
    return asyncio.run(deliver(engine, clock=VirtualClock(on, hour), settings=settings))


def first_reminder(engine: Engine) -> tuple[date, date]:
    """The day on which the step's first reminder is owed after its opening, and its deadline."""
    with reading(engine) as session:
        step = session.scalars(select(PlanStep).where(PlanStep.key == STEP)).one()
        assert step.next_at is not None
        assert step.due_on is not None
        return step.next_at, step.due_on


def rows(engine: Engine) -> list[OutboxLetter]:
    with reading(engine) as session:
        return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.key)))


def waiting(engine: Engine) -> list[str]:
    return [row.key for row in rows(engine) if row.state == LetterState.QUEUED]


def morning(engine: Engine) -> tuple[date, date]:
    """Sweep up to the day of the first reminder; gives that day and the deadline."""
    opened = PATHWAY.ladder[0]
    on, due_on = first_reminder(engine)
    sweep(engine, on=on, clock=VirtualClock(on))
    assert [row.rung for row in rows(engine) if row.step_key == STEP] == [opened.key]
    on, due_on = first_reminder(engine)
    sweep(engine, on=on, clock=VirtualClock(on))
    return on, due_on


def test_a_row_of_the_table_becomes_the_letter_that_its_reader_gets(
    member: Engine, office: Office
) -> None:
    founded, _ = first_reminder(member)
    sweep(member, on=founded, clock=VirtualClock(founded))
    with office.open():
        send(member, office, founded)  # the welcome, and what was opened
    office.taken.clear()
    on, due_on = first_reminder(member)
    sweep(member, on=on, clock=VirtualClock(on))
    with office.open():
        report = send(member, office, on)
    assert report.server_down is None
    about = {row.id: row for row in rows(member) if row.step_key == STEP and row.written_on == on}
    assert {row.role for row in about.values()} == {
        role
        for rung in PATHWAY.ladder
        if rung.key == next(iter(about.values())).rung
        for letter in rung.letters
        for role in letter.to
    }
    (mine,) = [row for row in about.values() if row.role == Role.FOCAL_POINT]
    carrier = mine.carried_by or mine.id
    (message,) = [one for one in office.messages() if carrier in str(one["Message-ID"])]
    _check_letter(message, due_on)


def _check_letter(message: EmailMessage, due_on: date) -> None:
    assert str(message["To"]).endswith(f"<{FOCAL}>")
    assert any("\u0600" <= letter <= "\u06ff" for letter in str(message["Subject"]))
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert text is not None
    assert html is not None
    arabic = f"{due_on.day} {ARABIC_MONTHS[due_on.month]} {due_on.year}"
    french = f"{due_on.day} {FRENCH_MONTHS[due_on.month]} {due_on.year}"
    for body in (text.get_content(), html.get_content()):
        assert arabic in body
        assert french in body
        assert body.index(arabic) < body.index(french)
        assert "https://ouverture.example/plans/PAO-2022-050910101-1" in body
        assert "جماعة بني ملال" in body
        assert "Commune de Béni Mellal" in body


def test_what_the_reader_gets_is_the_bytes_that_the_outbox_keeps(
    member: Engine, office: Office
) -> None:
    from models.outbox import LetterMessage

    morning(member)
    with office.open():
        send(member, office, first_reminder(member)[0])
    with reading(member) as session:
        kept = set(session.scalars(select(LetterMessage.message)))
    assert office.taken
    assert {raw for _, raw in office.taken} == kept


def test_a_second_delivery_and_a_second_sweep_send_nothing_more(
    member: Engine, office: Office
) -> None:
    on, _ = morning(member)
    with office.open():
        first = send(member, office, on)
        taken = len(office.taken)
        again = sweep(member, on=on, clock=VirtualClock(on))
        second = send(member, office, on, hour=14)
    assert first.accepted == taken > 0
    assert again.letters == 0
    assert second.accepted == 0
    assert len(office.taken) == taken
    assert len(set(office.ids())) == taken


def test_letters_wait_while_the_server_is_down_and_then_leave_once_each(
    member: Engine, office: Office
) -> None:
    on, _ = morning(member)
    owed = waiting(member)
    down = send(member, office, on)
    assert down.server_down
    assert down.accepted == 0
    assert "server_down" in down.counts()
    assert {row.state for row in rows(member)} & {LetterState.UNDELIVERABLE} == set()
    held_back = {row.key for row in rows(member) if row.state == LetterState.QUEUED}
    assert held_back
    assert held_back <= {row.key for row in rows(member)}
    assert owed
    with office.open():
        up = send(member, office, on, hour=11)
        more = send(member, office, on, hour=12)
    assert up.server_down is None
    assert up.accepted == len(office.taken) == len(set(office.ids())) > 0
    assert more.accepted == 0
    final = {row.state for row in rows(member) if row.key in held_back}
    assert final <= {LetterState.ACCEPTED, LetterState.SKIPPED, LetterState.CANCELLED}


def test_a_letter_keeps_its_name_on_the_wire_from_the_failed_try_to_the_next(
    member: Engine, office: Office
) -> None:
    on, _ = morning(member)
    send(member, office, on)
    names = {row.id for row in rows(member)}
    with office.open():
        send(member, office, on, hour=11)
    for message_id in office.ids():
        assert message_id.strip("<>").partition("@")[0] in names


def test_what_was_done_before_the_letter_left_is_not_asked_for(
    member: Engine, office: Office
) -> None:
    from lifecycle import acts, door
    from models.database import writing

    on, _ = morning(member)
    with writing(member) as session:
        plan = session.scalars(select(Plan)).one()
        for step in ("adhere_to_charter", "name_focal_point", "attend_orientation",
                     "attend_training"):  # fmt: skip
            door.fire(
                session, plan.id, acts.WAIVE, actor=acts.coordinator(7), step=step,
                at=VirtualClock(on).now(), reason="test",
            )  # fmt: skip
    with office.open():
        send(member, office, on)
    of_steps = [row for row in rows(member) if row.kind in ("step_opened", "step_reminder")]
    assert {row.state for row in of_steps} <= {LetterState.CANCELLED, LetterState.SKIPPED}
    assert of_steps


def test_two_members_get_their_own_letters_only(engine: Engine, office: Office) -> None:
    open_few(engine, BENI_MELLAL, LARACHE)
    with office.open():
        send(engine, office, date(2022, 10, 21))
    names = {"جماعة بني ملال": 0, "جماعة العرائش": 0}
    for message in office.messages():
        body = message.get_body(("plain",))
        assert body is not None
        found = [name for name in names if name in body.get_content()]
        if "region" in str(message["To"]) or "national" in str(message["To"]):
            continue
        assert len(found) == 1
        names[found[0]] += 1
    assert all(names.values())
