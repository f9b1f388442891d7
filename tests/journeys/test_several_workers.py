"""Several worker processes share a day's work on PostgreSQL: what one alone would have done, once.

Three shares each in a process of its own, and a fourth process that takes all of it at the same
moment, as a run by hand does. The same day done by one process alone says what is right.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
from databases import opened
from sharing import Hand
from sqlalchemy import Engine, select

from lifecycle.clock import VirtualClock
from lifecycle.onboarding import load_register
from lifecycle.shares import Share
from lifecycle.sweep_records import last_sweep
from models.base import table_of
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.plan import Plan, PlanStep
from models.settings import CHECKOUT
from models.words import LetterState
from notifications.merging import LISTED, NOT_RATIONED

TUESDAY = date(2022, 11, 22)  # the charter's deadline has passed by seven working days
SHARES = ((1, 3), (2, 3), (3, 3), (1, 1))
WORKER = [sys.executable, str(Path(__file__).parents[1] / "sharing.py")]
Known = dict[str, list[Any]]


def a_network(engine: Engine) -> None:
    """Twelve communes of one region with their people, half of them ready to move on."""
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        load_register(session)
        numbers = builders.plans(session, 12, clock=clock)
        region = session.execute(select(Plan.collectivity_code).order_by(Plan.id)).scalars()
        codes = list(region)
        coordinators = builders.people_of(session, builders.collectivity(session, code=codes[0]))
        for code in codes[1:]:
            where = builders.collectivity(session, code=code)
            for role in list(coordinators)[:3]:  # focal point, deputy, president
                builders.hold(session, builders.person(session), role, where)
        # One person is the focal point of two communes: whose turn it is cannot be told by place.
        busy = coordinators[next(iter(coordinators))]
        builders.hold(
            session,
            busy,
            next(iter(coordinators)),
            builders.collectivity(session, code=codes[5]),
            from_on=date(2022, 10, 22),
        )
        for number in numbers[:6]:
            for step in ("adhere_to_charter", "name_focal_point", "attend_orientation",
                         "attend_training"):  # fmt: skip
                builders.settle(session, number, step, clock)


@contextmanager
def workers(url: str, *shares: tuple[int, int]) -> Iterator[list["subprocess.Popen[str]"]]:
    """Worker processes that are ready, ended at the end."""
    started = [
        subprocess.Popen(
            [*WORKER, url, str(number), str(of), TUESDAY.isoformat()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        )
        for number, of in shares
    ]  # fmt: skip
    try:
        for one in started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        yield started
    finally:
        for one in started:
            one.kill()
            one.communicate()


def all_do(hands: list["subprocess.Popen[str]"], what: str) -> list[int]:
    """Let all begin at once; gives back what each says when all have ended."""
    for one in hands:
        assert one.stdin is not None
        one.stdin.write(what + "\n")
        one.stdin.flush()
    return [int(one.stdout.readline()) for one in hands if one.stdout is not None]


def written(engine: Engine) -> Known:
    """What a day has written, without the instants and the order in which it was."""
    letter, plan, step = table_of(OutboxLetter).c, table_of(Plan).c, table_of(PlanStep).c
    queries = {
        "letters": select(letter.key, letter.state, letter.next_at, letter.accepted_on)
        .where(letter.kind != "daily_list").order_by(letter.key),
        "plans": select(plan.reference, plan.stage, plan.head_seq, plan.version).order_by(plan.id),
        "steps": select(step.plan_id, step.key, step.state, step.next_at, step.last_rung)
        .order_by(step.plan_id, step.key),
    }  # fmt: skip
    with reading(engine) as session:
        return {name: [tuple(row) for row in session.execute(q)] for name, q in queries.items()}


def letters_of_the_day(engine: Engine) -> list[int]:
    """The people who had a letter that is rationed, each as often as they had one."""
    with reading(engine) as session:
        rows = session.scalars(
            select(OutboxLetter).where(OutboxLetter.accepted_on == TUESDAY, ~OutboxLetter.urgent)
        )
        return sorted(
            one.person_id or 0 for one in rows
            if one.role not in NOT_RATIONED or one.kind in (*LISTED, "daily_list")
        )  # fmt: skip


@pytest.fixture
def urls(new_database: Callable[[str], AbstractContextManager[str]]) -> Iterator[list[str]]:
    """The same network in two databases."""
    with new_database("postgresql") as one, new_database("postgresql") as other:
        for url in (one, other):
            with opened(url) as engine:
                a_network(engine)
        yield [one, other]


def test_three_workers_and_one_by_hand_do_what_one_alone_does_and_nothing_twice(
    urls: list[str],
) -> None:
    with opened(urls[0]) as alone, opened(urls[1]) as together:
        one = Hand(alone, Share(), TUESDAY)
        with workers(urls[1], *SHARES) as four:
            assert one.does("advance") == sum(all_do(four, "advance")) == 6
            all_do(four, "sweep")  # who of them comes first, and takes it all, is chance
            assert one.does("sweep") > 12
            assert written(alone)["steps"] == written(together)["steps"]
            all_do(four, "deliver")
            assert one.does("deliver") > 12
        had = letters_of_the_day(together)
        assert len(had) == len(set(had))
        assert set(had) == set(letters_of_the_day(alone))
        assert keys(alone) == keys(together)
        assert written(alone)["plans"] == written(together)["plans"]


def test_each_of_three_workers_has_its_share(urls: list[str]) -> None:
    with opened(urls[0]) as alone, workers(urls[1], *SHARES[:3]) as three:
        shares = all_do(three, "sweep")
        assert all(shares)
        assert sum(shares) == Hand(alone, Share(), TUESDAY).does("sweep")


def keys(engine: Engine) -> list[str]:
    """What was owed, and that each of it has left, was carried, or waits for its day."""
    states = {LetterState.ACCEPTED, LetterState.SKIPPED, LetterState.QUEUED, LetterState.HELD,
              LetterState.CANCELLED}  # fmt: skip
    found = written(engine)["letters"]
    assert {state for _, state, _, _ in found} <= states
    left = [(k, str(n)) for k, state, n, _ in found if state == "queued" and n.date() <= TUESDAY]
    assert left == []
    return [key for key, *_ in found]


def test_what_a_worker_that_was_killed_had_in_hand_is_done_by_the_next_look(
    urls: list[str],
) -> None:
    with opened(urls[1]) as engine:
        with workers(urls[1], (1, 2), (2, 2)) as (one, other):
            other.kill()
            assert all_do([one], "sweep") != [0]
            assert not finished(engine)
        looks = Hand(engine, Share(), TUESDAY)
        assert looks.does("sweep") > 0
        assert finished(engine)
        assert looks.does("sweep") == 0


def finished(engine: Engine) -> bool:
    with reading(engine) as session:
        return last_sweep(session, "deadlines") is not None
