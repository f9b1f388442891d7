"""`python -m benchmarks.log_writers`: writers with the sequencer against one global chain.

On PostgreSQL, each writer a process with plans of its own. A transaction changes its plan and adds
one chained entry, with a millisecond of other work before and after. With the sequencer it also
owes the entry a place, and a process of its own takes what is owed; with a global chain it holds
the chain's head until it has committed. Both write the same columns. Prints a Markdown table.
"""

import argparse
import multiprocessing
import time
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text

from audit.sequencer import sequence
from benchmarks.country import open_country
from benchmarks.servers import sites
from lifecycle.history import leaf_hash
from models.database import open_database

WORK = "SELECT pg_sleep(0.001)"  # before and after the entry: letters, the network
SPAWN = multiprocessing.get_context("spawn")
ENTRY = (
    "INSERT INTO history_entry (plan_id, seq, trigger, to_stage, effective_on, recorded_at, "
    "actor_kind, actor_id, canonical, leaf_hash) VALUES (:plan, :seq, 'report_step', 'joining', "
    "'2023-05-04', now(), 'person', 'person:1', :content, :leaf)"
)
HEAD = "UPDATE plan SET head_seq = :seq, head_hash = :leaf, version = version + 1 WHERE id = :plan"


def main() -> None:
    """Both ways with few and with many writers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--writers", type=int, nargs="*", default=[1, 4, 16])
    given = parser.parse_args()
    print("| writers | chain | transactions a second | half within, ms | 99 % within, ms | ratio |")
    print("|---|---|---|---|---|---|")
    with sites() as (_, site):
        for writers in given.writers:
            limit = 0.0
            for name, globally in (("one global chain", True), ("plan chains, sequencer", False)):
                engine = site.fresh()
                open_country(engine, 200)
                sequence(engine)
                _prepare(engine)
                times = run(engine, writers, given.seconds, globally)
                rate = len(times) / given.seconds
                limit = limit or rate
                half, most = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
                print(
                    f"| {writers} | {name} | {rate:.0f} | {half:.1f} | {most:.1f} | "
                    f"{rate / limit:.1f}× |", flush=True,
                )  # fmt: skip
                _check(engine, globally)
                engine.dispose()


def run(engine: Engine, writers: int, seconds: float, globally: bool) -> list[float]:
    """The seconds of every transaction, sorted."""
    url = engine.url.render_as_string(hide_password=False)
    plans = [list(range(1 + n, 201, writers)) for n in range(writers)]
    ours, theirs = SPAWN.Pipe(duplex=False)
    stop = SPAWN.Event()
    sealer = SPAWN.Process(target=_sequence, args=(url, stop))
    workers = [
        SPAWN.Process(target=_write, args=(url, mine, seconds, globally, theirs)) for mine in plans
    ]
    for process in (*workers, *([] if globally else [sealer])):
        process.start()
    times = [one for _ in workers for one in ours.recv()]
    for worker in workers:
        worker.join()
    stop.set()
    if not globally:
        sealer.join()
    return sorted(times)


def _write(url: str, plans: list[int], seconds: float, globally: bool, pipe: Any) -> None:
    engine = create_engine(url)
    seqs = dict.fromkeys(plans, 0)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, head_seq FROM plan"))
        seqs.update({row.id: row.head_seq for row in rows if row.id in seqs})
    content, times = b'{"_log":"' + b"x" * 700 + b'"}', []
    end, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        plan = plans[number % len(plans)]
        number, seqs[plan] = number + 1, seqs[plan] + 1
        told = {"plan": plan, "seq": seqs[plan], "content": content, "leaf": leaf_hash(content)}
        begun = time.perf_counter()
        with engine.begin() as connection:
            _one(connection, told, globally)
        times.append(time.perf_counter() - begun)
    pipe.send(times)


def _one(connection: Connection, told: dict[str, Any], globally: bool) -> None:
    connection.execute(text(WORK))
    if globally:
        at = connection.scalar(text("SELECT size FROM chain_head FOR UPDATE"))
    connection.execute(text(HEAD), told)
    connection.execute(text(ENTRY), told)
    if globally:
        more = told | {"at": at}
        connection.execute(text("INSERT INTO chain (n, plan, seq) VALUES (:at, :plan, :seq)"), more)
        connection.execute(text("UPDATE chain_head SET size = size + 1, hash = :leaf"), told)
        connection.execute(text(WORK))  # what a transaction still does while it holds the head
    else:
        connection.execute(text("INSERT INTO log_pending (chain, seq) VALUES (:plan, :seq)"), told)
        connection.execute(text(WORK))


def _sequence(url: str, stop: Any) -> None:
    engine = open_database(url)
    while not stop.is_set():
        sequence(engine)
        time.sleep(0.05)
    sequence(engine)


def _prepare(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE chain_head (size bigint, hash text)"))
        connection.execute(text("INSERT INTO chain_head VALUES (0, '')"))
        connection.execute(text("CREATE TABLE chain (n bigint PRIMARY KEY, plan int, seq int)"))


def _check(engine: Engine, globally: bool) -> None:
    """Nothing is lost: every entry has its place."""
    if globally:
        return
    with engine.connect() as connection:
        entries = connection.scalar(text("SELECT count(*) FROM history_entry"))
        leaves, last = connection.execute(text("SELECT count(*), max(n) FROM log_leaf")).one()
        if not entries == leaves == last + 1:
            raise SystemExit(f"{entries} entries, {leaves} leaves, the last is {last}")


if __name__ == "__main__":
    main()
