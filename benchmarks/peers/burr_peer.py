"""Burr: an application a plan, read from and kept by Burr's own persister, a step a move.

The actions write their rows on the persister's connection and the persister commits it, so that
the state and its rows are of one transaction. It commits after every step: there is no batch.
"""

import sqlite3
from typing import Any

from burr.core import ApplicationBuilder, Condition, State, action
from burr.core.graph import GraphBuilder
from burr.core.persistence import SQLitePersister
from same_work import StageWork, asked, entry_of, measured
from sqlalchemy.engine import make_url

WORK = asked()
SQLITE = make_url(WORK.database).get_backend_name() == "sqlite"
KEY = "INTEGER PRIMARY KEY" if SQLITE else "BIGSERIAL PRIMARY KEY"
OF_PLAN = "plan_id INTEGER NOT NULL REFERENCES plan"
TABLES = (
    "CREATE TABLE plan (id INTEGER PRIMARY KEY)",
    f"CREATE TABLE step (id {KEY}, {OF_PLAN}, told TEXT NOT NULL)",
    f"CREATE TABLE entry (id {KEY}, {OF_PLAN}, body TEXT NOT NULL, hash TEXT NOT NULL)",
    f"CREATE TABLE letter (id {KEY}, {OF_PLAN}, key TEXT NOT NULL UNIQUE, told TEXT NOT NULL)",
)
INSERTS = {
    "plan": "INSERT INTO plan (id) VALUES (?)",
    "entry": "INSERT INTO entry (plan_id, body, hash) VALUES (?, ?, ?)",
    "step": "INSERT INTO step (plan_id, told) VALUES (?, ?)",
    "letter": "INSERT INTO letter (plan_id, key, told) VALUES (?, ?, ?)",
}
KEPT = ["plan", "stage", "settled", "head"]


def persister_of(url: str) -> Any:
    """Burr's persister for the database; PostgreSQL's is its one for psycopg2."""
    parsed = make_url(url)
    if SQLITE:
        connection = sqlite3.connect(str(parsed.database))
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return SQLitePersister(str(parsed.database), connection=connection)
    import psycopg2
    from burr.integrations.persisters.b_psycopg2 import PostgreSQLPersister

    told = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgreSQLPersister(psycopg2.connect(told))


def insert(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Many rows at once, as each driver advises."""
    cursor = connection.cursor()
    if SQLITE:
        cursor.executemany(INSERTS[table], rows)
        return
    from psycopg2.extras import execute_batch

    execute_batch(cursor, INSERTS[table].replace("?", "%s"), rows)


@action(reads=[], writes=[])
def opened(state: State) -> State:
    """Where every plan starts; done outside the clock."""
    return state


@action(reads=KEPT, writes=["stage", "head"])
def moved(state: State, number: int, stage: StageWork, connection: Any) -> State:
    """One plan through one stage."""
    plan = state["plan"]
    body, digest = entry_of(plan, number, stage, state["head"])
    insert(connection, "entry", [(plan, body, digest)])
    insert(connection, "step", [(plan, "s" * stage.step_length)] * stage.steps)
    words = "l" * stage.letter_length
    keys = [f"{plan}-{number}-{n}" for n in range(stage.letters)]
    insert(connection, "letter", [(plan, key, words) for key in keys])
    return state.update(stage=stage.target, head=digest)


def graph_of(connection: Any) -> Any:
    """One graph for all plans: an action a stage, and the guard on the way to it."""
    names = ["opened", *(f"move_{number}" for number in range(len(WORK.stages)))]
    actions = {
        f"move_{number}": moved.bind(number=number, stage=stage, connection=connection)
        for number, stage in enumerate(WORK.stages)
    }
    ways = [
        (names[number], names[number + 1], Condition.when(settled=True, stage=stage.source))
        for number, stage in enumerate(WORK.stages)
    ]
    return GraphBuilder().with_actions(opened=opened, **actions).with_transitions(*ways).build()


def move(persister: Any, graph: Any, plan: int) -> None:
    """Read one plan's application, and take its next step."""
    application = (
        ApplicationBuilder()
        .with_graph(graph)
        .with_identifiers(app_id=str(plan), partition_key="plan")
        .initialize_from(
            persister, resume_at_next_action=True, default_state={}, default_entrypoint="opened"
        )
        .with_state_persister(persister)
        .build()
    )
    assert application.step() is not None


def main() -> None:
    """Every plan through every stage."""
    persister = persister_of(WORK.database)
    persister.initialize()
    for one in TABLES:
        persister.connection.cursor().execute(one)
    insert(persister.connection, "plan", [(plan,) for plan in range(1, WORK.plans + 1)])
    for plan in range(1, WORK.plans + 1):
        first = WORK.stages[0].source
        state = State({"plan": plan, "stage": first, "settled": True, "head": "0" * 64})
        persister.save("plan", str(plan), 0, "opened", state, "completed")
    graph = graph_of(persister.connection)
    measured("burr", "single", WORK.plans, lambda: run(persister, graph))


def run(persister: Any, graph: Any) -> None:
    """A transaction a plan and stage."""
    for _ in WORK.stages:
        for plan in range(1, WORK.plans + 1):
            move(persister, graph, plan)


main()
