"""Every phase of the wire fails once, and the outbox keeps its promise; then letters are counted.

Through the real delivery, over loopback: connection trouble burns nothing, what is refused for now
is sent later or given up where it is seen, what is refused for good is never tried again, and a
reply that is lost after the final dot is a window that is written down.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email import message_from_bytes

import pytest
from databases import opened
from owed_letters import letters_of, owe, plan_with_people, tries_of
from scripted_smtp import (
    DROP,
    HANG,
    PARTIAL,
    SLOW,
    ScriptedServer,
    free_port,
    scripted_server,
    to_loopback,
)
from sqlalchemy import Engine, func, select

from lifecycle.clock import VirtualClock
from models.database import reading
from models.outbox import DeliveryAttempt, OutboxLetter
from models.person import Person
from models.words import Failure, LetterState, Role
from notifications.delivery import deliver
from notifications.outcomes import MOST_COPIES
from notifications.report import DeliveryReport

MONDAY = date(2026, 11, 23)
CAPACITIES = "250-loopback\r\n250-SIZE 10000000\r\n250 STARTTLS"


@dataclass(frozen=True)
class Outcome:
    """A letter after one delivery: its state, tries, windows, copies that left; is it shown?"""

    state: LetterState
    attempts: int = 0
    ambiguous: int = 0
    copies: int = 0
    server_down: bool = False


UNTOUCHED = Outcome(LetterState.QUEUED, server_down=True)
LATER = Outcome(LetterState.DEFERRED, attempts=1)
NEVER = Outcome(LetterState.UNDELIVERABLE, attempts=1)
PERHAPS = Outcome(LetterState.UNKNOWN, ambiguous=1, copies=1)
TAKEN = Outcome(LetterState.ACCEPTED, attempts=1, copies=1)
MODES: dict[str, tuple[dict[str, str], Outcome]] = {
    "banner 421": ({"banner": "421 4.3.2 too many connections"}, UNTOUCHED),
    "banner 554": ({"banner": "554 5.3.2 not today"}, UNTOUCHED),
    "banner hang": ({"banner": HANG}, UNTOUCHED),
    "banner drop": ({"banner": DROP}, UNTOUCHED),
    "banner partial": ({"banner": PARTIAL}, UNTOUCHED),
    "EHLO drop": ({"ehlo": DROP}, UNTOUCHED),
    "EHLO hang": ({"ehlo": HANG}, UNTOUCHED),
    "EHLO 5xx, HELO answers": ({"ehlo": "502 5.5.1 what?"}, TAKEN),
    "EHLO 5xx, HELO 5xx": ({"ehlo": "554 5.3.2 no", "helo": "554 5.3.2 no"}, UNTOUCHED),
    "EHLO 421, HELO 421": ({"ehlo": "421 4.3.2 later", "helo": "421 4.3.2 later"}, UNTOUCHED),
    "STARTTLS not offered": ({"starttls asked": ""}, UNTOUCHED),
    "STARTTLS refused": ({"starttls asked": "", "ehlo": CAPACITIES}, UNTOUCHED),
    "MAIL 451": ({"mail": "451 4.3.0 busy"}, LATER),
    "MAIL 421": ({"mail": "421 4.3.2 enough for now"}, LATER),
    "MAIL 550": ({"mail": "550 5.0.0 no"}, NEVER),
    "MAIL 550 5.1.8": ({"mail": "550 5.1.8 your domain is not known"}, UNTOUCHED),
    "MAIL 530": ({"mail": "530 5.7.0 log in first"}, UNTOUCHED),
    "MAIL drop": ({"mail": DROP}, LATER),
    "RCPT 450": ({"rcpt": "450 4.2.0 greylisted"}, LATER),
    "RCPT 550 5.1.1": ({"rcpt": "550 5.1.1 no such mailbox"}, NEVER),
    "RCPT 550": ({"rcpt": "550 no"}, NEVER),
    "RCPT 552": ({"rcpt": "552 5.2.2 mailbox full"}, LATER),
    "RCPT 554 5.7.1": ({"rcpt": "554 5.7.1 relaying denied"}, UNTOUCHED),
    "RCPT hang": ({"rcpt": HANG}, LATER),
    "RCPT partial": ({"rcpt": PARTIAL}, LATER),
    "DATA 451": ({"data": "451 4.3.0 busy"}, LATER),
    "DATA 554": ({"data": "554 5.6.0 no"}, NEVER),
    "DATA drop": ({"data": DROP}, LATER),
    "DATA hang": ({"data": HANG}, LATER),
    # Who has written the letter cannot know whether its dot was read.
    "drop after 354": ({"body": DROP}, replace(PERHAPS, copies=0)),
    "dot 451": ({"dot": "451 4.3.0 busy"}, LATER),
    "dot 554": ({"dot": "554 5.6.0 rejected"}, NEVER),
    "dot drop": ({"dot": DROP}, PERHAPS),
    "dot silence": ({"dot": HANG}, PERHAPS),
    "dot partial": ({"dot": PARTIAL}, PERHAPS),
    "QUIT drop": ({"quit": DROP}, TAKEN),
    "QUIT 5xx": ({"quit": "500 5.0.0 stay"}, TAKEN),
    "every answer slow": (dict.fromkeys(("banner", "ehlo", "mail", "dot"), SLOW), TAKEN),
}


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture
def engine(new_database) -> Iterator[Engine]:  # type: ignore[no-untyped-def]
    with new_database("sqlite") as url, opened(url) as engine:
        yield engine


def send(
    engine: Engine, port: int, on: date = MONDAY, hour: int = 9, **more: object
) -> DeliveryReport:
    settings = to_loopback(port, **more)
    return asyncio.run(deliver(engine, clock=VirtualClock(on, hour), settings=settings))


def outcome(engine: Engine, number: str, server: ScriptedServer, report: DeliveryReport) -> Outcome:
    (letter,) = letters_of(engine, [number])
    return Outcome(
        letter.state, letter.attempts, letter.ambiguous, len(server.taken), bool(report.server_down)
    )


@pytest.mark.parametrize("mode", MODES)
def test_a_phase_that_fails_leaves_the_letter_as_it_should(
    mode: str, engine: Engine, server: ScriptedServer
) -> None:
    script, expected = MODES[mode]
    clock = VirtualClock(MONDAY)
    plan, people = plan_with_people(engine, clock)
    (number,) = owe(engine, plan, clock)
    server.tell(script)
    security = "starttls" if "starttls asked" in script else "none"
    patience = 1.0 if HANG in script.values() else 10.0
    report = send(engine, server.port, security=security, patience=patience)
    assert outcome(engine, number, server, report) == expected
    (letter,) = letters_of(engine, [number])
    assert letter.claimed_by is None
    assert letter.cause or expected.state in (LetterState.ACCEPTED, LetterState.QUEUED)

    server.tell()
    send(engine, server.port, hour=10)
    (letter,) = letters_of(engine, [number])
    assert len({message for _, message in server.taken}) <= 1
    if expected is NEVER:
        assert letter.state == LetterState.UNDELIVERABLE
        assert tries_of(engine, number) == [Failure.PERMANENT]
        address_is_wrong = mode == "RCPT 550 5.1.1"
        deputy = [people[Role.DEPUTY].email] if address_is_wrong else []
        assert [address for address, _ in server.taken] == deputy
        with reading(engine) as session:
            focal_point = session.get_one(Person, people[Role.FOCAL_POINT].id)
        assert (focal_point.undeliverable_since == MONDAY) == address_is_wrong
    else:
        assert letter.state == LetterState.ACCEPTED
        lost_before = mode == "drop after 354"
        assert len(server.taken) == 1 + letter.ambiguous - lost_before
    before = server.asked["mail"]
    send(engine, server.port, hour=11)
    assert server.asked["mail"] == before, "nothing is sent that has arrived or was given up"


def test_a_server_that_nobody_runs_burns_nothing(engine: Engine, server: ScriptedServer) -> None:
    clock = VirtualClock(MONDAY)
    plan, _ = plan_with_people(engine, clock)
    (number,) = owe(engine, plan, clock)
    for day in range(7):
        report = send(engine, free_port(), MONDAY + timedelta(days=day))
        assert day in (5, 6) or outcome(engine, number, server, report) == UNTOUCHED
    assert tries_of(engine, number) == []
    send(engine, server.port, MONDAY + timedelta(days=7))
    assert letters_of(engine, [number])[0].state == LetterState.ACCEPTED


def test_what_is_refused_for_now_all_the_time_is_given_up_where_it_is_seen(
    engine: Engine, server: ScriptedServer
) -> None:
    clock = VirtualClock(MONDAY)
    plan, _ = plan_with_people(engine, clock)
    (number,) = owe(engine, plan, clock)
    server.tell({"rcpt": "450 4.2.0 greylisted"})
    for day in range(5):
        send(engine, server.port, MONDAY + timedelta(days=day))
    (letter,) = letters_of(engine, [number])
    assert (letter.state, letter.next_at) == (LetterState.UNDELIVERABLE, None)
    assert "given up after 72 hours: 450" in str(letter.cause)


def windows(engine: Engine) -> Counter[str]:
    """The lost replies that were written down, by letter."""
    query = select(DeliveryAttempt.letter_id, func.count()).where(
        DeliveryAttempt.failure == Failure.AMBIGUOUS
    )
    with reading(engine) as session:
        rows = session.execute(query.group_by(DeliveryAttempt.letter_id))
        return Counter({row[0]: row[1] for row in rows})


def message_id(message: bytes) -> str:
    return str(message_from_bytes(message)["Message-ID"]).strip("<>").partition("@")[0]


@pytest.mark.parametrize(("percent", "many"), [(0, 100), (10, 150), (50, 150), (100, 60)])
def test_the_promise_of_the_letters_counted(
    percent: int, many: int, engine: Engine, server: ScriptedServer
) -> None:
    """Lost: none. Extra copies: no more than windows, and than the engine's own cap a letter."""
    clock = VirtualClock(MONDAY)
    plan, _ = plan_with_people(engine, clock)
    numbers = owe(engine, plan, clock, many)
    chance = random.Random(percent)
    server.tell({"dot": lambda: DROP if chance.random() * 100 < percent else "250 2.0.0 taken"})
    for hour in (9, 10, 11, 12, 13):
        send(engine, server.port, hour=hour)
    copies, noted = Counter(message_id(one) for _, one in server.taken), windows(engine)
    texts = {message_id(one): one for _, one in server.taken}
    assert set(copies) == set(numbers), "lost, or more than one Message-ID a letter"
    assert all(one == texts[message_id(one)] for _, one in server.taken)
    for letter in letters_of(engine, numbers):
        extra = copies[letter.id] - 1
        assert extra <= noted[letter.id] == letter.ambiguous
        assert copies[letter.id] <= MOST_COPIES
        assert letter.next_at is None
        gave_up = letter.ambiguous == MOST_COPIES
        assert letter.state == (LetterState.UNKNOWN if gave_up else LetterState.ACCEPTED)
    extra_copies = len(server.taken) - len(numbers)
    assert extra_copies <= noted.total()
    assert (extra_copies > 0) == (percent > 0), "the test itself must drop replies"


def test_letters_that_may_have_left_too_often_are_shown(
    engine: Engine, server: ScriptedServer
) -> None:
    clock = VirtualClock(MONDAY)
    plan, _ = plan_with_people(engine, clock)
    owe(engine, plan, clock)
    server.tell({"dot": DROP})
    for hour in (9, 10, 11, 12):
        send(engine, server.port, hour=hour)
    with reading(engine) as session:
        (letter,) = session.scalars(
            select(OutboxLetter).where(OutboxLetter.state == LetterState.UNKNOWN)
        )
    assert f"{MOST_COPIES} copies may have left" in str(letter.cause)
    assert len(server.taken) == MOST_COPIES
