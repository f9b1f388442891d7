"""`python -m benchmarks.workers`: the same work with one, two and four worker processes.

On PostgreSQL. Each worker takes its share: a stage change of every plan, a sweep in which every
plan owes letters, and letters to a mail server on this machine that takes 20 ms a letter and one
that takes none. The time is from the moment all are told to begin until the last has ended; that
each thing was done once is counted. Prints a Markdown table. Without Prefect: what it adds to a run
is in docs/scale.md.
"""

import argparse
import asyncio
import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiosmtpd.smtp import SMTP
from sqlalchemy import Engine, text

from benchmarks.country import DAY, open_country
from benchmarks.servers import PostgresSite, sites
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.shares import Share
from lifecycle.sweep import sweep
from models.database import open_database, writing
from models.person import Person, RoleHolding
from models.words import Language, Role
from notifications.delivery import deliver
from notifications.settings import MailSettings

SPAWN = multiprocessing.get_context("spawn")
COUNTS = (1, 2, 4)


@dataclass(frozen=True)
class Work:
    """One row of the table: its name, what a worker does, and what must come out of it."""

    name: str
    does: str
    counted: str
    answer_after: float | None = None
    connections: int = 4


WORKS = (
    Work("stage change", "advance", "SELECT count(*), count(DISTINCT plan_id) FROM history_entry "
         "WHERE trigger = 'open_co_creation'"),
    Work("sweep, all due", "sweep", "SELECT count(*), count(DISTINCT key) FROM outbox_letter "
         "WHERE rung IS NOT NULL"),
    Work("letters, server takes 20 ms", "deliver", "SELECT count(*), count(DISTINCT letter_id) "
         "FROM delivery_attempt", 0.02),
    Work("letters, 20 ms, one connection each", "deliver", "SELECT count(*), "
         "count(DISTINCT letter_id) FROM delivery_attempt", 0.02, 1),
    Work("letters, server takes 0 ms", "deliver", "SELECT count(*), count(DISTINCT letter_id) "
         "FROM delivery_attempt", 0.0),
)  # fmt: skip


def main() -> None:
    """Prepare once, then every work with every number of workers on a copy of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=8000)
    parser.add_argument("--letters", type=int, default=1200)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", default="", help="works whose name holds this")
    given = parser.parse_args()
    print(
        f"{os.cpu_count()} processors, which PostgreSQL, the mail server and the workers share.\n"
    )
    print("| work | workers | things done | a second | ratio to 1 |\n|---|---|---|---|---|")
    with sites() as (_, site):
        assert isinstance(site, PostgresSite)
        ready = prepared(site, given.plans, given.letters)
        for work in (one for one in WORKS if given.only in one.name):
            one = 0.0
            for workers in COUNTS:
                done, seconds = best(site, ready[work.does], work, workers, given.repeat)
                one = one or done / seconds
                print(f"| {work.name} | {workers} | {done:,} | {done / seconds:,.0f} "
                      f"| {done / seconds / one:.2f}× |", flush=True)  # fmt: skip


def prepared(site: PostgresSite, plans: int, letters: int) -> dict[str, Engine]:
    """A database before each kind of work; the next begins where the one before it ended."""
    before = site.fresh()
    clock = open_country(before, plans)
    _without_letters(before)
    moved = site.copy(before)
    advance(moved, on=clock.today(), clock=clock, cause="bench")
    _without_letters(moved)
    swept = site.copy(moved)
    _people(swept, letters)
    sweep(swept, on=clock.today(), clock=clock, cause="bench")
    return {"advance": before, "sweep": moved, "deliver": swept}


def best(
    site: PostgresSite, ready: Engine, work: Work, workers: int, repeat: int
) -> tuple[int, float]:
    """The things done and the shortest time of a few runs."""
    tried = [run(site.copy(ready), work, workers) for _ in range(repeat)]
    return tried[0][0], min(seconds for _, seconds in tried)


def run(engine: Engine, work: Work, workers: int) -> tuple[int, float]:
    """One run: all begin at once, and the last to end counts."""
    url = engine.url.render_as_string(hide_password=False)
    with mail_server(work.answer_after) as port:
        pipes, hands = [], []
        for number in range(1, workers + 1):
            ours, theirs = SPAWN.Pipe()
            hand = SPAWN.Process(target=_work, args=(theirs, url, work, number, workers, port))
            hand.start()
            pipes.append(ours)
            hands.append(hand)
        for pipe in pipes:
            pipe.recv()
        begun = time.perf_counter()
        for pipe in pipes:
            pipe.send("go")
        for pipe in pipes:
            pipe.recv()
        seconds = time.perf_counter() - begun
        for hand in hands:
            hand.join()
    with engine.connect() as connection:
        done, distinct = connection.execute(text(work.counted)).one()
    engine.dispose()
    if not done or done != distinct:
        raise SystemExit(
            f"{work.name}: {done} done, {distinct} different: something was done twice"
        )
    return done, seconds


def _work(pipe: Any, url: str, work: Work, number: int, of: int, port: int) -> None:
    engine, clock, share = open_database(url), VirtualClock(DAY, 10), Share(number, of)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    pipe.send("ready")
    pipe.recv()
    if work.does == "advance":
        advance(engine, on=DAY, clock=clock, share=share, cause="bench")
    elif work.does == "sweep":
        sweep(engine, on=DAY, clock=clock, share=share, cause="bench")
    else:
        settings = MailSettings(
            delivery="smtp",
            host="127.0.0.1",
            port=port,
            security="none",
            live=True,
            connections=work.connections,
        )
        asyncio.run(deliver(engine, clock=clock, settings=settings, share=share, cause="bench"))
    pipe.send("done")


def _people(engine: Engine, letters: int) -> None:
    """A focal point for each of so many communes; the others owe nothing, so that none is undue."""
    since = date(2022, 10, 21)
    with writing(engine) as session:
        codes = list(session.scalars(text(f"SELECT collectivity_code FROM plan LIMIT {letters}")))
        people = [
            Person(name=f"P {n}", email=f"p{n}@pao.example", language=Language.FRENCH)
            for n in range(len(codes))
        ]
        session.add_all(people)
        session.flush()
        session.add_all(
            RoleHolding(
                person_id=one.id, role=Role.FOCAL_POINT, collectivity_code=code, from_on=since
            )
            for one, code in zip(people, codes, strict=True)
        )
        session.execute(
            text("UPDATE plan_step SET next_at = NULL WHERE plan_id NOT IN "
                 f"(SELECT id FROM plan LIMIT {letters})")
        )  # fmt: skip


def _without_letters(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM outbox_letter"))


@contextmanager
def mail_server(answer_after: float | None) -> Iterator[int]:
    """A mail server in a process of its own, which answers so many seconds after the final dot."""
    if answer_after is None:
        yield 0
        return
    ours, theirs = SPAWN.Pipe()
    server = SPAWN.Process(target=_serve, args=(theirs, answer_after), daemon=True)
    server.start()
    try:
        yield ours.recv()
    finally:
        server.terminate()
        server.join()


class _Taker:
    def __init__(self, answer_after: float) -> None:
        self.answer_after = answer_after

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.answer_after)
        return "250 2.0.0 taken"


def _serve(pipe: Any, answer_after: float) -> None:
    async def serve() -> None:
        taker = _Taker(answer_after)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(taker, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0
        )
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
