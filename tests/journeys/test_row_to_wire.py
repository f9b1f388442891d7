"""One path through everything: from a row of the table to a letter on a real wire."""

import asyncio
import email
import email.policy
import re
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

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.pathway import PATHWAY
from lifecycle.sweep import sweep
from models.database import reading, writing
from models.outbox import LetterMessage, OutboxLetter
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


def next_owed(engine: Engine) -> tuple[date, date]:
    """The day on which the step next owes a letter, and its deadline."""
    with reading(engine) as session:
        step = session.scalars(select(PlanStep).where(PlanStep.key == STEP)).one()
        assert step.next_at is not None
        assert step.due_on is not None
        return step.next_at, step.due_on


def sweep_on_the_next_day(engine: Engine) -> tuple[date, date]:
    """Sweep on the day on which the step next owes a letter; gives that day and the deadline."""
    on, due_on = next_owed(engine)
    sweep(engine, on=on, clock=VirtualClock(on))
    return on, due_on


def rows(engine: Engine) -> dict[str, OutboxLetter]:
    with reading(engine) as session:
        return {row.key: row for row in session.scalars(select(OutboxLetter))}


def stored(engine: Engine) -> set[bytes]:
    with reading(engine) as session:
        return set(session.scalars(select(LetterMessage.message)))


def test_a_row_of_the_table_becomes_the_letter_that_its_reader_gets(
    member: Engine, office: Office
) -> None:
    on, _ = sweep_on_the_next_day(member)
    with office.open():
        send(member, office, on)  # the welcome, and that the step is open
    office.taken.clear()
    on, due_on = sweep_on_the_next_day(member)
    with office.open():
        report = send(member, office, on)
    assert report.server_down is None
    about = [row for row in rows(member).values() if row.step_key == STEP and row.written_on == on]
    (rung,) = [rung for rung in PATHWAY.ladder if rung.key == about[0].rung]
    assert rung.key == "near"
    assert {(row.kind, row.role) for row in about} == {
        (letter.kind, role) for letter in rung.letters for role in letter.to
    }
    (mine,) = [row for row in about if row.role == Role.FOCAL_POINT]
    (message,) = [m for m in office.messages() if m["To"].addresses[0].addr_spec == FOCAL]
    assert message["Message-ID"] == f"<{mine.carried_by or mine.id}@infitah.example>"
    _check_letter(message, due_on)
    assert {raw for _, raw in office.taken} <= stored(member)


def _check_letter(message: EmailMessage, due_on: date) -> None:
    assert any("\u0600" <= letter <= "\u06ff" for letter in message["Subject"])
    assert not message["X-Infitah-Replay"]
    arabic = f"{due_on.day} {ARABIC_MONTHS[due_on.month]} {due_on.year}"
    french = f"{due_on.day} {FRENCH_MONTHS[due_on.month]} {due_on.year}"
    for form in ("plain", "html"):
        part = message.get_body((form,))
        assert part is not None
        body = part.get_content()
        assert arabic in body
        assert french in body
        assert body.index(arabic) < body.index(french)
        assert re.search(r"https://ouverture\.example/l/[a-z2-7]{32}\b", body)
        assert "جماعة بني ملال" in body
        assert "Commune de Béni Mellal" in body


def test_a_second_delivery_and_a_second_sweep_send_nothing_more(
    member: Engine, office: Office
) -> None:
    on, _ = sweep_on_the_next_day(member)
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
    on, _ = sweep_on_the_next_day(member)
    down = send(member, office, on)
    assert down.server_down
    assert (down.accepted, "server_down" in down.counts()) == (0, True)
    wait = {key for key, row in rows(member).items() if row.state == LetterState.QUEUED}
    assert wait
    assert all(rows(member)[key].next_at is not None for key in wait)
    written = stored(member)
    with office.open():
        up = send(member, office, on, hour=11)
        more = send(member, office, on, hour=12)
    assert up.server_down is None
    assert up.accepted == len(office.taken) == len(set(office.ids())) > 0
    assert more.accepted == 0
    names = {email.message_from_bytes(raw)["Message-ID"] for raw in written}
    assert set(office.ids()) <= names, "a letter keeps its name from the failed try to the next"
    accepted = {key for key in wait if rows(member)[key].state == LetterState.ACCEPTED}
    assert len(accepted) == up.accepted


def test_what_was_done_before_the_letter_left_is_not_asked_for(
    member: Engine, office: Office
) -> None:
    on, _ = sweep_on_the_next_day(member)
    with writing(member) as session:
        plan = session.scalars(select(Plan)).one()
        for step in ("adhere_to_charter", "name_focal_point"):
            door.fire(
                session, plan.id, acts.WAIVE, actor=acts.coordinator(7), step=step,
                at=VirtualClock(on).now(), reason="test",
            )  # fmt: skip
    with office.open():
        send(member, office, on)
    asked = [row for row in rows(member).values() if row.step_key == STEP]
    assert {row.state for row in asked} == {LetterState.CANCELLED}
    assert office.taken
    assert not {f"<{row.id}@infitah.example>" for row in asked} & set(office.ids())


def test_each_member_gets_its_own_letters_only(engine: Engine, office: Office) -> None:
    open_few(engine, BENI_MELLAL, LARACHE)
    with office.open():
        send(engine, office, date(2022, 10, 21))
    own = {
        "beni-mellal@collectivites.example": ("جماعة بني ملال", "جماعة العرائش"),
        "larache@collectivites.example": ("جماعة العرائش", "جماعة بني ملال"),
    }
    seen = set()
    for message in office.messages():
        to = message["To"].addresses[0].addr_spec
        for ending, (mine, other) in own.items():
            if to.endswith(ending):
                body = message.get_body(("plain",))
                assert body is not None
                assert mine in body.get_content()
                assert other not in body.get_content()
                seen.add(ending)
    assert seen == set(own)
