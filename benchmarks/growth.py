"""`python -m benchmarks.growth`: what grows with what exists, and what only with what is due.

The country of 1,590 plans is opened, moved and reminded by the engine, then copied inside the
database to 16,000, 160,000 and more. At each size the same work is done. Prints a Markdown table a
database, and draws `docs/growth.svg` with --plot.
"""

import argparse
import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from audit.sequencer import sequence
from benchmarks.country import DAY, open_country
from benchmarks.growth_plot import draw
from benchmarks.multiplied import multiply
from benchmarks.servers import PostgresSite, SqliteSite, sites
from lifecycle import acts, door
from lifecycle.acts import Act
from lifecycle.advance import advance
from lifecycle.board import board, late_steps, letters
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.sweep import sweep
from models.database import reading, writing

BASE = 1590
LATER = date(2023, 3, 20)  # the day of the measured work: open steps, some of them late
WHO, AT = acts.coordinator(7), VirtualClock(LATER).now()
SQLITE_BYTES = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
BYTES = {"sqlite": SQLITE_BYTES, "postgresql": "SELECT pg_database_size(current_database())"}


def main() -> None:
    """Grow each database, and measure at each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--plot", type=Path, help="draw the curves into this SVG")
    parser.add_argument("--keep", type=Path, help="write the numbers to this JSON")
    given = parser.parse_args()
    found: dict[str, dict[str, list[float]]] = {}
    with sites() as both:
        for site in both:
            if given.database in (None, site.name):
                found[site.name] = grow(site, given.times, given.repeat)
                tell(site.name, given.times, found[site.name])
    if given.keep:
        given.keep.write_text(json.dumps({"times": given.times, "found": found}))
    if given.plot:
        draw(given.plot, [BASE * times for times in given.times], found)


def grow(site: SqliteSite | PostgresSite, sizes: list[int], repeat: int) -> dict[str, list[float]]:
    """What each work took at each size, in milliseconds; the size in megabytes."""
    ready = prepared(site)
    found: dict[str, list[float]] = {}
    for times in sizes:
        start, engine = time.perf_counter(), site.copy(ready)
        multiply(engine, times)
        print(f"{site.name}: {BASE * times:,} plans after {time.perf_counter() - start:.0f} s",
              flush=True)  # fmt: skip
        _vacuum(engine)
        for name, work in WORKS.items():
            best = min(work(engine, number) for number in range(repeat)) * 1000
            found.setdefault(name, []).append(best)
            print(f"  {name}: {best:,.2f} ms", flush=True)
        with engine.connect() as connection:
            size = connection.scalar(text(BYTES[engine.dialect.name]))
        found.setdefault("size, MB", []).append(size / 1e6)
        site.drop(engine)
    return found


def prepared(site: SqliteSite | PostgresSite) -> Engine:
    """The country of 1,590, moved on and reminded; every letter has left."""
    engine = site.fresh()
    clock = open_country(engine, BASE)
    for day in (DAY, LATER - timedelta(days=1)):
        clock = VirtualClock(day)
        advance(engine, on=day, clock=clock, cause="bench")
        sweep(engine, on=day, clock=clock, cause="bench")
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE outbox_letter SET state = 'accepted', next_at = NULL, accepted_on = :on"),
            {"on": LATER.isoformat() if engine.dialect.name == "sqlite" else LATER},
        )
        connection.execute(
            text("UPDATE plan_step SET next_at = '2023-12-01' WHERE next_at < '2023-12-01'")
        )
        connection.execute(text("UPDATE plan SET check_on = NULL WHERE check_on < '2023-12-01'"))
    sequence(engine)
    return engine


def _some(engine: Engine, table: str, where: str, number: int, count: int = 100) -> str:
    """The numbers of so many rows, spread over the table, others each time."""
    with engine.connect() as connection:
        last = connection.scalar(text(f"SELECT max(id) FROM {table}"))
        start = last * (number + 1) // 5 if last > 10 * BASE else 0
        query = f"SELECT id FROM {table} WHERE id > {start} AND {where} ORDER BY id LIMIT {count}"
        return ", ".join(str(one) for one in connection.scalars(text(query)))


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def sweep_of_100(engine: Engine, number: int) -> float:
    """A hundred open steps owe a letter."""
    some = _some(engine, "plan_step", "next_at IS NOT NULL AND state = 'open'", number)
    with engine.begin() as connection:
        connection.execute(
            text(f"UPDATE plan_step SET next_at = '2023-03-20' WHERE id IN ({some})")
        )
    clock = VirtualClock(LATER)
    return _timed(lambda: _check(sweep(engine, on=LATER, clock=clock, cause="bench").looked_at))


def one_act(engine: Engine, number: int) -> float:
    """One plan is suspended through the door; the mean of ten, which are then taken up again."""
    some = _some(engine, "plan", "stage = 'co_creation'", number, 10).split(", ")

    def each(trigger: str) -> None:
        for plan in some:
            with writing(engine) as session:
                door.fire(session, int(plan), trigger, actor=WHO, at=AT, reason="measured")

    seconds = _timed(lambda: each("suspend"))
    each("resume")
    return seconds / 10


def board_page(engine: Engine, number: int) -> float:
    """Everybody by region and stage, with lateness."""
    with reading(engine) as session:
        return _timed(lambda: board(session, on=LATER))


def late_list(engine: Engine, number: int) -> float:
    """The first fifty late steps: what a page shows."""
    with reading(engine) as session:
        return _timed(lambda: late_steps(session, on=LATER, limit=50))


def letter_counts(engine: Engine, number: int) -> float:
    """Letters by state, as every delivery shows them."""
    with reading(engine) as session:
        return _timed(lambda: letters(session))


def advance_nothing(engine: Engine, number: int) -> float:
    """The hourly run when no plan is due to be looked at."""
    clock = VirtualClock(LATER)
    return _timed(lambda: advance(engine, on=LATER, clock=clock, cause="bench"))


def advance_100(engine: Engine, number: int) -> float:
    """A hundred plans are to be looked at."""
    some = _some(engine, "plan", "stage = 'co_creation'", number)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE plan SET check_on = '2023-03-20' WHERE id IN ({some})"))
    clock = VirtualClock(LATER)
    return _timed(lambda: _check(advance(engine, on=LATER, clock=clock, cause="bench").looked_at))


def sequence_1000(engine: Engine, number: int) -> float:
    """A thousand entries get their places in the log."""
    some = _some(engine, "plan", "stage = 'co_creation'", number, 1000).split(", ")

    def all_of_them(trigger: str) -> None:
        with writing(engine) as session:
            asked = [Act(int(plan), trigger, reason="measured") for plan in some]
            door.fire_many(session, asked, Occasion(WHO, AT, "bench"))

    sequence(engine)
    all_of_them("suspend")
    seconds = _timed(lambda: _check(sequence(engine), 1000))
    all_of_them("resume")
    sequence(engine)
    return seconds


def _check(count: int, wanted: int = 100) -> None:
    if count < wanted:
        raise SystemExit(f"only {count} of {wanted}: this measures something else")


def _vacuum(engine: Engine) -> None:
    """What autovacuum does within the hour after so many rows."""
    if engine.dialect.name == "postgresql":
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))


WORKS: dict[str, Callable[[Engine, int], float]] = {
    "sweep, 100 due": sweep_of_100,
    "one act through the door": one_act,
    "advance, nothing due": advance_nothing,
    "advance, 100 due": advance_100,
    "sequencer, 1,000 entries": sequence_1000,
    "board": board_page,
    "late steps, first 50": late_list,
    "letters by state": letter_counts,
}


def tell(name: str, sizes: list[int], found: dict[str, list[float]]) -> None:
    """The table of one database."""
    print(f"\n| {name}, ms | " + " | ".join(f"{BASE * n:,} plans" for n in sizes) + " | growth |")
    print("|---" * (len(sizes) + 2) + "|")
    for work, took in found.items():
        cells = " | ".join(f"{one:,.1f}" for one in took)
        print(f"| {work} | {cells} | {took[-1] / took[0]:.1f}× |", flush=True)


if __name__ == "__main__":
    main()
