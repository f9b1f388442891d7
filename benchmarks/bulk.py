"""`make bench`: the bulk path against raw SQL writing the same rows, on both databases, in one run.

Prints a Markdown table. Read the ratios, not the milliseconds: the machine is shared.
"""

import argparse
import time
from collections.abc import Callable

from sqlalchemy import Engine, text

from benchmarks.country import open_country
from benchmarks.raw import write_moves, write_rungs
from benchmarks.servers import PostgresSite, SqliteSite, sites
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.sweep import sweep

Site = SqliteSite | PostgresSite


def main() -> None:
    """Measure, and print as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="+", default=[1590, 20000])
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    print("| database | plans | work | engine | raw SQL | a plan | ratio |")
    print("|---|---|---|---|---|---|---|")
    with sites() as both:
        for site in both:
            growth = []
            for plans in arguments.plans:
                repeat = arguments.repeat if plans < 5000 else 2
                growth.append((plans, measure(site, plans, repeat)))
            tell_growth(site.name, growth)


def measure(site: Site, plans: int, repeat: int) -> float:
    """One size on one database; gives back the seconds of a sweep with 100 due."""
    ready = site.fresh()
    clock = open_country(ready, plans)
    moved = pair(repeat, lambda e: run_advance(e, clock), write_moves, site, ready)
    tell(site.name, plans, "one stage change", *moved[:2])
    swept = pair(repeat, lambda e: run_sweep(e, clock), write_rungs, site, moved[2])
    tell(site.name, plans, "one sweep, all due", *swept[:2])
    return min(run_sweep_of_100(site.copy(moved[2]), clock) for _ in range(repeat))


def pair(
    repeat: int,
    ours: Callable[[Engine], float],
    raw: Callable[[Engine, Engine], float],
    site: Site,
    ready: Engine,
) -> tuple[float, float, Engine]:
    """The engine and raw SQL in turn, each time on fresh copies; the shortest of each."""
    seconds, limit, engine = [], [], ready
    for _ in range(repeat):
        engine = site.copy(ready)
        seconds.append(ours(engine))
        limit.append(raw(site.copy(ready), engine))
    return min(seconds), min(limit), engine


def run_advance(engine: Engine, clock: VirtualClock) -> float:
    """Every plan moves from joining to co-creation: guards, state, steps, history, letters."""
    start = time.perf_counter()
    report = advance(engine, on=clock.today(), clock=clock, cause="bench")
    seconds = time.perf_counter() - start
    assert report.moved, "nothing moved"
    return seconds


def run_sweep(engine: Engine, clock: VirtualClock) -> float:
    """Every open step owes its first letter."""
    start = time.perf_counter()
    report = sweep(engine, on=clock.today(), clock=clock, cause="bench")
    seconds = time.perf_counter() - start
    assert report.letters, "nothing was due"
    return seconds


def run_sweep_of_100(engine: Engine, clock: VirtualClock) -> float:
    """The same sweep when only a hundred steps owe something, whatever there is besides."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE plan_step SET next_at = NULL WHERE id NOT IN "
                "(SELECT id FROM plan_step WHERE next_at IS NOT NULL ORDER BY id LIMIT 100)"
            )
        )
    settle(engine)
    return run_sweep(engine, clock)


def settle(engine: Engine) -> None:
    """What a day's autovacuum does: the update above left an index full of dead entries."""
    if engine.dialect.name == "postgresql":
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("VACUUM ANALYZE plan_step"))


def tell(name: str, plans: int, work: str, ours: float, raw: float) -> None:
    """One row of the table."""
    print(
        f"| {name} | {plans:,} | {work} | {ours * 1000:,.0f} ms | {raw * 1000:,.0f} ms "
        f"| {ours / plans * 1e6:,.0f} µs | {ours / raw:.1f}× |",
        flush=True,
    )


def tell_growth(name: str, growth: list[tuple[int, float]]) -> None:
    """How a sweep with 100 due grows with what exists."""
    first = growth[0][1]
    for plans, seconds in growth:
        print(
            f"| {name} | {plans:,} | sweep, 100 due | {seconds * 1000:,.1f} ms | | "
            f"| {seconds / first:.2f}× of {growth[0][0]:,} plans |",
            flush=True,
        )


if __name__ == "__main__":
    main()
