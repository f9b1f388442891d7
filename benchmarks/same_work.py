"""`python -m benchmarks.same_work`: the same work by this engine, by its peers and by raw SQL.

Plans through the seven moves of their path (six stages), on both databases: guards, state, steps,
hashed history, letters. The peers run with an environment of their own (`make peers`), each with
SQLite at synchronous=FULL as the engine has it. Prints a Markdown table; read the ratios.
"""

import argparse
import json
import subprocess
import tempfile

from sqlalchemy import Engine, text

from benchmarks.country import open_country
from benchmarks.raw_stages import rows_written, write_again
from benchmarks.servers import sites
from benchmarks.stages import Move, Site, in_batches, one_by_one, walk
from models.settings import CHECKOUT

PEERS = CHECKOUT / ".peers" / "bin" / "python"
SCRIPTS = CHECKOUT / "benchmarks" / "peers"
BOTH, ONE = ("batch", "single"), ("single",)  # ONE: the library has no batch
KNOWN = (
    ("SQLAlchemy ORM + transitions", "orm_peers.py", "transitions", BOTH),
    ("SQLAlchemy ORM + python-statemachine", "orm_peers.py", "statemachine", BOTH),
    ("SQLAlchemy ORM + transitions + Continuum", "orm_peers.py", "continuum", BOTH),
    ("Django + viewflow.fsm", "django_peers.py", "viewflow.fsm", BOTH),
    ("Django + django-fsm-2", "django_peers.py", "django-fsm-2", BOTH),
    ("SQLAlchemy Core + SpiffWorkflow", "spiff_peer.py", "spiff", BOTH),
    ("Burr, its own persister", "burr_peer.py", "burr", ONE),
    ("DBOS, a workflow a plan", "dbos_peer.py", "dbos", ONE),
    ("Django + viewflow.workflow", "viewflow_peer.py", "viewflow.workflow", ONE),
)


def main() -> None:
    """Measure, and print as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="+", default=[1590, 20000])
    parser.add_argument("--single", type=int, default=300, help="plans moved one by one")
    parser.add_argument("--most", type=int, default=1590, help="plans that peers are given")
    given = parser.parse_args()
    if not PEERS.exists():
        print("The peers are not installed: `make peers` makes their environment in .peers\n")
    print("| database | plans | way | who | µs a move | ratio to raw |")
    print("|---|---|---|---|---|---|")
    with sites() as both:
        for site in both:
            for plans in given.plans:
                compare(site, plans, "batch", peers=plans <= given.most)
            compare(site, given.single, "single", peers=True)


def compare(site: Site, plans: int, way: str, *, peers: bool) -> None:
    """The engine, the peers and raw SQL over the same plans."""
    ready = site.fresh()
    open_country(ready, plans)
    batch = way == "batch"
    moves = walk(site, ready, plans, in_batches if batch else one_by_one)
    raw = sum(
        min(write_again(site, m, at_once=1000 if batch else 1) for _ in range(2)) for m in moves
    )
    ours = sum(move.seconds for move in moves)
    rows = sum(map(rows_written, moves)) / plans / len(moves)
    limit = raw / plans / len(moves) * 1e6

    def tell(who: str, seconds: float) -> None:
        each = seconds / plans / len(moves) * 1e6
        line = f"| {site.name} | {plans:,} | {way} | {who} | {each:,.0f} | {each / limit:.1f}× |"
        print(line, flush=True)

    what = "rows" if batch else "reads and rows"
    tell(f"raw SQL, the same {what} ({rows:.1f} a move)", raw)
    tell("**Infitah**", ours)
    for name, script, peer, ways in KNOWN if peers and PEERS.exists() else ():
        if way in ways:
            tell(name, _peer(site, moves, plans, script, peer, way))


def _peer(site: Site, moves: list[Move], plans: int, script: str, peer: str, way: str) -> float:
    """Seconds of one peer on an empty database of the same kind."""
    empty = site.empty()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        url = empty.render_as_string(hide_password=False)
        told = {"plans": plans, "database": url, "stages": [_stage(m, plans) for m in moves]}
        json.dump(told, file)
        file.flush()
        command = [str(PEERS), str(SCRIPTS / script), file.name, peer, way]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{peer}: {done.stderr.strip()[-600:]}")
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def _stage(move: Move, plans: int) -> dict[str, object]:
    """A stage in short: how many rows of which length a plan."""
    target = _column(move.after, "SELECT stage FROM plan ORDER BY id LIMIT 1")
    length = "SELECT length(canonical) FROM history_entry ORDER BY id DESC LIMIT 1"
    return {
        "source": _stage_before(move),
        "target": str(target),
        "steps": _new(move, "plan_step", plans),
        "letters": _new(move, "outbox_letter", plans),
        "entry_length": _column(move.after, length),
        "step_length": 90,
        "letter_length": 260,
    }


def _new(move: Move, table: str, plans: int) -> int:
    """How many rows of a table are new, a plan."""
    return round((_number(move.after, table) - _number(move.before, table)) / plans)


def _stage_before(move: Move) -> str:
    return str(_column(move.before, "SELECT stage FROM plan ORDER BY id LIMIT 1"))


def _number(engine: Engine, table: str) -> int:
    return int(str(_column(engine, f"SELECT count(*) FROM {table}")))


def _column(engine: Engine, statement: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(statement)).scalar_one()


if __name__ == "__main__":
    main()
