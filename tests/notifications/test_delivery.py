"""Delivery, seen from the outbox: what leaves, when, to whom, and what happens to the rest."""

import asyncio
import re
import socket
from datetime import UTC, date, datetime

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine, select, update

from lifecycle.clock import VirtualClock
from lifecycle.onboarding import load_register
from models.base import table_of
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.database import reading, writing
from models.outbox import DeliveryAttempt, LetterMessage, OutboxLetter
from models.person import Person, RoleHolding
from models.plan import Plan, PlanStep
from models.words import CollectivityKind, Failure, Language, LetterState, Role, Stage, StepState
from notifications.claims import Which, due_letters
from notifications.delivery import deliver, deliver_to_mailbox
from notifications.due import COLUMNS, Due
from notifications.mailbox import open_letter
from notifications.settings import MailSettings
from notifications.smtp import ReplayedLetterRefused, Wire
from notifications.tries import begin_tries
from notifications.workers import Worker

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 20)


class Town:
    """One commune with a plan in its first stage, two open steps and its people."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.count = engine, 0
        with writing(engine) as session:
            load_register(session)
            place = session.scalars(
                select(Collectivity)
                .where(Collectivity.kind == CollectivityKind.COMMUNE)
                .order_by(Collectivity.code)
            ).first()
            assert place is not None
            self.code, self.region = place.code, place.region_code
            cohort = Cohort(
                code="c", name_ar="فوج", name_fr="Cohorte", founded_on=FRIDAY,
                pathway_version="1", calendar={"cycles": []}, opened_at=datetime.now(UTC),
            )  # fmt: skip
            session.add(cohort)
            session.flush()
            plan = session.connection().execute(
                table_of(Plan).insert().values(
                    reference="PAO-2026-TEST-1", collectivity_code=self.code,
                    cohort_id=cohort.id, cycle=1, stage=Stage.JOINING, opened_on=FRIDAY,
                    entered_on=FRIDAY, pathway_version="1", head_seq=0, head_hash="0" * 64,
                    version=1,
                ).returning(table_of(Plan).c.id)
            )  # fmt: skip
            self.plan = plan.scalar_one()
        for key in ("adhere_to_charter", "name_focal_point"):
            self.step(key, due_on=date(2026, 12, 14))

    def step(self, key: str, *, due_on: date, state: StepState = StepState.OPEN) -> None:
        row = {
            "plan_id": self.plan, "key": key, "occurrence": 1, "stage": Stage.JOINING,
            "state": state, "opened_on": FRIDAY, "due_on": due_on, "original_due_on": due_on,
        }  # fmt: skip
        with writing(self.engine) as session:
            session.connection().execute(table_of(PlanStep).insert().values(row))

    def change_step(self, key: str, **values: object) -> None:
        steps = table_of(PlanStep)
        with writing(self.engine) as session:
            session.connection().execute(update(steps).where(steps.c.key == key).values(values))

    def person(self, role: Role, address: str, *, regional: bool = False) -> int:
        with writing(self.engine) as session:
            person = Person(name=f"Personne {address}", email=address, language=Language.BOTH)
            session.add(person)
            session.flush()
            place = {"region_code": self.region} if regional else {"collectivity_code": self.code}
            session.add(RoleHolding(person_id=person.id, role=role, from_on=FRIDAY, **place))
            return person.id

    def owe(
        self,
        kind: str = "step_opened",
        step: str | None = "adhere_to_charter",
        *,
        role: Role = Role.FOCAL_POINT,
        urgent: bool = False,
        replayed: bool = False,
        at: datetime = datetime(2026, 11, 20, 9, tzinfo=UTC),
        **context: str,
    ) -> str:
        self.count += 1
        number = f"{self.count:032x}"
        row = {
            "id": number, "key": f"PAO-2026-TEST-1:{step}.{kind}.{self.count}:{kind}:{role}",
            "kind": kind, "plan_id": self.plan, "step_key": step, "occurrence": 1, "role": role,
            "collectivity_code": self.code, "region_code": self.region, "urgent": urgent,
            "state": LetterState.QUEUED, "written_on": FRIDAY, "next_at": at,
            "context": {"on": "2026-11-20", "reason": ""} | context, "replayed": replayed,
            "thread_root": f"PAO-2026-TEST-1.{step}.1", "attempts": 0, "ambiguous": 0, "fence": 0,
        }  # fmt: skip
        with writing(self.engine) as session:
            session.connection().execute(table_of(OutboxLetter).insert().values(row))
        return number

    def letter(self, number: str) -> OutboxLetter:
        with reading(self.engine) as session:
            return session.get_one(OutboxLetter, number)

    def letters(self, kind: str) -> list[OutboxLetter]:
        with reading(self.engine) as session:
            return list(session.scalars(select(OutboxLetter).where(OutboxLetter.kind == kind)))


@pytest.fixture
def town(engine: Engine) -> Town:
    town = Town(engine)
    town.person(Role.FOCAL_POINT, "focal@commune.example")
    return town


def post(town: Town, on: date = MONDAY, hour: int = 9, cause: str = "deliver") -> dict[str, object]:
    clock = VirtualClock(on, hour)
    settings = MailSettings(delivery="mailbox")
    return dict(
        deliver_to_mailbox(town.engine, clock=clock, settings=settings, cause=cause).counts()
    )


def test_a_due_letter_is_taken_by_the_mailbox_with_its_bytes_in_both_languages(town: Town) -> None:
    number = town.owe()
    assert post(town) == {"accepted": 1}
    letter = town.letter(number)
    assert (letter.state, letter.accepted_on, letter.next_at) == (
        LetterState.ACCEPTED, MONDAY, None,
    )  # fmt: skip
    assert letter.to_address == "focal@commune.example"
    with reading(town.engine) as session:
        opened = open_letter(session, number)
    assert opened is not None
    assert opened.headers["Message-ID"] == f"<{number}@infitah.example>"
    assert re.search(r"/l/[a-z2-7]{32}\b", opened.text)
    assert "14 دجنبر 2026" in opened.text
    assert "14 décembre 2026" in opened.text


def test_nothing_is_taken_twice(town: Town) -> None:
    town.owe()
    post(town)
    assert post(town) == {}


@pytest.mark.parametrize(
    ("on", "hour", "opening"),
    [
        (SUNDAY, 10, datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (FRIDAY, 15, datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (MONDAY, 8, datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (date(2026, 11, 18), 10, datetime(2026, 11, 19, 9, tzinfo=UTC)),
    ],
    ids=["sunday", "friday at three", "before nine", "independence day"],
)
def test_outside_the_window_a_letter_waits_for_the_next_opening(
    town: Town, on: date, hour: int, opening: datetime
) -> None:
    number = town.owe(at=datetime(2026, 11, 17, 9, tzinfo=UTC))
    assert post(town, on, hour) == {"put_off": 1}
    assert (town.letter(number).state, town.letter(number).next_at) == (
        LetterState.QUEUED, opening,
    )  # fmt: skip


@pytest.mark.parametrize("state", [StepState.ACCEPTED, StepState.REPORTED, StepState.WAIVED])
def test_a_step_that_was_done_meanwhile_cancels_its_letter(town: Town, state: StepState) -> None:
    number = town.owe()
    town.change_step("adhere_to_charter", state=state)
    assert post(town) == {"cancelled": 1}
    assert town.letter(number).cause


def test_news_of_a_plan_is_sent_even_when_the_plan_is_suspended(town: Town) -> None:
    news, ask = town.owe("plan_suspended", None, urgent=True), town.owe()
    with writing(town.engine) as session:
        session.connection().execute(update(table_of(Plan)).values(stage=Stage.SUSPENDED))
    post(town)
    assert town.letter(news).state == LetterState.ACCEPTED
    assert town.letter(ask).state == LetterState.CANCELLED


def test_an_overdue_letter_is_not_sent_when_the_deadline_was_moved(town: Town) -> None:
    number = town.owe("step_overdue")
    post(town)
    assert town.letter(number).state == LetterState.CANCELLED
    assert "2026-12-14" in str(town.letter(number).cause)


def test_two_steps_asked_of_one_person_on_one_day_go_in_one_list(town: Town) -> None:
    first, second = town.owe(), town.owe(step="name_focal_point")
    assert post(town) == {"accepted": 1, "skipped": 2}
    (carrier,) = town.letters("daily_list")
    assert carrier.state == LetterState.ACCEPTED
    assert {town.letter(one).carried_by for one in (first, second)} == {carrier.id}


def test_a_person_gets_one_letter_a_day_and_the_rest_the_next_working_day(town: Town) -> None:
    welcome, ask = town.owe("welcome", None), town.owe()
    assert post(town, FRIDAY) == {"accepted": 1, "put_off": 1}
    assert town.letter(welcome).state == LetterState.ACCEPTED
    assert post(town, FRIDAY, 14) == {}
    assert post(town, MONDAY) == {"accepted": 1}
    assert town.letter(ask).accepted_on == MONDAY


def test_a_later_letter_of_the_same_day_waits_too(town: Town) -> None:
    town.owe("welcome", None)
    post(town, FRIDAY)
    late = town.owe()
    assert post(town, FRIDAY, 14) == {"put_off": 1}
    assert town.letter(late).next_at == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_an_urgent_letter_goes_besides_the_one_of_the_day(town: Town) -> None:
    town.owe("welcome", None)
    town.owe("step_returned", urgent=True)
    assert post(town) == {"accepted": 2}


def test_a_person_in_two_roles_gets_the_letter_once(town: Town) -> None:
    number = town.owe("step_returned", urgent=True)
    letters = table_of(OutboxLetter)
    with writing(town.engine) as session:
        row = dict(session.execute(select(letters)).mappings().one())
        copy = {"id": "f" * 32, "role": Role.DEPUTY}
        copy["key"] = row["key"].replace("focal_point", "deputy")
        session.connection().execute(letters.insert().values(row | copy))
    assert post(town) == {"accepted": 1, "skipped": 1}
    assert town.letter(number).state == LetterState.ACCEPTED
    assert town.letter("f" * 32).state == LetterState.SKIPPED


def test_a_letter_for_a_role_that_nobody_holds_is_shown_as_undeliverable(town: Town) -> None:
    number = town.owe("welcome", None, role=Role.PRESIDENT)
    assert post(town) == {"undeliverable": 1}
    assert "nobody holds the role president" in str(town.letter(number).cause)


def test_a_letter_that_cannot_be_written_is_held_and_the_others_go(town: Town) -> None:
    bad = town.owe("no_such_letter", None, urgent=True)
    good = town.owe(urgent=True)
    assert post(town) == {"accepted": 1, "held": 1}
    assert "no_such_letter" in str(town.letter(bad).cause)
    assert town.letter(good).state == LetterState.ACCEPTED


def test_a_replay_delivers_its_own_letters_only_and_they_say_so(town: Town) -> None:
    live, replayed = town.owe(), town.owe("welcome", None, replayed=True)
    assert post(town, cause="replay:founders") == {"accepted": 1}
    assert town.letter(live).state == LetterState.QUEUED
    with reading(town.engine) as session:
        opened = open_letter(session, replayed)
    assert opened is not None
    assert opened.headers["X-Infitah-Replay"] == "yes"


def to_server(port: int, **more: object) -> MailSettings:
    return MailSettings(
        delivery="smtp", host="127.0.0.1", port=port, security="none",
        allowed_domains=["commune.example"], command_timeout=5, dot_timeout=2, **more,
    )  # fmt: skip


class Server:
    """A mail server whose answers to RCPT and to the final dot are chosen."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.to_rcpt: dict[str, str] = {}
        self.at_the_dot = "250 2.0.0 taken"
        self.drop = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]
        if address in self.to_rcpt:
            return self.to_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]
        if not self.at_the_dot.startswith("2"):
            return self.at_the_dot
        self.taken.append((envelope.rcpt_tos[0], envelope.original_content))
        if self.drop:
            server.transport.close()
        return self.at_the_dot


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def port(server: Server):  # type: ignore[no-untyped-def]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=number)
    controller.start()
    yield number
    controller.stop()


