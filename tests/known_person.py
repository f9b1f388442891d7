"""Somebody of whom the engine holds something in every table that can hold anything of a person."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import builders
from sqlalchemy import Engine, select

from lifecycle import acts, door
from lifecycle.absences import say_absent
from lifecycle.accounts import set_password
from lifecycle.clock import VirtualClock
from lifecycle.documents import file, keep
from lifecycle.entries import Occasion
from lifecycle.succession import confirm_succession, name_successor
from models.account import AccountSession
from models.batch import Batch
from models.bounce import Bounce
from models.database import reading, writing
from models.operation import OperationRecord
from models.outbox import DeliveryAttempt, OutboxLetter
from models.person import Person
from models.words import (
    BatchKind,
    BounceKind,
    CollectivityKind,
    DocumentScan,
    Language,
    OperationKind,
    OperationResult,
    Role,
)
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

NAME, EMAIL = "Zakaria Benmarqueur", "zakaria.benmarqueur@commune.example"
REASON = "hospitalised at Ibn-Marqueur"
DIAGNOSTIC = f"550 5.1.1 <{EMAIL}>: Recipient address rejected"
MARKS = (NAME, EMAIL, REASON)
OPENED = builders.FOUNDED
BEGUN, LEFT, TODAY = date(2022, 10, 24), date(2022, 10, 25), date(2022, 10, 26)
STEP = "name_focal_point"
CHARTER = "adhere_to_charter"


@dataclass
class Known:
    """The engine, the person, their plan, and who took over from them."""

    engine: Engine
    person: int
    plan: int
    successor: int
    coordinator: int

    @property
    def number(self) -> str:
        """The person as history names them."""
        return f"person:{self.person}"

    def occasion(self, on: date = TODAY) -> Occasion:
        """An operator acts on a day."""
        return Occasion(acts.coordinator("cli"), VirtualClock(on).now(), "test")

    def letters(self) -> list[OutboxLetter]:
        """The letters that were addressed to them."""
        query = select(OutboxLetter).where(OutboxLetter.person_id == self.person)
        with reading(self.engine) as session:
            return list(session.scalars(query.order_by(OutboxLetter.id)))

    def deliver(self, on: date) -> None:
        """What is due goes into the mailbox."""
        deliver_to_mailbox(self.engine, clock=VirtualClock(on), settings=MailSettings())


def a_known_person(engine: Engine, *, left: bool = True) -> Known:
    """A focal point who asked for time, was away, filed a document, signed in, and then left.

    `left` says whether somebody has taken over from them already.
    """
    clock = VirtualClock(OPENED)
    with writing(engine) as session:
        plan = builders.plan(session, clock=clock)
        where = builders.collectivity(session)
        builders.collectivity(session, CollectivityKind.REGION, code="05")
        people = builders.people_of(session, where)
        who = people[Role.FOCAL_POINT]
        who.name, who.email, who.language = NAME, EMAIL, Language.FRENCH
        known = Known(engine, who.id, plan, 0, people[Role.REGION_COORDINATOR].id)
    known.deliver(BEGUN)
    _acts(known)
    known.deliver(LEFT)
    if left:
        _hand_over(known)
    return known


def _acts(known: Known) -> None:
    """What they do on a day, and what comes of it."""
    at = VirtualClock(BEGUN).now()
    actor = acts.focal_point(known.person)
    with writing(known.engine) as session:
        filed = builders.evidence(CHARTER, BEGUN)
        door.fire(session, known.plan, acts.REPORT, actor=actor, at=at, step=CHARTER,
                  evidence=filed, confirm_to=known.person)  # fmt: skip
        door.fire(session, known.plan, acts.ACCEPT, actor=acts.coordinator(known.coordinator),
                  at=at, step=CHARTER)  # fmt: skip
        due = builders.facts_of(session, known.plan).steps[STEP].due_on
        assert due is not None
        door.fire(session, known.plan, acts.ASK_EXTENSION, actor=actor, at=at, step=STEP,
                  reason=REASON, due_on=due + timedelta(days=10))  # fmt: skip
        say_absent(session, known.plan, known.person, LEFT, LEFT, actor=actor, at=at, cause="test")
        keep(session, "a" * 64, 12, "application/pdf", DocumentScan.CLEAN, at)
        file(session, known.plan, CHARTER, 1, "a" * 64, "charte.pdf", known.person, at)
        set_password(session, EMAIL, "une longue phrase de passe", at)
        session.add_all(
            [
                AccountSession(id="b" * 64, person_id=known.person, form_token="c" * 64,
                               made_at=at, expires_at=at + timedelta(hours=8)),
                Batch(kind=BatchKind.ACT, asked={}, reason=REASON, digest="d" * 64,
                      made_by=known.number, made_at=at, cause="test"),
                OperationRecord(kind=OperationKind.PAGE, name="/work", who=known.number,
                                began_at=at, ended_at=at, asked={}, result=OperationResult.DONE,
                                told=""),
            ]
        )  # fmt: skip
        letter = session.scalars(
            select(OutboxLetter).where(OutboxLetter.to_address == EMAIL)
        ).first()
        assert letter is not None
        letter.cause = DIAGNOSTIC
        session.add_all(
            [
                DeliveryAttempt(letter_id=letter.id, at=at, failure=None, code=550,
                                answer=DIAGNOSTIC),
                Bounce(sha256="e" * 64, read_at=at, letter_id=letter.id, address=EMAIL,
                       kind=BounceKind.ADDRESS, action="failed", status="5.1.1",
                       diagnostic=DIAGNOSTIC),
            ]
        )  # fmt: skip
        person = session.get(Person, known.person)
        assert person is not None
        person.undeliverable_since, person.undeliverable_cause = None, DIAGNOSTIC


def _hand_over(known: Known) -> None:
    """They name who takes over, who says yes on the same day: from the day before it is over."""
    at = VirtualClock(TODAY).now()
    with writing(known.engine) as session:
        named = name_successor(
            session, known.plan, Role.FOCAL_POINT, "نقطة جديدة", "next@commune.example",
            Language.ARABIC, actor=acts.focal_point(known.person), at=at, cause="test",
        )  # fmt: skip
        confirm_succession(session, named.id, at=at, cause="test")
        known.successor = named.successor_id


def all_bytes(file: Path) -> bytes:
    """The bytes of a SQLite database in its three files."""
    found = [file.with_name(file.name + end) for end in ("", "-wal", "-shm")]
    return b"".join(path.read_bytes() for path in found if path.exists())
