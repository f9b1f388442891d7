"""A delivery that was only thought dead: what another has decided since is not written over."""

from datetime import date

from owed_letters import letters_of, owe, plan_with_people
from scripted_smtp import free_port, to_loopback
from sqlalchemy import Engine

from lifecycle.clock import VirtualClock
from models.database import writing
from models.words import LetterState
from notifications.claims import Which, due_letters
from notifications.due import write_decisions
from notifications.reclaiming import reclaim
from notifications.report import DeliveryReport
from notifications.smtp import Accepted
from notifications.tries import Tried, begin_tries, end_tries, still_ours
from notifications.workers import Worker


def test_a_delivery_that_was_thought_dead_writes_nothing_over_the_others(engine: Engine) -> None:
    clock, settings = VirtualClock(date(2026, 11, 23)), to_loopback(free_port())
    plan, _ = plan_with_people(engine, clock)
    (number,) = owe(engine, plan, clock)
    with writing(engine) as session:
        (letter,) = due_letters(session, clock.now(), Which())
        letter.state, letter.claimed_by = LetterState.CLAIMED, "elsewhere:1:slow"
        letter.fence += 1
        write_decisions(session.connection(), [letter])
    with writing(engine) as session:
        assert still_ours(session, [letter]) == {number}
        attempt = begin_tries(session, [letter], clock.now())[number]
    with Worker(engine) as other:
        assert reclaim(engine, other, clock, settings, DeliveryReport()) == 1
    tried = Tried(letter, attempt, Accepted(250, "ok"))
    limit = settings.give_up_after
    with writing(engine) as session:
        ours = still_ours(session, [letter])
        assert ours == set()
        end_tries(session, [tried], ours, now=clock.now(), today=clock.today(), limit=limit)
    (stands,) = letters_of(engine, [number])
    assert (stands.state, stands.ambiguous, stands.fence) == (LetterState.UNKNOWN, 1, 2)
    assert stands.accepted_at is None