def send(
    town: Town, port: int, *, on: date = MONDAY, hour: int = 9, **more: object
) -> dict[str, object]:
    clock = VirtualClock(on, hour)
    report = asyncio.run(deliver(town.engine, clock=clock, settings=to_server(port, **more)))
    return dict(report.counts())


def test_the_stored_bytes_are_what_the_server_takes(town: Town, server: Server, port: int) -> None:
    number = town.owe()
    assert send(town, port) == {"accepted": 1}
    with reading(town.engine) as session:
        stored = session.get_one(LetterMessage, number).message
        (attempt,) = session.scalars(select(DeliveryAttempt))
    assert server.taken == [("focal@commune.example", stored)]
    assert (attempt.failure, attempt.code) == (None, 250)


def test_replayed_letters_never_leave_by_smtp(town: Town, server: Server, port: int) -> None:
    number = town.owe(replayed=True)
    assert send(town, port) == {"accepted": 1}
    assert server.taken == []
    assert town.letter(number).state == LetterState.ACCEPTED


def test_the_wire_itself_refuses_a_replayed_letter(server: Server, port: int) -> None:
    async def send_it() -> None:
        async with Wire(to_server(port)) as wire:
            await wire.send("focal@commune.example", b"x", replayed=True)

    with pytest.raises(ReplayedLetterRefused):
        asyncio.run(send_it())
    assert server.taken == []


