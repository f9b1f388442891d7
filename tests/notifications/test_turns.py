"""Two deliveries at once: one letter a person a day, one list a day, nothing lost."""

import threading
import time
from datetime import date, datetime, timedelta
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, select, text, update

from lifecycle.clock import VirtualClock
from lifecycle.onboarding import load_register
from lifecycle.rulebook import read_rulebook
from lifecycle.shares import Share
from lifecycle.sweep import sweep
from models.base import table_of
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.words import CollectivityKind, LetterState, Role
from notifications.claims import Which, due_letters, put_off, store_messages
from notifications.delivery import deliver_to_mailbox
from notifications.due import Due, write_decisions
from notifications.preparation import Moment, prepare
from notifications.settings import MailSettings

MONDAY = date(2022, 10, 24)
MAILBOX = MailSettings(delivery="mailbox")
LETTERS = table_of(OutboxLetter)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() " \
    "AND wait_event_type = 'Lock'"  # fmt: skip


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MONDAY)


@pytest.fixture
def owed(engine: Engine, clock: VirtualClock) -> int:
    """A plan with its people, to whom four steps and a welcome are owed; its number."""
    with writing(engine) as session:
        load_register(session)
        number = builders.plan(session, clock=clock)
        builders.people_of(session, builders.collectivity(session))
    sweep(engine, on=MONDAY, clock=clock)
    return number


def letters(engine: Engine, **of: Any) -> list[OutboxLetter]:
    with reading(engine) as session:
        query = select(OutboxLetter).filter_by(**of).order_by(OutboxLetter.key)
        return list(session.scalars(query))


def take(session: Any, clock: VirtualClock, limit: int) -> list[Due]:
    """What a delivery does in its transaction, up to before it commits."""
    due = due_letters(session, clock.now(), Which(limit=limit))
    days = read_rulebook(session).days
    prepared = prepare(session, due, Moment(clock.now(), clock.today(), days, MAILBOX))
    store_messages(session.connection(), prepared)
    taken = [letter for letter, _ in prepared.ready]
    for letter in taken:
        letter.state, letter.next_at, letter.fence = LetterState.ACCEPTED, None, 1
        letter.accepted_at, letter.accepted_on = clock.now(), clock.today()
    write_decisions(session.connection(), [*taken, *prepared.decided])
    return taken


def wait_until_one_waits(engine: Engine, hand: threading.Thread) -> None:
    """Until the other delivery stands before a lock, or has ended without any."""
    limit = time.monotonic() + 20
    while hand.is_alive() and time.monotonic() < limit:
        with engine.connect() as connection:
            if connection.scalar(text(WAITING)):
                return
        time.sleep(0.01)


def test_who_is_being_written_to_by_one_delivery_gets_no_second_letter_from_another(
    engine: Engine, owed: int, clock: VirtualClock
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the second delivery waits for the first")
    with writing(engine) as session:  # the welcomes are another story: only what steps ask
        session.connection().execute(
            update(LETTERS).where(LETTERS.c.rung.is_(None)).values(next_at=None)
        )
    other = threading.Thread(
        target=deliver_to_mailbox, args=(engine,), kwargs={"clock": clock, "settings": MAILBOX}
    )
    with writing(engine) as session:
        (first,) = take(session, clock, 1)
        other.start()
        wait_until_one_waits(engine, other)
    other.join()
    found = {one.id: one for one in letters(engine) if one.rung}
    assert found[first.id].state == LetterState.ACCEPTED
    rest = [one for one in found.values() if one.id != first.id]
    assert [one.state for one in rest] == [LetterState.QUEUED] * 3
    assert {one.next_at for one in rest} == {datetime.fromisoformat("2022-10-25T08:00:00+00:00")}


def test_two_deliveries_that_each_have_two_letters_for_one_person_make_one_list(
    engine: Engine, owed: int, clock: VirtualClock
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the second delivery waits for the first")
    with writing(engine) as session:
        session.connection().execute(
            update(LETTERS).where(LETTERS.c.rung.is_(None)).values(next_at=None)
        )
    problems: list[BaseException] = []

    def deliver() -> None:
        try:
            deliver_to_mailbox(engine, clock=clock, settings=MAILBOX)
        except BaseException as problem:
            problems.append(problem)

    other = threading.Thread(target=deliver)
    with writing(engine) as session:
        take(session, clock, 2)
        other.start()
        wait_until_one_waits(engine, other)
    other.join()
    assert problems == []
    assert [one.state for one in letters(engine, kind="daily_list")] == [LetterState.ACCEPTED]
    later = [one for one in letters(engine) if one.rung and one.next_at]
    assert len(later) == 2


def test_shares_are_by_reader_so_that_a_person_s_letters_stay_together(
    engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        for kind in CollectivityKind:
            builders.plan(session, kind, clock=clock)
            builders.people_of(session, builders.collectivity(session, kind))
    sweep(engine, on=MONDAY, clock=clock)
    claimed: list[set[tuple[Role, str | None]]] = []
    for number in (1, 2, 3):
        with reading(engine) as session:
            due = due_letters(session, clock.now(), Which(share=Share(number, 3)))
            claimed.append({one.id for one in due})  # type: ignore[misc]
            places = {one.collectivity_code for one in due}
            theirs = [one.id for one in letters(engine) if one.collectivity_code in places
                      and one.role in (Role.FOCAL_POINT, Role.DEPUTY)]  # fmt: skip
            assert set(theirs) <= claimed[-1]  # type: ignore[comparison-overlap]
    everybody = [one.id for one in letters(engine)]
    assert sorted(number for some in claimed for number in some) == sorted(everybody)


def test_a_share_puts_off_only_its_own_letters_and_none_that_another_has_locked(
    engine: Engine, owed: int, clock: VirtualClock
) -> None:
    until = clock.now() + timedelta(days=1)
    with writing(engine) as session:
        put = [put_off(session, clock.now(), until, Which(share=Share(n, 3))) for n in (1, 2, 3)]
    assert sum(put) == len(letters(engine)) == len(letters(engine, next_at=until))
    if engine.dialect.name == "sqlite":
        return
    with writing(engine) as first, writing(engine) as second:
        assert len(due_letters(first, until, Which(limit=2))) == 2
        later = until + timedelta(days=1)
        assert put_off(second, until, later, Which()) == sum(put) - 2