def test_a_greylisted_letter_is_tried_again_a_minute_later_with_the_same_bytes(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    server.at_the_dot = "451 4.7.1 greylisted"
    assert send(town, port) == {"deferred": 1}
    letter = town.letter(number)
    assert letter.next_at == datetime(2026, 11, 23, 9, 1, tzinfo=UTC)
    with reading(town.engine) as session:
        before = session.get_one(LetterMessage, number).message
    server.at_the_dot = "250 ok"
    assert send(town, port, hour=10) == {"accepted": 1}
    assert server.taken[0][1] == before


def test_a_letter_is_given_up_after_three_days(town: Town, server: Server, port: int) -> None:
    number = town.owe()
    server.at_the_dot = "452 4.2.2 full"
    for on in (MONDAY, date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)):
        send(town, port, on=on)
    letter = town.letter(number)
    assert letter.state == LetterState.UNDELIVERABLE
    assert "given up after 72 hours" in str(letter.cause)


def test_a_wrong_address_sends_the_obligation_to_the_deputy(
    town: Town, server: Server, port: int
) -> None:
    town.person(Role.DEPUTY, "deputy@commune.example")
    number = town.owe()
    server.to_rcpt["focal@commune.example"] = "550 5.1.1 no such mailbox"
    assert send(town, port)["undeliverable"] == 1
    with reading(town.engine) as session:
        people = {one.email: one for one in session.scalars(select(Person))}
    assert people["focal@commune.example"].undeliverable_since == MONDAY
    send(town, port, hour=10)
    assert [address for address, _ in server.taken] == ["deputy@commune.example"]
    assert town.letter(number).state == LetterState.UNDELIVERABLE


def test_what_a_list_carried_goes_to_the_deputy_when_the_list_bounces(
    town: Town, server: Server, port: int
) -> None:
    town.person(Role.DEPUTY, "deputy@commune.example")
    town.owe()
    town.owe(step="name_focal_point")
    server.to_rcpt["focal@commune.example"] = "550 5.1.1 no such mailbox"
    send(town, port)
    send(town, port, hour=10)
    assert [address for address, _ in server.taken] == ["deputy@commune.example"]


def test_a_lost_reply_costs_at_most_two_copies_with_one_message_id(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    server.drop = True
    for hour in (9, 10, 11, 12, 13):
        send(town, port, hour=hour)
    letter = town.letter(number)
    assert (letter.state, letter.ambiguous, letter.next_at) == (LetterState.UNKNOWN, 2, None)
    assert len(server.taken) == 2
    assert len({message for _, message in server.taken}) == 1


def test_a_letter_that_may_have_left_too_often_holds_up_no_other(
    town: Town, server: Server, port: int
) -> None:
    town.owe()
    server.drop = True
    for hour in (9, 10, 11):
        send(town, port, hour=hour)
    server.drop = False
    later = town.owe("welcome", None, at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert send(town, port, on=date(2026, 11, 24)) == {"accepted": 1}
    assert town.letter(later).state == LetterState.ACCEPTED


def test_a_server_that_is_down_leaves_every_letter_queued(town: Town) -> None:
    number = town.owe()
    counts = send(town, 1)
    assert "server_down" in counts
    letter = town.letter(number)
    assert (letter.state, letter.attempts, letter.claimed_by) == (LetterState.QUEUED, 0, None)
    with reading(town.engine) as session:
        assert session.scalars(select(DeliveryAttempt)).all() == []


def test_a_letter_that_waited_for_the_server_is_written_anew(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    send(town, 1)
    assert send(town, port, hour=10) == {"accepted": 1}
    with reading(town.engine) as session:
        assert session.get_one(LetterMessage, number).message == server.taken[0][1]


def test_a_policy_refusal_stops_the_batch_and_burns_no_attempt(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    server.to_rcpt["focal@commune.example"] = "554 5.7.1 relaying denied"
    assert "relaying denied" in str(send(town, port)["server_down"])
    assert (town.letter(number).state, town.letter(number).attempts) == (LetterState.QUEUED, 0)


def test_an_address_outside_the_allowed_domains_is_held(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    with writing(town.engine) as session:
        session.connection().execute(update(table_of(Person)).values(email="real@commune.ma"))
    assert send(town, port) == {"held": 1}
    assert "ALLOWED_DOMAINS" in str(town.letter(number).cause)
    assert server.taken == []


def claim(town: Town, number: str, worker: str) -> None:
    letters = table_of(OutboxLetter)
    with writing(town.engine) as session:
        session.connection().execute(
            update(letters)
            .where(letters.c.id == number)
            .values(state=LetterState.CLAIMED, claimed_by=worker, fence=1, person_id=None)
        )


def test_what_a_dead_delivery_had_claimed_is_sent_by_the_next(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    claim(town, number, "host:1:dead")
    assert send(town, port) == {"accepted": 1, "reclaimed": 1}
    assert town.letter(number).ambiguous == 0


def test_what_a_living_delivery_has_claimed_is_left_alone(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    with Worker(town.engine) as alive:
        claim(town, number, alive.name)
        assert send(town, port) == {}
        assert town.letter(number).state == LetterState.CLAIMED
    assert send(town, port) == {"accepted": 1, "reclaimed": 1}


def test_a_letter_that_a_dead_delivery_had_on_the_wire_counts_as_a_lost_reply(
    town: Town, server: Server, port: int
) -> None:
    number = town.owe()
    server.at_the_dot = "451 4.3.0 busy"
    send(town, port)
    claim(town, number, "host:1:dead")
    with reading(town.engine) as session:
        (due,) = [one for one in _all_due(session) if one.id == number]
    with writing(town.engine) as session:
        begin_tries(session, [due], VirtualClock(MONDAY).now())
    assert send(town, port, hour=10) == {"reclaimed": 1}
    letter = town.letter(number)
    assert (letter.state, letter.ambiguous, letter.fence) == (LetterState.UNKNOWN, 1, 2)
    with reading(town.engine) as session:
        attempts = session.scalars(select(DeliveryAttempt.failure).order_by(DeliveryAttempt.id))
        assert list(attempts) == [Failure.TEMPORARY, Failure.AMBIGUOUS]


def _all_due(session):  # type: ignore[no-untyped-def]
    return [Due(*row) for row in session.execute(select(*COLUMNS))]


def test_a_claim_is_seen_by_one_delivery_only(town: Town) -> None:
    town.owe()
    now = VirtualClock(MONDAY).now()
    if town.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the second writer waits for the first")
    with writing(town.engine) as first, writing(town.engine) as second:
        assert len(due_letters(first, now, Which())) == 1
        assert due_letters(second, now, Which()) == []
